//! What happens to an account.

use serde::{Deserialize, Serialize};

use crate::domain::account::application::Application;
use crate::domain::account::checked::FieldFault;
use crate::domain::account::child_details::ChildDetails;
use crate::domain::account::contacts::ContactEvent;
use crate::domain::account::status::{ConfirmedBy, LetterOrder};

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
    /// A person whose data are checked sent new ones; the old ones are in force.
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
    /// A person whom a letter confirmed was seen: the confirmation is of another kind, the level stays.
    Reconfirmed {
        /// How.
        by: ConfirmedBy,
    },
    /// The citizen took back the data that were being checked.
    CheckCancelled,
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
    /// The parent who registered the account of a child changed its data.
    ChangedByParent {
        /// The data.
        data: Box<ChildDetails>,
    },
    /// Something happened to a contact.
    Contact(ContactEvent),
    /// The account was deleted.
    Deleted {
        /// The service centre that did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        centre: Option<u32>,
    },
}

impl Event {
    /// Whether it changes what is known of the person, or how far that is proved.
    pub fn changes_data(&self) -> bool {
        match self {
            Self::Registered
            | Self::Submitted { .. }
            | Self::CheckPassed
            | Self::CheckFailed { .. }
            | Self::RevisionPassed
            | Self::ChangedByParent { .. }
            | Self::Confirmed { .. }
            | Self::Deleted { .. } => true,
            Self::TurnedFourteen { level_drops } => *level_drops,
            Self::Contact(event) => {
                matches!(
                    event,
                    ContactEvent::Proved { .. } | ContactEvent::Removed { .. } | ContactEvent::Lost { .. }
                )
            }
            Self::RevisionSubmitted { .. }
            | Self::RevisionFailed { .. }
            | Self::Reconfirmed { .. }
            | Self::CheckCancelled
            | Self::LetterOrdered { .. }
            | Self::LetterAttemptUsed
            | Self::LetterGivenUp
            | Self::LetterReturned
            | Self::RefusedInPerson { .. }
            | Self::RecoveredInPerson { .. }
            | Self::Blocked { .. }
            | Self::Unblocked => false,
        }
    }

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
            Self::Reconfirmed { .. } => "reconfirmed",
            Self::CheckCancelled => "check-cancelled",
            Self::Blocked { .. } => "blocked",
            Self::Unblocked => "unblocked",
            Self::TurnedFourteen { .. } => "turned-fourteen",
            Self::ChangedByParent { .. } => "changed-by-parent",
            Self::Contact(event) => event.name(),
            Self::Deleted { .. } => "deleted",
        }
    }
}
