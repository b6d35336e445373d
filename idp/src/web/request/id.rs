//! The name of a request, by which an answer, a log line and an incident are found together.

/// What names a request: the caller's own word, or a number that does not come again while the server runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);
