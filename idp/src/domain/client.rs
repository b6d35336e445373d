//! A relying party's registration: its name, addresses, certificates, and what it may ask for.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::api_key::ApiKeyTerms;
use crate::domain::id::Mnemonic;
use crate::domain::person::Ogrn;
use crate::domain::scope::AskedScope;
use crate::domain::time::{Span, Timestamp};
use crate::domain::tolerance::Tolerance;

/// A registered relying party (technological portal guide, 3.1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// The `client_id` of the wire.
    pub mnemonic: Mnemonic,
    /// The name the citizen sees.
    pub name: String,
    /// Where the citizen may be sent back to.
    pub redirect_hosts: Vec<RedirectHost>,
    /// Scopes granted by application; anything else is refused with ESIA-007019.
    pub scopes: Vec<String>,
    /// Certificates of the relying party, PEM.
    pub certificates: Vec<String>,
    /// The JOSE name of the algorithm that signs its tokens.
    pub token_algorithm: String,
    /// How its signatures are judged.
    pub signature_check: SignatureCheck,
    /// Single departures from strictness that it is allowed.
    #[serde(default)]
    pub tolerances: Vec<Tolerance>,
    /// How long its tokens live.
    #[serde(default)]
    pub lifetimes: Lifetimes,
    /// The bounds of its category.
    #[serde(default)]
    pub lifetime_bounds: Option<LifetimeBounds>,
    /// Versions of the protocol it may use, each perhaps until a moment; all of them when the list is empty.
    #[serde(default)]
    pub dialects: Vec<AllowedDialect>,
    /// Keys of organisations that tokens are given for without a citizen.
    #[serde(default)]
    pub api_keys: Vec<String>,
    /// What is agreed for some of these keys.
    #[serde(default)]
    pub api_key_terms: Vec<ApiKeyTerms>,
    /// Kinds of consents it may ask for; every kind of the registry when the list is empty.
    #[serde(default)]
    pub consent_kinds: Vec<AllowedKind>,
    /// The organisation that owns it; several systems may have one owner.
    #[serde(default)]
    pub owner: Option<Owner>,
    /// Where the system itself is told of a compromised refresh token (technological portal guide, 3.1.1).
    #[serde(default)]
    pub push_url: Option<String>,
    /// Where a logout leads (`system.siteUrl`, MR Б.6.7).
    #[serde(default)]
    pub site_url: Option<String>,
    /// What refresh tokens were permitted for; none are given without (MR notes 55–73, REG tables 8, 11, 14).
    #[serde(default)]
    pub refresh_permit: Option<RefreshPurpose>,
    /// Whether a person's data may be asked for by scopes.
    #[serde(default)]
    pub personal_scopes: PersonalScopes,
    /// Whether the application on a phone may take its sign-ins over (MR Б.10, note 93).
    #[serde(default)]
    pub delegated_sign_in: bool,
}

/// A kind of consents that a relying party may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowedKind {
    /// Its mnemonic.
    pub name: String,
    /// Whether a parent may be asked for a child, where the kind allows it.
    #[serde(default = "yes")]
    pub minors: bool,
}

const fn yes() -> bool {
    true
}

/// The organisation that owns a relying party: consents are given to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Its registration number.
    pub ogrn: Ogrn,
    /// Its short name; that of the realm's organisation of this number when left out.
    #[serde(default)]
    pub name: Option<String>,
    /// Its address.
    #[serde(default)]
    pub address: Option<String>,
    /// Where it is told of consents: one address per organisation (technological portal guide, 3.2.5).
    #[serde(default)]
    pub push_url: Option<String>,
}

/// What a relying party may use refresh tokens for (MR notes 55–73).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshPurpose {
    /// Prolonging the user's session.
    Session,
    /// Use of consents, and updates of data while the user is away.
    Offline,
}

