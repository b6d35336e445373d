//! Owns why a command failed.

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was asked wrongly.
    Usage(String),
    /// Something that it needs is not there.
    Broken(String),
}

impl Failure {
    /// The failure that an error means.
    pub(super) fn broken(error: impl std::fmt::Display) -> Self {
        Failure::Broken(error.to_string())
    }
}
