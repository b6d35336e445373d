//! What happens to an account.

use serde::{Deserialize, Serialize};

use crate::domain::account::application::Application;
use crate::domain::account::contacts::ContactEvent;
use crate::domain::account::status::LetterOrder;
use crate::domain::id::Oid;
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
    /// A confirmed person sent new data to be checked; the old ones are in force.
    RevisionSubmitted {
        /// What was filled in.
        application: Box<Application>,
    },
    /// The registers know the new data: they are in force.
    RevisionPassed,
    /// The registers do not know the new data.
    RevisionFailed {
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
    /// Nobody took the letter and it went back to the sender.
    LetterReturned,
    /// The person's identity was confirmed.
    Confirmed {
        /// How.
        by: ConfirmedBy,
    },
    /// A service centre did not confirm the person.
    RefusedInPerson {
        /// The centre's number.
        centre: u32,
        /// Why.
        reason: String,
    },
    /// A service centre gave access back: passwords and sessions of before are void.
    RecoveredInPerson {
        /// The centre's number.
        centre: u32,
    },
    /// The account was locked.
    Blocked {
        /// Why.
        reason: String,
    },
    /// The lock was lifted.
    Unblocked,
    /// The child whose account a parent made became fourteen.
    TurnedFourteen {
        /// Whether the level drops until the own passport is confirmed.
        level_drops: bool,
    },
    /// Something happened to a contact.
    Contact(ContactEvent),
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
    /// By a qualified electronic signature.
    Signature,
    /// By a bank that knows the person.
    Bank,
    /// By a confirmed parent who made the account of a child.
    Parent {
        /// The parent's account.
        parent: Oid,
    },
    /// By the simulator's control API: the tester's own word.
    Control,
}

/// A field that a register did not accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldFault {
    /// The Pension Fund has no such SNILS.
    SnilsUnknown,
    /// The Pension Fund has the SNILS under another name.
    SnilsNameDiffers,
    /// The Pension Fund has the SNILS with another date of birth.
    SnilsBirthDateDiffers,
    /// The Pension Fund has the SNILS with another gender.
    SnilsGenderDiffers,
    /// A standard or confirmed account has this SNILS already.
    SnilsTaken,
    /// The Interior Ministry does not know this passport.
    PassportUnknown,
    /// Another passport was given out in place of this one.
    PassportReplaced,
    /// The passport was declared invalid.
    PassportInvalid,
    /// The Interior Ministry has nobody with this SNILS.
    PassportHolderUnknown,
}

impl FieldFault {
    /// Every fault, in the order in which a check tells them.
    pub const ALL: [Self; 9] = [
        Self::SnilsUnknown,
        Self::SnilsNameDiffers,
        Self::SnilsBirthDateDiffers,
        Self::SnilsGenderDiffers,
        Self::SnilsTaken,
        Self::PassportUnknown,
        Self::PassportReplaced,
        Self::PassportInvalid,
        Self::PassportHolderUnknown,
    ];

    /// Its name in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::SnilsUnknown => "snils",
            Self::SnilsNameDiffers => "snils-name",
            Self::SnilsBirthDateDiffers => "snils-birth-date",
            Self::SnilsGenderDiffers => "snils-gender",
            Self::SnilsTaken => "snils-taken",
            Self::PassportUnknown => "passport",
            Self::PassportReplaced => "passport-replaced",
            Self::PassportInvalid => "passport-invalid",
            Self::PassportHolderUnknown => "passport-holder",
        }
    }

    /// `fmsState` of the wire, for a fault of the document.
    pub fn fms_state(self) -> Option<&'static str> {
        match self {
            Self::PassportUnknown => Some("PASSPORT_NOT_FOUND"),
            Self::PassportReplaced | Self::PassportInvalid => Some("PASSPORT_INVALID"),
            Self::PassportHolderUnknown => Some("PERSON_NOT_FOUND"),
            Self::SnilsUnknown
            | Self::SnilsNameDiffers
            | Self::SnilsBirthDateDiffers
            | Self::SnilsGenderDiffers
            | Self::SnilsTaken => None,
        }
    }
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
            Self::RevisionSubmitted { .. } => "revision-submitted",
            Self::RevisionPassed => "revision-passed",
            Self::RevisionFailed { .. } => "revision-failed",
            Self::LetterOrdered { .. } => "letter-ordered",
            Self::LetterAttemptUsed => "letter-attempt-used",
            Self::LetterGivenUp => "letter-given-up",
            Self::LetterReturned => "letter-returned",
            Self::RefusedInPerson { .. } => "refused-in-person",
            Self::RecoveredInPerson { .. } => "recovered-in-person",
            Self::Confirmed { .. } => "confirmed",
            Self::Blocked { .. } => "blocked",
            Self::Unblocked => "unblocked",
            Self::TurnedFourteen { .. } => "turned-fourteen",
            Self::Contact(event) => event.name(),
            Self::Deleted => "deleted",
        }
    }
}
