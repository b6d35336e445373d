//! One entry of the catalogue of OAuth errors: what the wire says, where, and how sure that is.

use serde::Serialize;

use crate::domain::settings::ErrorNames;

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
    /// The `error` parameter as the official document prints it.
    pub documented: &'static str,
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
    /// The token endpoint, to a refresh token.
    Refresh,
    /// The call for an API-Key's token.
    ApiKey,
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

    /// The clause that lists it.
    pub fn clause(&self) -> &'static str {
        match self.told_by {
            _ if matches!(self.code, "036700" | "036702") => "none; one client",
            _ if self.code.starts_with("036") => "DP 4.1",
            _ if self.code == "007036" => "MR tables 93, 94, 95",
            _ if self.code == "007002" => "MR table 93",
            _ if self.is_of_gateway() => "MR tables 92, 101",
            ToldBy::Both => "MR tables 93, 94",
            ToldBy::Authorization => "MR table 93",
            ToldBy::Token => "MR table 94",
            ToldBy::Refresh => "MR table 95",
            ToldBy::ApiKey => "MR table 92",
        }
    }

    /// The `error` parameter as the document prints it; nothing where it has codes and meanings alone.
    pub fn printed_name(&self) -> Option<&'static str> {
        // MR table 92 and DP 4.1 print codes and meanings; table 101, of the API Gateway, two of them with a name.
        let has_none =
            self.code.starts_with("036") || self.told_by == ToldBy::ApiKey && !self.is_of_gateway();
        (!has_none).then_some(self.documented)
    }

    /// Whether MR table 101 lists it beside table 92.
    fn is_of_gateway(&self) -> bool {
        matches!(self.code, "005002" | "020000")
    }

    /// The same under the names that a realm uses.
    #[must_use]
    pub fn named(self, names: ErrorNames) -> Self {
        match names {
            ErrorNames::Seen => self,
            ErrorNames::Documented => Self { error: self.documented, ..self },
            ErrorNames::Documented339 => {
                let code = if self.code == "008010" { "007010" } else { self.code };
                Self { code, error: self.documented, ..self }
            }
        }
    }

    /// The same, which the document prints under another name.
    pub(super) const fn printed(self, documented: &'static str) -> Self {
        Self { documented, ..self }
    }

    /// The same, told by the call for an API-Key's token.
    pub(super) const fn for_api_key(self) -> Self {
        Self { told_by: ToldBy::ApiKey, ..self }
    }

    /// The same, told to a refresh token alone.
    pub(super) const fn at_refresh(self) -> Self {
        Self { told_by: ToldBy::Refresh, ..self }
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
        documented: error,
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
