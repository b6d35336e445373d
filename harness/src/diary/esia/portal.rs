//! Owns the diary's settings of the portal: addresses, names, protocol version and trusted keys.

use reqwest::Url;

use crate::diary::esia::dialect::Dialect;
pub use crate::diary::esia::trust::{PortalKeyError, PortalKeys};
use crate::diary::policy::Policy;

/// The portal as a relying party has it in its settings.
#[derive(Debug, Clone)]
pub struct Portal {
    /// Where the portal is, without a trailing slash.
    pub base_url: String,
    /// What `iss` must say. It is a name and not the address.
    pub issuer: String,
    /// The mnemonic under which the diary is registered.
    pub mnemonic: String,
    /// What the diary asks of the citizen.
    pub scope: String,
    /// What it asks of the citizen's organisation; a school diary asks nothing.
    pub scope_org: Option<String>,
    /// The version of the wire.
    pub dialect: Dialect,
    /// The keys that sign the portal's tokens. They are installed, never fetched along with a token.
    pub keys: PortalKeys,
}

impl Portal {
    /// The issuer of the real ESIA: `http`, with a slash at the end.
    pub const ISSUER: &'static str = "http://esia.gosuslugi.ru/";
    /// The least that this diary needs: who it is, the insurance number, and whether the passport was checked.
    pub const SCOPE: &'static str = "openid fullname snils id_doc";

    /// What is asked for in the place of scopes by a policy with a consent (DP 4).
    pub const SCOPE_BESIDE_CONSENT: &'static str = "openid";

    /// What a diary under a policy asks of the citizen by scopes.
    pub fn scope_under(policy: &Policy) -> &'static str {
        if policy.consent.is_some() { Self::SCOPE_BESIDE_CONSENT } else { Self::SCOPE }
    }

    /// An address on the portal. The portal may live under a path of its own.
    pub(crate) fn at(&self, path: &str) -> Result<Url, PortalAddressError> {
        Url::parse(&format!("{}{path}", self.base_url.trim_end_matches('/')))
            .map_err(|_| PortalAddressError { base_url: self.base_url.clone() })
    }
}

/// The portal's address is not an address.
#[derive(Debug, thiserror::Error)]
#[error("the portal's address `{base_url}` is not an absolute URL")]
pub struct PortalAddressError {
    base_url: String,
}