/// Whether a relying party may ask for a person's data by scopes (MR note 59 ff.).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonalScopes {
    /// By scopes.
    #[default]
    Plain,
    /// Only by `permissions`: scopes meet ESIA-007071.
    ConsentsOnly,
}

/// A version of the protocol that a relying party may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllowedDialect {
    /// `v1`, `v2` or `v3`.
    pub name: String,
    /// The moment from which it is refused: the retirement of a version can be rehearsed.
    #[serde(default)]
    pub until: Option<Timestamp>,
}

/// How a relying party's signatures are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureCheck {
    /// As the real system judges them.
    #[default]
    Strict,
    /// With every tolerance there is.
    Tolerant,
    /// Only their presence is demanded.
    Off,
}

/// How long a relying party's tokens live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lifetimes {
    /// The authorization code; the real figure is unknown, 145 s was seen to work.
    pub code_ms: Span,
    /// The access token: 3600 s in every token seen.
    pub access_ms: Span,
    /// The access token that carries consents: 1800 s in the sample (DP 4).
    pub consent_access_ms: Span,
    /// The id token: 10800 s in the samples.
    pub id_ms: Span,
    /// The refresh token; the real figure is unknown.
    pub refresh_ms: Span,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            code_ms: Span::from_secs(300),
            access_ms: Span::from_secs(3600),
            consent_access_ms: Span::from_secs(1800),
            id_ms: Span::from_secs(10_800),
            refresh_ms: Span::from_days(365),
        }
    }
}

/// The least and greatest lives of tokens that a relying party's category allows (technological portal guide, 3.1.1).
// SIM: the categories and their figures are not published; the bounds themselves are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifetimeBounds {
    /// The least life of an access token.
    pub access_min: Span,
    /// The greatest life of an access token.
    pub access_max: Span,
    /// The least life of a refresh token.
    pub refresh_min: Span,
    /// The greatest life of a refresh token.
    pub refresh_max: Span,
}

impl LifetimeBounds {
    /// The first life outside of its bounds: its name, and the bounds.
    pub fn broken_by(self, lives: Lifetimes) -> Option<(&'static str, Span, Span)> {
        let all = [
            ("access", lives.access_ms, self.access_min, self.access_max),
            ("refresh", lives.refresh_ms, self.refresh_min, self.refresh_max),
        ];
        let outside = |(_, life, min, max): &(&str, Span, Span, Span)| life < min || life > max;
        all.into_iter().find(outside).map(|(name, _, min, max)| (name, min, max))
    }
}

/// A host that redirects may lead to: the host itself or any subdomain, any path (guide, 3.1.1).
///
/// With a port, only that port; without one, any.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RedirectHost {
    host: String,
    port: Option<u16>,
}

/// A text that names no host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a host such as diary.example, 127.0.0.1:8090 or https://diary.example/")]
pub struct NotAHost;

impl RedirectHost {
    /// Whether an address with this host and port may be redirected to.
    pub fn allows(&self, host: &str, port: Option<u16>) -> bool {
        let host = host.to_ascii_lowercase();
        let under = host.strip_suffix(&self.host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        under && self.port.is_none_or(|own| port == Some(own))
    }
}

impl FromStr for RedirectHost {
    type Err = NotAHost;

    fn from_str(text: &str) -> Result<Self, NotAHost> {
        let text = text.trim();
        let bare = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
        let authority = bare.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = split_port(authority).ok_or(NotAHost)?;
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        if host.is_empty() || host.len() > 253 || !host.chars().all(allowed) {
            return Err(NotAHost);
        }
        Ok(Self { host: host.to_ascii_lowercase(), port })
    }
}

fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        Some((host, _)) if host.starts_with('[') && !host.ends_with(']') => Some((authority, None)),
        Some((host, port)) => Some((host, Some(port.parse().ok()?))),
        None => Some((authority, None)),
    }
}

impl fmt::Display for RedirectHost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.port {
            Some(port) => write!(out, "{}:{port}", self.host),
            None => out.write_str(&self.host),
        }
    }
}

