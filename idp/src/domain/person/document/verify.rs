//! How far the check of a document has come.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The state of a document's check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VerifyState {
    /// `NOT_VERIFIED`: nobody has asked the register yet.
    #[default]
    NotVerified,
    /// `VERIFYING`: the register has not answered yet.
    Verifying,
    /// `VERIFIED`: the register agreed.
    Verified,
    /// `VERIFICATION_FAILED`: the register refused.
    VerificationFailed,
}

/// A text that names no state of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected NOT_VERIFIED, VERIFYING, VERIFIED or VERIFICATION_FAILED")]
pub struct VerifyStateError;

impl VerifyState {
    /// Every state, in the order in which a check goes through them.
    pub const ALL: [Self; 4] = [Self::NotVerified, Self::Verifying, Self::Verified, Self::VerificationFailed];

    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::NotVerified => "NOT_VERIFIED",
            Self::Verifying => "VERIFYING",
            Self::Verified => "VERIFIED",
            Self::VerificationFailed => "VERIFICATION_FAILED",
        }
    }
}

impl FromStr for VerifyState {
    type Err = VerifyStateError;

    fn from_str(text: &str) -> Result<Self, VerifyStateError> {
        Self::ALL.into_iter().find(|state| state.wire() == text).ok_or(VerifyStateError)
    }
}

impl fmt::Display for VerifyState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wire())
    }
}
