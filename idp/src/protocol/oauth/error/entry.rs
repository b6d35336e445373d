//! One entry of the catalogue of OAuth errors: what the wire says, where, and how sure that is.

use serde::Serialize;

/// How sure the catalogue is of a text (`docs/SPEC.md` explains the marks).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Seen on the wire of the real system.
    Seen,
    /// The meaning is quoted from the official document; the wording on the wire is a guess.
    Guessed,
}

/// One entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OAuthError {
    /// The number behind `ESIA-`.
    pub code: &'static str,
    /// The `error` parameter.
    pub error: &'static str,
    /// The text of `error_description`, with `[]` where names are filled in.
    pub text: &'static str,
    /// What it means, for the catalogue.
    pub meaning: &'static str,
    /// How sure the text is.
    pub confidence: Confidence,
    /// Which endpoints tell it.
    pub told_by: ToldBy,
    /// Whether no request meets it: only an armed fault does.
    pub is_on_demand_only: bool,
}

/// The endpoints that tell an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToldBy {
    /// Authorization and token endpoint.
    Both,
    /// The authorization endpoint alone.
    Authorization,
    /// The token endpoint alone.
    Token,
}

impl OAuthError {
    /// The code as the wire and the journal spell it, such as `ESIA-007014`.
    pub fn journal_code(&self) -> String {
        format!("ESIA-{}", self.code)
    }

    /// The `error_description` of the wire; `names` fill the brackets of the texts that list parameters.
    pub fn description(&self, names: &[&str]) -> String {
        let text = self.text.replacen("[]", &format!("[{}]", names.join(", ")), 1);
        format!("ESIA-{}: {text}", self.code)
    }

    /// The same, told by the authorization endpoint alone.
    pub(super) const fn at_authorization(self) -> Self {
        Self { told_by: ToldBy::Authorization, ..self }
    }

    /// The same, told by the token endpoint alone.
    pub(super) const fn at_token(self) -> Self {
        Self { told_by: ToldBy::Token, ..self }
    }

    /// The same, met by a fault alone.
    pub(super) const fn on_demand(self) -> Self {
        Self { is_on_demand_only: true, ..self }
    }
}

/// An error whose text was seen on the wire; both endpoints tell it, and requests meet it.
pub(super) const fn seen(
    code: &'static str,
    error: &'static str,
    text: &'static str,
    meaning: &'static str,
) -> OAuthError {
    OAuthError {
        code,
        error,
        text,
        meaning,
        confidence: Confidence::Seen,
        told_by: ToldBy::Both,
        is_on_demand_only: false,
    }
}

/// The same, its text a guess.
pub(super) const fn guessed(
    code: &'static str,
    error: &'static str,
    text: &'static str,
    meaning: &'static str,
) -> OAuthError {
    OAuthError { confidence: Confidence::Guessed, ..seen(code, error, text, meaning) }
}
