//! Owns the decision whether a token is believed.
//!
//! **Invariant:** nothing of a token is used before all checks of its kind have passed.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::Deserialize;

use crate::diary::esia::jws::Jws;
use crate::diary::esia::portal::Portal;
use crate::diary::esia::{Oid, wire};
use crate::diary::guard::{Guard, Guards};
use crate::diary::refusal::TokenFault;

/// Clocks differ a little; more than this is not a difference of clocks.
const LEEWAY_S: i64 = 60;

/// What a token is compared with.
pub(crate) struct Verifier<'d> {
    pub(crate) portal: &'d Portal,
    pub(crate) guards: &'d Guards,
    pub(crate) now: Timestamp,
    /// When the citizen pressed the button that this token answers.
    pub(crate) asked_at: Timestamp,
}

/// Who signed in, as two tokens agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Believed {
    pub(crate) oid: Oid,
    /// Whether the id token calls the account confirmed.
    pub(crate) confirmed: bool,
    /// Whether the id token calls it the account of a child (MR Б.7: level `KD`).
    pub(crate) child: bool,
}

#[derive(Deserialize)]
struct IdClaims {
    #[serde(default, deserialize_with = "wire::names")]
    aud: Vec<String>,
    sub: Oid,
    #[serde(rename = "urn:esia:sbj")]
    subject: Subject,
    #[serde(flatten)]
    common: Common,
}

#[derive(Deserialize)]
struct Subject {
    #[serde(rename = "urn:esia:sbj:oid")]
    oid: Oid,
    /// Present and true for a confirmed account; absent for the others.
    #[serde(rename = "urn:esia:sbj:is_tru", default)]
    is_trusted: bool,
    /// `KD` for a child's account, `PR` for a confirmed one, `P` for the others.
    #[serde(rename = "urn:esia:sbj:lvl", default)]
    level: Option<String>,
}

#[derive(Deserialize)]
struct AccessClaims {
    #[serde(default)]
    client_id: String,
    #[serde(rename = "urn:esia:sbj_id")]
    oid: Option<Oid>,
    /// Where an id token names its subject.
    sub: Option<Oid>,
    #[serde(flatten)]
    common: Common,
}

#[derive(Deserialize)]
struct Common {
    iss: String,
    exp: Option<i64>,
    nbf: i64,
    iat: i64,
}

impl Verifier<'_> {
    /// Believes both tokens of an answer, or neither.
    pub(crate) fn believe(&self, id_token: &str, access_token: &str) -> Result<Believed, TokenFault> {
        let id = self.id_token(id_token)?;
        let access = self.access_token(access_token)?;
        let oid = access.oid.or(access.sub.filter(|_| !self.guards.up(Guard::Kind)));
        let oid = oid.ok_or(TokenFault::Unreadable)?;
        let one = id.sub == id.subject.oid && id.sub == oid;
        self.guards.require(Guard::SameSubject, one, TokenFault::TwoSubjects)?;
        let child = id.subject.level.as_deref() == Some("KD");
        Ok(Believed { oid, confirmed: id.subject.is_trusted, child })
    }

    /// Believes an access token that came alone, and tells whose it is.
    pub(crate) fn believe_renewed(&self, access_token: &str) -> Result<Oid, TokenFault> {
        self.access_token(access_token)?.oid.ok_or(TokenFault::Unreadable)
    }

    fn id_token(&self, token: &str) -> Result<IdClaims, TokenFault> {
        let jws = self.genuine(token, "id")?;
        let claims: IdClaims = jws.claims().ok_or(TokenFault::Unreadable)?;
        self.issued_well(&claims.common)?;
        // OpenID Connect Core section 3.1.3.7, step 3: the token was made for this client, and for no other.
        let ours = claims.aud.len() == 1 && claims.aud[0] == self.portal.mnemonic;
        self.guards.require(Guard::Audience, ours, TokenFault::WrongAudience)?;
        Ok(claims)
    }

    fn access_token(&self, token: &str) -> Result<AccessClaims, TokenFault> {
        let jws = self.genuine(token, "access")?;
        let claims: AccessClaims = jws.claims().ok_or(TokenFault::Unreadable)?;
        self.issued_well(&claims.common)?;
        // ESIA's access token has no `aud`; the client is in `client_id`.
        let ours = claims.client_id == self.portal.mnemonic;
        self.guards.require(Guard::Client, ours, TokenFault::WrongClient)?;
        Ok(claims)
    }

    /// The token is the portal's, and of the kind it is taken for.
    fn genuine<'t>(&self, token: &'t str, kind: &str) -> Result<Jws<'t>, TokenFault> {
        let jws = Jws::parse(token).ok_or(TokenFault::Unreadable)?;
        // RFC 8725 section 3.1: the algorithm is ours to choose, not the token's.
        let keys = &self.portal.keys;
        let agreed = jws.header.alg == keys.algorithm().jose();
        self.guards.require(Guard::Algorithm, agreed, TokenFault::WrongAlgorithm)?;
        // Only a twin without the guard above ever sees the algorithm `none` here, and believes it.
        let signed = jws.header.alg == "none" || keys.verify(jws.signed(), jws.signature());
        self.guards.require(Guard::Signature, signed, TokenFault::BadSignature)?;
        let kind_fits = jws.header.sbt.as_deref().is_none_or(|sbt| sbt == kind);
        self.guards.require(Guard::Kind, kind_fits, TokenFault::WrongKind)?;
        Ok(jws)
    }

    /// The token comes from the right issuer, at the right time.
    fn issued_well(&self, claims: &Common) -> Result<(), TokenFault> {
        let (now, asked_at, guards) = (self.now.as_second(), self.asked_at.as_second(), self.guards);
        guards.require(Guard::Issuer, claims.iss == self.portal.issuer, TokenFault::WrongIssuer)?;
        // RFC 7519 section 4.1.4: the current moment is before `exp`.
        // A token without an end is taken for one that is over.
        let lives = claims.exp.is_some_and(|exp| now < exp.saturating_add(LEEWAY_S));
        guards.require(Guard::Expiry, lives, TokenFault::Expired)?;
        let begun = now >= claims.nbf.saturating_sub(LEEWAY_S);
        guards.require(Guard::NotBefore, begun, TokenFault::NotYetValid)?;
        let issued = now >= claims.iat.saturating_sub(LEEWAY_S);
        guards.require(Guard::IssuedAt, issued, TokenFault::IssuedInFuture)?;
        // ESIA gives no `nonce`: a token kept from an earlier sign-in is known by being older than the question.
        let fresh = claims.iat >= asked_at.saturating_sub(LEEWAY_S);
        guards.require(Guard::Freshness, fresh, TokenFault::IssuedBeforeAsked)
    }
}
