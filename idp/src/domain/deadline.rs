//! Deadlines: what happens by itself when its moment comes.

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;

/// Something that happens by itself when its moment comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Deadline {
    /// The registers answer for a person's data.
    CheckFinishes {
        /// Whose.
        person: Oid,
    },
    /// A letter with a code reaches its addressee.
    LetterArrives {
        /// Whose.
        person: Oid,
    },
    /// A letter that nobody took goes back to the sender.
    LetterReturns {
        /// Whose.
        person: Oid,
    },
    /// The registers answer for a child's card.
    CardCheckFinishes {
        /// The parent.
        person: Oid,
        /// The card.
        card: u64,
    },
    /// A child whose account a parent made becomes fourteen.
    ChildTurnsFourteen {
        /// The child.
        person: Oid,
    },
    /// The registers answer for a person whom a bank sent.
    ImportFinishes {
        /// The account, which may still have to be made.
        person: Oid,
        /// The number of the request.
        request: u64,
    },
}

impl Deadline {
    /// Whom it concerns.
    pub fn person(self) -> Oid {
        match self {
            Self::CheckFinishes { person }
            | Self::LetterArrives { person }
            | Self::LetterReturns { person }
            | Self::CardCheckFinishes { person, .. }
            | Self::ChildTurnsFourteen { person }
            | Self::ImportFinishes { person, .. } => person,
        }
    }

    /// Its name in the control API.
    pub fn name(self) -> &'static str {
        match self {
            Self::CheckFinishes { .. } => "check-finished",
            Self::LetterArrives { .. } => "letter-arrived",
            Self::LetterReturns { .. } => "letter-returned",
            Self::CardCheckFinishes { .. } => "child-card-checked",
            Self::ChildTurnsFourteen { .. } => "child-turned-fourteen",
            Self::ImportFinishes { .. } => "import-finished",
        }
    }
}
