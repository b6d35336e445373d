//! Owns the failure to sign.

/// A signature could not be made.
#[derive(Debug, thiserror::Error)]
#[error("failed to sign the request to the portal: {0}")]
pub(crate) struct SignError(String);

impl From<cms::builder::Error> for SignError {
    fn from(error: cms::builder::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<der::Error> for SignError {
    fn from(error: der::Error) -> Self {
        Self(error.to_string())
    }
}
