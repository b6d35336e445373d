//! What `te` answers.

/// The answer to a request that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The tokens.
    Json(String),
    /// A page of HTML: an armed fault.
    Page,
}