impl fmt::Debug for RedirectHost {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

impl TryFrom<String> for RedirectHost {
    type Error = NotAHost;

    fn try_from(text: String) -> Result<Self, NotAHost> {
        text.parse()
    }
}

impl From<RedirectHost> for String {
    fn from(host: RedirectHost) -> Self {
        host.to_string()
    }
}

impl RedirectHost {
    /// Whether it is a number instead of a name.
    pub fn is_ip(&self) -> bool {
        self.host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>().is_ok()
    }
}

impl Client {
    /// Addresses of the registration that the official documents refuse: without HTTPS (technological portal guide,
    /// 3.1.1), or with an IP address for a host (REG, form Г).
    pub fn doubtful_addresses(&self) -> Vec<String> {
        let owner = self.owner.as_ref().and_then(|owner| owner.push_url.clone());
        let urls = [self.site_url.clone(), self.push_url.clone(), owner].into_iter().flatten();
        let plain = urls.filter(|url| url.starts_with("http://"));
        let numbers = self.redirect_hosts.iter().filter(|host| host.is_ip()).map(ToString::to_string);
        plain.chain(numbers).collect()
    }

    /// Whether the citizen may be sent back to an address with this host and port.
    pub fn may_redirect_to(&self, host: &str, port: Option<u16>) -> bool {
        self.redirect_hosts.iter().any(|registered| registered.allows(host, port))
    }

    /// Whether a departure from strictness is allowed.
    pub fn tolerates(&self, tolerance: Tolerance) -> bool {
        self.signature_check != SignatureCheck::Strict || self.tolerances.contains(&tolerance)
    }

    /// Whether a version of the protocol may be used now.
    pub fn may_speak(&self, dialect: &str, now: Timestamp) -> bool {
        self.dialects.is_empty()
            || self
                .dialects
                .iter()
                .any(|one| one.name == dialect && one.until.is_none_or(|until| now < until))
    }

    /// Whether consents of a kind may be asked for.
    pub fn may_ask_consent(&self, kind: &str) -> bool {
        self.consent_kinds.is_empty() || self.consent_kinds.iter().any(|own| own.name == kind)
    }

    /// Whether a parent may be asked for a consent of a kind for a child.
    pub fn may_ask_parents(&self, kind: &str) -> bool {
        self.consent_kinds.is_empty() || self.consent_kinds.iter().any(|own| own.name == kind && own.minors)
    }

    /// The registration number of the owner.
    pub fn ogrn(&self) -> Option<String> {
        self.owner.as_ref().map(|owner| owner.ogrn.to_string())
    }

    /// Whether the relying party was granted a scope; those of organisations are granted under either spelling.
    pub fn may_ask_for(&self, asked: &AskedScope) -> bool {
        self.scopes.iter().any(|granted| match asked.is_of_organisation() {
            true => AskedScope::of(granted).bare() == asked.bare(),
            false => *granted == asked.name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_allows_itself_and_its_subdomains() {
        let cases = [
            ("diary.example", "diary.example", None, true),
            ("diary.example", "my.diary.example", Some(8443), true),
            ("diary.example", "otherdiary.example", None, false),
            ("https://diary.example/login", "DIARY.example", None, true),
            ("127.0.0.1:8090", "127.0.0.1", Some(8090), true),
            ("127.0.0.1:8090", "127.0.0.1", Some(8091), false),
            ("localhost", "localhost", Some(3000), true),
            ("diary.example", "diary.example.evil.example", None, false),
        ];
        for (registered, host, port, expected) in cases {
            let registered: RedirectHost = registered.parse().unwrap();
            assert_eq!(registered.allows(host, port), expected, "{registered} {host} {port:?}");
        }
    }

    #[test]
    fn a_text_without_a_host_is_refused() {
        for text in ["", "https://", "a b", "host:port", "host:99999"] {
            assert!(text.parse::<RedirectHost>().is_err(), "{text}");
        }
    }
}
