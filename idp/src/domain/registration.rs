//! Registration: from surname, name and one contact to a proven contact and a password.

use serde::{Deserialize, Serialize};

use crate::domain::challenge::{Challenge, ChallengeEvent, ChallengeRefusal};
use crate::domain::id::RegistrationId;
use crate::domain::notice::{Channel, Notice};
use crate::domain::person::{Email, NamePart, Phone};
use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};

/// The contact a person registers with; it becomes the login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "value")]
pub enum RegistrationContact {
    /// A mobile phone: the code comes by SMS.
    Mobile(Phone),
    /// An e-mail address: «У меня нет мобильного телефона».
    Mail(Email),
}

impl RegistrationContact {
    /// The contact as a login.
    pub fn login(&self) -> String {
        match self {
            Self::Mobile(phone) => phone.to_string(),
            Self::Mail(email) => email.key(),
        }
    }

    /// A message to the contact.
    pub fn told(&self, text: String) -> Notice {
        let (channel, to) = match self {
            Self::Mobile(phone) => (Channel::Sms, phone.to_string()),
            Self::Mail(email) => (Channel::Mail, email.to_string()),
        };
        Notice { channel, to, text, code: None }
    }

    /// The contact with its middle hidden, for pages.
    pub fn masked(&self) -> String {
        match self {
            Self::Mobile(phone) => phone.masked(),
            Self::Mail(email) => email.masked(),
        }
    }
}

/// A registration under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Its name, which the browser carries.
    pub id: RegistrationId,
    /// Surname.
    pub last_name: NamePart,
    /// Given name.
    pub first_name: NamePart,
    /// Where the code goes.
    pub contact: RegistrationContact,
    /// The link in the letter to an e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<MailLink>,
    /// How far it has come.
    pub stage: RegistrationStage,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// The link in a letter that proves an e-mail address. It lives as long as its registration; ours.
// SIM: sources differ whether a code or a link goes to an e-mail address (letter S003 and manuals); both do here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLink {
    key: String,
    url: String,
}

impl MailLink {
    /// The link to a page with a key nobody else knows.
    pub fn new(page: &str, registration: RegistrationId, key: &str) -> Self {
        Self { key: key.to_owned(), url: format!("{page}?registration={registration}&key={key}") }
    }
}

impl std::fmt::Debug for MailLink {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("MailLink(***)")
    }
}

/// How far a registration has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "stage")]
pub enum RegistrationStage {
    /// A code was sent.
    AwaitingCode {
        /// The code.
        challenge: Challenge,
    },
    /// The contact is proven; a password is wanted.
    Proven,
}

/// What happens to a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistrationEvent {
    /// A wrong code cost a try.
    AttemptUsed(ChallengeEvent),
    /// A new code was sent.
    CodeSent(Challenge),
    /// The contact is proven.
    ContactProven,
}

/// Why a registration does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationRefusal {
    /// The code was not taken.
    #[error(transparent)]
    Code(#[from] ChallengeRefusal),
    /// A new code may not be sent yet.
    #[error("a new code may be sent in {} s", .pause.as_secs())]
    TooSoon {
        /// How long to wait.
        pause: Span,
    },
    /// The contact is proven already.
    #[error("the contact is proven already")]
    AlreadyProven,
    /// The contact is not proven yet.
    #[error("the contact is not proven yet")]
    NotProven,
    /// The link is not the one of the letter.
    #[error("the link is not the one of the letter")]
    LinkWrong,
}

impl Registration {
    /// How long a registration may take; ours.
    pub const TTL: Span = Span::from_hours(24);

    /// Judges a code.
    pub fn answer(&self, code: &str, now: Timestamp) -> Ruling<RegistrationEvent, RegistrationRefusal> {
        let RegistrationStage::AwaitingCode { challenge } = &self.stage else {
            return Ruling::no(RegistrationRefusal::AlreadyProven);
        };
        let ruling = challenge.answer(code, now);
        match ruling.answer {
            Ok(()) => Ruling::yes(vec![RegistrationEvent::ContactProven]),
            Err(why) => Ruling::no_but(
                why.into(),
                ruling.events.into_iter().map(RegistrationEvent::AttemptUsed).collect(),
            ),
        }
    }

    /// Judges a link: followed twice, it leads to the same place.
    pub fn follow(&self, key: &str) -> Ruling<RegistrationEvent, RegistrationRefusal> {
        match (&self.link, &self.stage) {
            (Some(link), _) if link.key != key => Ruling::no(RegistrationRefusal::LinkWrong),
            (None, _) => Ruling::no(RegistrationRefusal::LinkWrong),
            (Some(_), RegistrationStage::Proven) => Ruling::yes(Vec::new()),
            (Some(_), RegistrationStage::AwaitingCode { .. }) => {
                Ruling::yes(vec![RegistrationEvent::ContactProven])
            }
        }
    }

    /// Judges the wish for another code, which is made already.
    pub fn resend(&self, fresh: Challenge, now: Timestamp) -> Ruling<RegistrationEvent, RegistrationRefusal> {
        match &self.stage {
            RegistrationStage::Proven => Ruling::no(RegistrationRefusal::AlreadyProven),
            RegistrationStage::AwaitingCode { challenge } => match challenge.resend_pause(now) {
                Some(pause) => Ruling::no(RegistrationRefusal::TooSoon { pause }),
                None => Ruling::yes(vec![RegistrationEvent::CodeSent(fresh)]),
            },
        }
    }

    /// Whether the registration may end with a password.
    ///
    /// # Errors
    /// The contact is not proven yet.
    pub fn may_complete(&self) -> Result<(), RegistrationRefusal> {
        match self.stage {
            RegistrationStage::Proven => Ok(()),
            RegistrationStage::AwaitingCode { .. } => Err(RegistrationRefusal::NotProven),
        }
    }

    /// The registration after an event.
    #[must_use]
    pub fn evolve(mut self, event: &RegistrationEvent) -> Self {
        self.stage = match (self.stage, event) {
            (RegistrationStage::AwaitingCode { challenge }, RegistrationEvent::AttemptUsed(used)) => {
                RegistrationStage::AwaitingCode { challenge: challenge.evolve(used) }
            }
            (_, RegistrationEvent::CodeSent(challenge)) => {
                RegistrationStage::AwaitingCode { challenge: challenge.clone() }
            }
            (_, RegistrationEvent::ContactProven) => RegistrationStage::Proven,
            (RegistrationStage::Proven, RegistrationEvent::AttemptUsed(_)) => RegistrationStage::Proven,
        };
        self
    }

    /// The message that carries a code.
    pub fn notice(&self, code: &str) -> Notice {
        let mut text = format!("Код подтверждения регистрации: {code}. Никому его не сообщайте.");
        if let Some(link) = &self.link {
            text.push_str(&format!(" Или перейдите по ссылке: {}", link.url));
        }
        Notice { code: Some(code.to_owned()), ..self.contact.told(text) }
    }
}
