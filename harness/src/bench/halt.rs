//! Owns the reasons why a scenario cannot go on.

use crate::bench::idp::IdpError;

/// A scenario cannot continue. After a check that does not hold it does continue.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// A page lacks what the scenario needs next. The scenario has failed.
    #[error("{0}")]
    Missing(String),
    /// The relying party did not answer a browser, or broke off. The scenario has failed.
    #[error("{0}")]
    Unanswered(String),
    /// The relying party does not offer what the scenario needs next. Nothing is said about it.
    #[error("{0}")]
    NotApplicable(String),
    /// A control did not hold. The scenario proves nothing.
    #[error("a control did not hold: {0}")]
    Invalid(String),
    /// The provider's control API did not do what it was asked.
    #[error(transparent)]
    Idp(#[from] IdpError),
    /// The relying party could not be started, so nothing is known about it.
    #[error("{0}")]
    NoParty(String),
    /// The bench itself is broken.
    #[error("{0}")]
    Broken(String),
    /// The run was interrupted.
    #[error("the run was interrupted")]
    Interrupted,
}
