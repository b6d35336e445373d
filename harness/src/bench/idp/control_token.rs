//! Owns the token that the control API of a protected provider wants to see.

use std::path::Path;

use reqwest::blocking::RequestBuilder;

/// The token. Its `Debug` does not show it.
#[derive(Clone)]
pub struct ControlToken(String);

impl ControlToken {
    /// Reads it from the file that the provider was given.
    pub fn from_file(file: &Path) -> std::io::Result<Self> {
        let text = std::fs::read_to_string(file).map_err(|why| {
            std::io::Error::other(format!("cannot read the control token file {}: {why}", file.display()))
        })?;
        Ok(Self::from_text(&text))
    }

    /// White space around it is not part of it.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The token itself.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// The request with the token.
    pub(super) fn shown_in(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(&self.0)
    }
}

impl std::fmt::Debug for ControlToken {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("ControlToken(…)")
    }
}
