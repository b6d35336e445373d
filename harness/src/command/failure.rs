//! Owns why a command failed.

/// Why a command failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was asked wrongly.
    Usage(String),
    /// Something that it needs is not there.
    Broken(String),
    /// Who read its output has gone, as `head` does.
    Unread,
}

impl Failure {
    /// The failure that an error of the output means.
    pub(super) fn written(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::Unread,
            _ => Failure::broken(error),
        }
    }

    /// The failure that an error means.
    pub(super) fn broken(error: impl std::fmt::Display) -> Self {
        Failure::Broken(error.to_string())
    }
}
