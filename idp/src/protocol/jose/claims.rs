//! The claims of code, access token and id token, in the shapes captured from the real system.

use serde::{Deserialize, Serialize};

use crate::domain::grant::Grant;
use crate::domain::id::Oid;
use crate::domain::person::extras::Match;
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
    /// How the citizen signed in.
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

/// Claims of an access token: a person's (MR Б.5), or that of a relying party itself (MR Б.3.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// Seconds; the sample of a token for an API-Key has none (MR А.12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Kinds of the consents it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<String>,
    /// Granted scopes, each with its subject.
    pub scope: String,
    /// Where the biometric system sends what it found (MR Б.8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ext_vrf_url: Option<String>,
    /// Issuer.
    pub iss: String,
    /// The portal session.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// What a biometric system found (MR Б.8).
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<Match>,
    /// The subject's number.
    #[serde(rename = "urn:esia:sbj_id")]
    pub subject: u64,
    /// Seconds.
    pub exp: i64,
    /// Seconds.
    pub iat: i64,
    /// Mnemonic.
    pub client_id: String,
    /// Where the relying party finds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_url: Option<String>,
}

/// What a bearer token of either kind is opened for: whose data, and how much of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BearerClaims {
    /// Granted scopes.
    pub scope: String,
    /// Portal session, or the token's own name.
    #[serde(rename = "urn:esia:sid")]
    pub sid: String,
    /// The subject's number: a person's, or that of a relying party in its own token, which had none before.
    #[serde(rename = "urn:esia:sbj_id", default)]
    pub subject: Option<u64>,
    /// Seconds; it begins when it was issued where it does not say so.
    #[serde(default)]
    pub nbf: Option<i64>,
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

impl BearerClaims {
    /// The person that the token is about; nobody in a relying party's own.
    pub fn person(&self) -> Option<Oid> {
        self.subject.map(Oid::new).filter(|oid| !oid.is_of_system())
    }

    /// The second from which it may be used.
    pub fn begins_at(&self) -> i64 {
        self.nbf.unwrap_or(self.iat)
    }
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
    /// How the citizen signed in: `PWD` and six more (MR Б.7); a text, not a list.
    pub amr: String,
    /// The same.
    #[serde(rename = "urn:esia:amd")]
    pub method: String,
    /// Seconds.
    pub auth_time: i64,
    /// Present only when a second factor was entered (MR 3.4, Б.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acr: Option<Acr>,
    /// Issuer.
    pub iss: String,
    /// The portal session.
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

/// How well the citizen was authenticated.
// SIM: values for second factors other than a code are not documented; here each is `otp`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acr {
    /// `otp`.
    #[serde(rename = "2fa")]
    pub second_factor: String,
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
        auth_mthd: grant.method.name().to_owned(),
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
        nbf: Some(now.as_secs()),
        permissions: None,
        scope: scopes.join(" "),
        ext_vrf_url: None,
        iss: issuer.to_owned(),
        sid: grant.portal_sid(),
        matched: grant.asked.matched.clone(),
        subject: grant.person.number(),
        exp: (now + life).as_secs(),
        iat: now.as_secs(),
        client_id: grant.asked.client.to_string(),
        permissions_url: None,
    }
}

/// The id token of a grant, issued now for a while.
pub fn id(grant: &Grant, issuer: &str, now: Timestamp, life: Span) -> IdClaims {
    IdClaims {
        aud: grant.asked.client.to_string(),
        sub: grant.person.number(),
        nbf: now.as_secs(),
        amr: grant.method.name().to_owned(),
        method: grant.method.name().to_owned(),
        auth_time: grant.signed_in_at.as_secs(),
        acr: grant.second_factor.then(|| Acr { second_factor: "otp".to_owned() }),
        iss: issuer.to_owned(),
        sid: grant.portal_sid(),
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
