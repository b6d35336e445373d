//! Recovery: from a contact of an account to a new password, past a code and, for checked data, a document.

pub mod terms;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::domain::account::Profile;
use crate::domain::challenge::{Challenge, ChallengeEvent, ChallengeRefusal};
use crate::domain::id::{Oid, RecoveryId};
use crate::domain::notice::Notice;
use crate::domain::recovery::terms::RecoveryTerms;
use crate::domain::registration::RegistrationContact;
use crate::domain::ruling::Ruling;
use crate::domain::time::{Span, Timestamp};

/// A recovery under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Its name, which the browser carries.
    pub id: RecoveryId,
    /// The contact that was typed.
    pub contact: RegistrationContact,
    /// Whose it is; nobody's when no account has it, which the person is not told.
    pub person: Option<Oid>,
    /// How far it has come.
    pub stage: RecoveryStage,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// How far a recovery has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "stage")]
pub enum RecoveryStage {
    /// A code was sent, if the contact is anybody's.
    AwaitingCode {
        /// The code.
        challenge: Challenge,
    },
    /// The contact is proven; a document is wanted.
    AwaitingDocument {
        /// Tries that remain.
        attempts_left: u8,
    },
    /// A new password is wanted.
    Proven,
    /// Too many wrong documents: only a service centre helps.
    Closed,
}

/// A document that proves whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Series and number of the identity document.
    Passport,
    /// INN.
    Inn,
    /// SNILS.
    Snils,
}

/// What happens to a recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryEvent {
    /// A wrong code cost a try.
    AttemptUsed(ChallengeEvent),
    /// A new code was sent.
    CodeSent(Challenge),
    /// It has come so far.
    Came(RecoveryStage),
}

/// Why a recovery does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryRefusal {
    /// The code was not taken.
    #[error(transparent)]
    Code(#[from] ChallengeRefusal),
    /// A new code may not be sent yet.
    #[error("a new code may be sent in {} s", .pause.as_secs())]
    TooSoon {
        /// How long to wait.
        pause: Span,
    },
    /// The document is not the account's.
    #[error("the document is not the account's, {attempts_left} attempts are left")]
    DocumentWrong {
        /// Tries that remain.
        attempts_left: u8,
    },
    /// Only a service centre helps.
    #[error("too many wrong documents: only a service centre helps")]
    Closed,
    /// Another step is due.
    #[error("another step of the recovery is due")]
    OtherStep,
}

type Decision = Ruling<RecoveryEvent, RecoveryRefusal>;

impl Recovery {
    /// How long a recovery may take; ours.
    pub const TTL: Span = Span::from_hours(1);

    /// Judges a code. `asks_document` says whether the account has checked data to be compared.
    pub fn answer(&self, code: &str, asks_document: bool, terms: &RecoveryTerms, now: Timestamp) -> Decision {
        let RecoveryStage::AwaitingCode { challenge } = &self.stage else {
            return Ruling::no(RecoveryRefusal::OtherStep);
        };
        // Nobody was sent a code for a contact nobody has, so no guess may be right.
        let code = if self.person.is_some() { code } else { "" };
        let ruling = challenge.answer(code, now);
        match ruling.answer {
            Ok(()) if asks_document => {
                let attempts_left = terms.document_attempts_max;
                Ruling::yes(vec![RecoveryEvent::Came(RecoveryStage::AwaitingDocument { attempts_left })])
            }
            Ok(()) => Ruling::yes(vec![RecoveryEvent::Came(RecoveryStage::Proven)]),
            Err(why) => Ruling::no_but(
                why.into(),
                ruling.events.into_iter().map(RecoveryEvent::AttemptUsed).collect(),
            ),
        }
    }

    /// Judges the wish for another code, which is made already.
    pub fn resend(&self, fresh: Challenge, now: Timestamp) -> Decision {
        let RecoveryStage::AwaitingCode { challenge } = &self.stage else {
            return Ruling::no(RecoveryRefusal::OtherStep);
        };
        match challenge.resend_pause(now) {
            Some(pause) => Ruling::no(RecoveryRefusal::TooSoon { pause }),
            None => Ruling::yes(vec![RecoveryEvent::CodeSent(fresh)]),
        }
    }

    /// Judges a document that was compared already.
    pub fn show(&self, is_theirs: bool) -> Decision {
        match self.stage {
            RecoveryStage::AwaitingDocument { .. } if is_theirs => {
                Ruling::yes(vec![RecoveryEvent::Came(RecoveryStage::Proven)])
            }
            RecoveryStage::AwaitingDocument { attempts_left } => match attempts_left.saturating_sub(1) {
                0 => {
                    Ruling::no_but(RecoveryRefusal::Closed, vec![RecoveryEvent::Came(RecoveryStage::Closed)])
                }
                attempts_left => Ruling::no_but(
                    RecoveryRefusal::DocumentWrong { attempts_left },
                    vec![RecoveryEvent::Came(RecoveryStage::AwaitingDocument { attempts_left })],
                ),
            },
            RecoveryStage::Closed => Ruling::no(RecoveryRefusal::Closed),
            RecoveryStage::AwaitingCode { .. } | RecoveryStage::Proven => {
                Ruling::no(RecoveryRefusal::OtherStep)
            }
        }
    }

    /// The recovery after an event.
    #[must_use]
    pub fn evolve(mut self, event: &RecoveryEvent) -> Self {
        self.stage = match (self.stage, event) {
            (RecoveryStage::AwaitingCode { challenge }, RecoveryEvent::AttemptUsed(used)) => {
                RecoveryStage::AwaitingCode { challenge: challenge.evolve(used) }
            }
            (stage, RecoveryEvent::AttemptUsed(_)) => stage,
            (_, RecoveryEvent::CodeSent(challenge)) => {
                RecoveryStage::AwaitingCode { challenge: challenge.clone() }
            }
            (_, RecoveryEvent::Came(stage)) => stage.clone(),
        };
        self
    }

    /// The message that carries the code; none once it was given, or when no account has the contact.
    pub fn notice(&self) -> Option<Notice> {
        let (RecoveryStage::AwaitingCode { challenge }, Some(_)) = (&self.stage, self.person) else {
            return None;
        };
        let code = challenge.code();
        let text = format!("Код для восстановления доступа: {code}. Никому его не сообщайте.");
        Some(Notice { code: Some(code.to_owned()), ..self.contact.told(text) })
    }
}

/// Whether a number is that of the document in the profile; only the digits and letters count.
pub fn is_paper_of(profile: &Profile, paper: Paper, typed: &str) -> bool {
    let known = match paper {
        Paper::Passport => profile
            .identity_paper()
            .map(|paper| format!("{}{}", paper.series().unwrap_or_default(), paper.number())),
        Paper::Inn => profile.inn.map(|inn| inn.to_string()),
        Paper::Snils => profile.snils.map(|snils| snils.to_string()),
    };
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    known.map(|known| bare(&known)).is_some_and(|known| !known.is_empty() && known == bare(typed))
}
