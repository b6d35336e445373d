//! Why a bank's call is refused: what the wire says, and why.

use crate::app::account::logins::Occupied;
use crate::app::rest::RsRefusal;
use crate::app::{Explained, Stop};
use crate::domain::journal::{Why, reason};
use crate::protocol::import::{ImportError, known};

/// Why a bank's call is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRefusal {
    /// The token does not open it.
    Token(RsRefusal),
    /// What was sent, or how accounts stand, does not allow it.
    Told {
        /// What the wire says.
        error: ImportError,
        /// More of it, for the tester and for the message on the wire.
        detail: String,
    },
}

impl Explained for ImportRefusal {
    fn why(&self) -> Why {
        match self {
            Self::Token(refusal) => refusal.why(),
            Self::Told { error, detail } => {
                let why =
                    Why::new(reason::IMPORT_REFUSED).with("code", error.code).with("told", error.message);
                if detail.is_empty() { why } else { why.with("detail", detail) }
            }
        }
    }

    fn code(&self) -> Option<String> {
        match self {
            Self::Token(refusal) => refusal.code(),
            Self::Told { error, .. } => Some(error.code.to_owned()),
        }
    }
}

impl From<ImportError> for ImportRefusal {
    fn from(error: ImportError) -> Self {
        Self::Told { error, detail: String::new() }
    }
}

/// Refuses with the code of a number.
pub(super) fn told(number: u32) -> Stop<ImportRefusal> {
    Stop::refused(known(number).into())
}

/// Refuses a contact that is another account's, or was lately.
pub(super) fn occupied(occupied: Occupied, otherwise: u32) -> Stop<ImportRefusal> {
    let number = if occupied.free_on.is_some() { 39_812 } else { otherwise };
    Stop::refused(ImportRefusal::Told { error: known(number), detail: occupied.to_string() })
}
