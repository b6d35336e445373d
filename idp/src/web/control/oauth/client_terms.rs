//! What is agreed for a relying party's API keys, and the bounds of its tokens' lives, in a registration.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::api_key::ApiKeyTerms;
use crate::domain::client::LifetimeBounds;
use crate::domain::id::Oid;
use crate::domain::time::{Span, Timestamp};
use crate::web::problem::Problem;

/// What is agreed for an API key; what is left out limits nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApiKeyAgreement)]
pub struct ApiKeyTermsJson {
    /// One of `api_keys`.
    pub key: String,
    /// The oid of its organisation; scopes of organisations are granted for this one.
    #[serde(default)]
    pub organisation: Option<u64>,
    /// The oid of the employee for whom it was issued: the subject of its tokens.
    #[serde(default)]
    pub employee: Option<u64>,
    /// The oid of the employee who issued it.
    #[serde(default)]
    pub issuer: Option<u64>,
    /// The RFC 3339 moment from which it is not taken any more.
    #[serde(default)]
    pub until: Option<String>,
    /// Whether it is blocked.
    #[serde(default)]
    pub blocked: bool,
    /// The RFC 3339 moment at which the issuer's power of attorney ends.
    #[serde(default)]
    pub powers_until: Option<String>,
    /// The scopes of its tokens; the interfaces among the client's scopes when the list is empty.
    #[serde(default)]
    pub scopes: Vec<String>,
}

/// The bounds of a category, in seconds: a life of `lifetimes` outside of them is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TokenLifeBounds)]
pub struct LifetimeBoundsJson {
    /// The least life of an access token.
    pub access_min: u32,
    /// The greatest life of an access token.
    pub access_max: u32,
    /// The least life of a refresh token.
    pub refresh_min: u32,
    /// The greatest life of a refresh token.
    pub refresh_max: u32,
}

impl ApiKeyTermsJson {
    pub(crate) fn parse((index, json): (usize, Self)) -> Result<ApiKeyTerms, Problem> {
        let moment = |name: &str, text: Option<String>| {
            let read = text.map(|text| text.parse::<Timestamp>()).transpose();
            read.map_err(|error| Problem::field(&format!("api_key_terms[{index}].{name}"), error))
        };
        Ok(ApiKeyTerms {
            until: moment("until", json.until)?,
            powers_until: moment("powers_until", json.powers_until)?,
            key: json.key,
            organisation: json.organisation.map(Oid::new),
            employee: json.employee.map(Oid::new),
            issuer: json.issuer.map(Oid::new),
            blocked: json.blocked,
            scopes: json.scopes,
        })
    }

    pub(crate) fn of(terms: ApiKeyTerms) -> Self {
        Self {
            key: terms.key,
            organisation: terms.organisation.map(Oid::number),
            employee: terms.employee.map(Oid::number),
            issuer: terms.issuer.map(Oid::number),
            until: terms.until.map(|until| until.to_string()),
            blocked: terms.blocked,
            powers_until: terms.powers_until.map(|until| until.to_string()),
            scopes: terms.scopes,
        }
    }
}

impl LifetimeBoundsJson {
    pub(crate) fn parse(self) -> LifetimeBounds {
        let span = |secs: u32| Span::from_secs(i64::from(secs));
        LifetimeBounds {
            access_min: span(self.access_min),
            access_max: span(self.access_max),
            refresh_min: span(self.refresh_min),
            refresh_max: span(self.refresh_max),
        }
    }

    pub(crate) fn of(bounds: LifetimeBounds) -> Self {
        let secs = |span: Span| u32::try_from(span.as_secs()).unwrap_or(u32::MAX);
        Self {
            access_min: secs(bounds.access_min),
            access_max: secs(bounds.access_max),
            refresh_min: secs(bounds.refresh_min),
            refresh_max: secs(bounds.refresh_max),
        }
    }
}
