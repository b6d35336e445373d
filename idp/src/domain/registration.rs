//! Registration: from surname, name and one contact to a proven contact and a password.

use serde::{Deserialize, Serialize};

use crate::domain::challenge::{Challenge, ChallengeEvent, ChallengeRefusal};
use crate::domain::id::RegistrationId;
use crate::domain::mail_link::MailLink;
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
            (Some(link), _) if !link.has_key(key) => Ruling::no(RegistrationRefusal::LinkWrong),
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

    /// The message that carries the code; nothing once the contact is proven.
    pub fn notice(&self) -> Option<Notice> {
        let RegistrationStage::AwaitingCode { challenge } = &self.stage else { return None };
        let code = challenge.code();
        let link = self.link.as_ref().map(MailLink::offered).unwrap_or_default();
        let text = format!("Код подтверждения регистрации: {code}. Никому его не сообщайте.{link}");
        Some(Notice { code: Some(code.to_owned()), ..self.contact.told(text) })
    }
}
