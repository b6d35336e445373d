//! What happens to an account.

use serde::{Deserialize, Serialize};

use crate::domain::account::application::Application;
use crate::domain::account::status::LetterOrder;
use crate::domain::time::Timestamp;

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum Event {
    /// The account was made.
    Registered,
    /// The person filled in the profile and sent it to be checked.
    Submitted {
        /// What was filled in.
        application: Box<Application>,
    },
    /// The registers know the data.
    CheckPassed,
    /// The registers do not.
    CheckFailed {
        /// What they do not know.
        faults: Vec<FieldFault>,
    },
    /// A letter with a code was ordered.
    LetterOrdered {
        /// The letter.
        letter: LetterOrder,
    },
    /// A wrong code from a letter cost a try.
    LetterAttemptUsed,
    /// The letter will not be waited for.
    LetterGivenUp,
    /// The person's identity was confirmed.
    Confirmed {
        /// How.
        by: ConfirmedBy,
    },
    /// The account was locked.
    Blocked {
        /// Why.
        reason: String,
    },
    /// The lock was lifted.
    Unblocked,
    /// The account was deleted.
    Deleted,
}

/// How a person was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "way")]
pub enum ConfirmedBy {
    /// In person, at a service centre.
    Centre {
        /// Its number.
        centre: u32,
    },
    /// By a code from a registered letter.
    Letter,
    /// By the simulator's control API: the tester's own word.
    Control,
}

/// A field that a register did not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldFault {
    /// The Pension Fund has no such SNILS with this name and birth date.
    SnilsUnknown,
    /// A standard or confirmed account has this SNILS already.
    SnilsTaken,
    /// The Interior Ministry does not know this passport.
    PassportUnknown,
}

/// What the registers said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// When they said it.
    pub at: Timestamp,
    /// What they did not accept; nothing when all is well.
    pub faults: Vec<FieldFault>,
}

impl Event {
    /// Its name in the control API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Submitted { .. } => "submitted",
            Self::CheckPassed => "check-passed",
            Self::CheckFailed { .. } => "check-failed",
            Self::LetterOrdered { .. } => "letter-ordered",
            Self::LetterAttemptUsed => "letter-attempt-used",
            Self::LetterGivenUp => "letter-given-up",
            Self::Confirmed { .. } => "confirmed",
            Self::Blocked { .. } => "blocked",
            Self::Unblocked => "unblocked",
            Self::Deleted => "deleted",
        }
    }
}
