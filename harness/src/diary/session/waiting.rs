//! Owns what is remembered of somebody who waits for a consent.

use crate::diary::esia::verify::Believed;
use crate::diary::refusal::Refusal;

/// Somebody who waits for a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Who, as the tokens said.
    pub(crate) believed: Believed,
    /// Why not yet.
    pub(crate) refusal: Refusal,
}
