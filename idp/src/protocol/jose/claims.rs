//! The claims of code, access token and id token, in the shapes captured from the real system.

use serde::{Deserialize, Serialize};

use crate::domain::grant::Grant;
use crate::domain::id::Oid;
use crate::domain::scope;
use crate::domain::time::{Span, Timestamp};

/// Token kinds as the header's `sbt` names them.
pub const CODE: &str = "authorization_code";
/// An access token.
pub const ACCESS: &str = "access";
/// An id token.
pub const ID: &str = "id";

/// The subject object of codes and id tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// `PR` for a confirmed account, `P` below, `KD` for a child's.
    #[serde(rename = "urn:esia:sbj:lvl", skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// `P`: a person.
    #[serde(rename = "urn:esia:sbj:typ")]
    pub kind: String,
    /// Present, and true, only for a confirmed account.
    #[serde(rename = "urn:esia:sbj:is_tru", skip_serializing_if = "Option::is_none")]
    pub is_trusted: Option<bool>,
    /// The subject's number.
    #[serde(rename = "urn:esia:sbj:oid")]
    pub oid: u64,
    /// The system's inner alias.
    #[serde(rename = "urn:esia:sbj:nam")]
    pub name: String,
    /// A number of the entry; codes only.
    #[serde(rename = "urn:esia:sbj:eid", skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// The organisation in whose name the citizen entered; absent for one who entered in their own.
    // SIM: which claim of the real id token tells it is not public.
    #[serde(rename = "urn:esia:sbj:org_oid", skip_serializing_if = "Option::is_none")]
    pub organisation: Option<u64>,
}

/// Claims of an authorization code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeClaims {
    /// Seconds.
    pub nbf: i64,
    /// Granted scopes.
    pub scope: String,
    /// Milliseconds.
    pub auth_time: i64,
    /// Issuer.
    pub iss: String,
    /// Grant.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// The relying party's own mark.
    #[serde(rename = "urn:esia:client:state")]
    pub state: String,
    /// `PWD`.
    pub auth_mthd: String,
    /// Who.
    #[serde(rename = "urn:esia:sbj")]
    pub subject: Subject,
    /// Milliseconds: the real system writes it so.
    pub exp: i64,
    /// Empty since 2018.
    pub params: Empty,
    /// Seconds.
    pub iat: i64,
    /// Mnemonic.
    pub client_id: String,
}

/// An empty object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empty {}

/// Claims of an access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// Seconds.
    pub nbf: i64,
    /// Granted scopes, each with its subject.
    pub scope: String,
    /// Issuer.
    pub iss: String,
    /// Grant.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// The subject's number.
    #[serde(rename = "urn:esia:sbj_id")]
    pub subject: u64,
    /// Seconds.
    pub exp: i64,
    /// Seconds.
    pub iat: i64,
    /// Mnemonic.
    pub client_id: String,
    /// Kinds of the consents it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<String>,
    /// Where the relying party finds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_url: Option<String>,
}

/// Claims of an access token of a relying party itself: nobody is its subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemClaims {
    /// Seconds.
    pub nbf: i64,
    /// Granted scopes, each with its organisation.
    pub scope: String,
    /// Issuer.
    pub iss: String,
    /// The token's own name.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// Seconds.
    pub exp: i64,
    /// Seconds.
    pub iat: i64,
    /// Mnemonic.
    pub client_id: String,
}

/// What a bearer token of either kind is opened for: whose data, and how much of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BearerClaims {
    /// Granted scopes.
    pub scope: String,
    /// Grant, or the token's own name.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// The subject's number; nobody is the subject of a relying party's own token.
    #[serde(rename = "urn:esia:sbj_id", default)]
    pub subject: Option<u64>,
    /// Seconds.
    pub nbf: i64,
    /// Seconds.
    pub exp: i64,
    /// Seconds.
    pub iat: i64,
    /// Mnemonic.
    pub client_id: String,
    /// Kinds of the consents it rests on.
    #[serde(default)]
    pub permissions: Option<String>,
}

/// Claims of an id token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdClaims {
    /// Mnemonic.
    pub aud: String,
    /// The subject's number.
    pub sub: u64,
    /// Seconds.
    pub nbf: i64,
    /// `PWD`.
    pub amr: String,
    /// `PWD`.
    #[serde(rename = "urn:esia:amd")]
    pub method: String,
    /// Seconds.
    pub auth_time: i64,
    /// Issuer.
    pub iss: String,
    /// Grant.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// Who.
    #[serde(rename = "urn:esia:sbj")]
    pub subject: Subject,
    /// Seconds.
    pub exp: i64,
    /// Seconds.
    pub iat: i64,
}

/// The scopes of a grant as tokens carry them.
pub fn granted_scope(grant: &Grant) -> String {
    let granted: Vec<_> = scope::words(&grant.asked.scope)
        .iter()
        .map(|asked| asked.granted_to(grant.person, grant.organisation))
        .collect();
    granted.join(" ")
}

/// The code of a grant.
pub fn code(grant: &Grant, issuer: &str) -> CodeClaims {
    let subject =
        Subject { level: None, is_trusted: None, entry: Some(grant.person.number()), ..subject(grant) };
    CodeClaims {
        nbf: grant.issued_at.as_secs(),
        scope: granted_scope(grant),
        auth_time: grant.signed_in_at.as_millis(),
        iss: issuer.to_owned(),
        sid: grant.id.to_string(),
        state: grant.asked.state.clone(),
        auth_mthd: "PWD".to_owned(),
        subject,
        exp: grant.expires_at.as_millis(),
        params: Empty {},
        iat: grant.issued_at.as_secs(),
        client_id: grant.asked.client.to_string(),
    }
}

/// The access token of a grant, issued now for a while, with scopes that consents opened.
pub fn access(grant: &Grant, consented: &[String], issuer: &str, now: Timestamp, life: Span) -> AccessClaims {
    let scopes = [&[granted_scope(grant)], consented].concat();
    AccessClaims {
        nbf: now.as_secs(),
        scope: scopes.join(" "),
        iss: issuer.to_owned(),
        sid: grant.id.to_string(),
        subject: grant.person.number(),
        exp: (now + life).as_secs(),
        iat: now.as_secs(),
        client_id: grant.asked.client.to_string(),
        permissions: None,
        permissions_url: None,
    }
}

/// The id token of a grant, issued now for a while.
pub fn id(grant: &Grant, issuer: &str, now: Timestamp, life: Span) -> IdClaims {
    IdClaims {
        aud: grant.asked.client.to_string(),
        sub: grant.person.number(),
        nbf: now.as_secs(),
        amr: "PWD".to_owned(),
        method: "PWD".to_owned(),
        auth_time: grant.signed_in_at.as_secs(),
        iss: issuer.to_owned(),
        sid: grant.id.to_string(),
        subject: subject(grant),
        exp: (now + life).as_secs(),
        iat: now.as_secs(),
    }
}

fn level(grant: &Grant) -> &'static str {
    match (grant.child, grant.trusted) {
        (true, _) => "KD",
        (false, true) => "PR",
        (false, false) => "P",
    }
}

fn subject(grant: &Grant) -> Subject {
    Subject {
        level: Some(level(grant).to_owned()),
        kind: "P".to_owned(),
        is_trusted: grant.trusted.then_some(true),
        oid: grant.person.number(),
        name: format!("OID.{}", grant.person),
        entry: None,
        organisation: grant.organisation.map(Oid::number),
    }
}
