//! The self-test: a relying party within the simulator, which signs in as any other does and judges what it is given.
//!
//! Its key is made from the realm's seed, so that it is the same as long as the realm is.

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use gost3410::ParameterSet;
use serde_json::Value;

use crate::app::{Moment, Realm};
use crate::crypto::certificate::{CertificateOrder, Purpose};
use crate::crypto::{Certificate, CryptoError, DigestAlgorithm, GostSigner, Signer as _};
use crate::domain::id::GrantKind;
use crate::domain::time::Timestamp;
use crate::protocol::jose::claims;
use crate::protocol::jose::jws;
use crate::protocol::oauth::dialect::{Dialect, Purpose as Signing, Signed};

/// What the relying party is called.
pub const MNEMONIC: &str = "SELFTEST";
/// What it asks for.
pub const SCOPE: &str = "openid fullname birthdate snils email mobile";

/// The first and the last second of its certificate: any clock that a tester may set lies between them.
const VALID: (i64, i64) = (1_104_537_600, 4_102_444_799);

/// A request that was signed.
#[derive(Clone)]
pub struct Request {
    /// The parameters, in the order they are sent.
    pub parameters: Vec<(&'static str, String)>,
    /// The names of what was signed, in their order.
    pub order: String,
    /// The text that was signed.
    pub signed: String,
}

/// Something that a relying party has to check.
#[derive(Clone)]
pub struct Check {
    /// Which.
    pub name: &'static str,
    /// The clause that asks for it.
    pub clause: &'static str,
    /// Whether it holds; nothing when there was nothing to check.
    pub holds: Option<bool>,
    /// What was seen.
    pub seen: String,
}

/// The certificate to register, PEM.
///
/// # Errors
/// The key cannot be made.
pub fn certificate(realm: &Realm) -> Result<String, CryptoError> {
    Ok(party(realm)?.1.to_pem())
}

fn party(realm: &Realm) -> Result<(GostSigner, Certificate), CryptoError> {
    // It protects nothing: whoever knows the seed may sign as the self-test.
    let octets =
        DigestAlgorithm::Streebog512.of_message(format!("self-test {}", realm.origin.seed).as_bytes());
    let signer = GostSigner::from_entropy(ParameterSet::CryptoProA, &octets);
    let order = CertificateOrder {
        subject: "C=RU, O=esia-sim, CN=SELFTEST",
        serial: 1,
        from: Timestamp::from_secs(VALID.0),
        to: Timestamp::from_secs(VALID.1),
        purpose: Purpose::Signing,
    };
    let certificate = order.self_signed(&signer)?;
    Ok((signer, certificate))
}

/// The authorization request.
///
/// # Errors
/// The key cannot sign.
pub fn authorization(moment: &Moment<'_>, redirect_uri: &str) -> Result<Request, CryptoError> {
    let state = moment.realm.entropy.id::<GrantKind>().to_string();
    let (mut request, hash) = signed(moment, &state, redirect_uri, Signing::Authorization)?;
    request.parameters.extend([
        ("client_certificate_hash", hash),
        ("response_type", "code".to_owned()),
        ("access_type", "online".to_owned()),
    ]);
    Ok(request)
}

/// The token request for a code.
///
/// # Errors
/// The key cannot sign.
pub fn exchange(
    moment: &Moment<'_>,
    code: &str,
    state: &str,
    redirect_uri: &str,
) -> Result<Request, CryptoError> {
    let (mut request, hash) = signed(moment, state, redirect_uri, Signing::Code(code))?;
    request.parameters.extend([
        ("client_certificate_hash", hash),
        ("grant_type", "authorization_code".to_owned()),
        ("token_type", "Bearer".to_owned()),
        ("code", code.to_owned()),
    ]);
    Ok(request)
}

fn signed(
    moment: &Moment<'_>,
    state: &str,
    redirect_uri: &str,
    purpose: Signing<'_>,
) -> Result<(Request, String), CryptoError> {
    let (signer, certificate) = party(moment.realm)?;
    let timestamp = moment.now.to_wire();
    let values = Signed {
        scope: SCOPE,
        scope_org: "",
        timestamp: &timestamp,
        client_id: MNEMONIC,
        state,
        redirect_uri,
        purpose,
    };
    let dialect = if matches!(purpose, Signing::Authorization) { Dialect::V2 } else { Dialect::V3 };
    let strings = dialect.strings_to_sign(&values);
    let (order, text) = strings.first().map(|one| (one.order(), one.text())).unwrap_or_default();
    let secret = URL_SAFE.encode(signer.sign(text.as_bytes())?);
    let parameters = vec![
        ("client_id", MNEMONIC.to_owned()),
        ("client_secret", secret),
        ("redirect_uri", redirect_uri.to_owned()),
        ("scope", SCOPE.to_owned()),
        ("state", state.to_owned()),
        ("timestamp", timestamp.clone()),
    ];
    Ok((Request { parameters, order, signed: text }, certificate.client_hash()))
}

/// A part of a token, decoded: 0 is the header, 1 the claims.
pub fn decoded(token: &str, part: usize) -> Value {
    let text = token.split('.').nth(part).unwrap_or_default().trim_end_matches('=');
    let octets = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    serde_json::from_slice(&octets).unwrap_or_default()
}

/// What a relying party checks of both tokens, in the order of the documents.
pub fn judged(moment: &Moment<'_>, answer: &Value, state: &str) -> Vec<Check> {
    let token = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    let (access, id) = (token("access_token"), token("id_token"));
    let mut all = vec![
        is("answer-bearer", "MR Б.2.5", answer["token_type"] == "Bearer", &answer["token_type"]),
        is("answer-state", "MR Б.2.5", answer["state"] == state, &answer["state"]),
    ];
    let (head, body) = (decoded(&access, 0), decoded(&access, 1));
    all.extend([
        is("access-algorithm", "MR Б.5; RFC 8725 3.1", head["alg"] == "RS256", &head["alg"]),
        is("access-kind", "MR Б.5", head["sbt"] == claims::ACCESS, &head["sbt"]),
        signature("access-signature", "MR Б.5", moment, &access, claims::ACCESS),
        issuer("access-issuer", "MR Б.5", moment, &body),
        is("access-begun", "MR Б.5", second(&body, "iat") <= moment.now.as_millis() / 1000, &body["iat"]),
        is("access-lives", "MR Б.5", second(&body, "exp") >= moment.now.as_millis() / 1000, &body["exp"]),
        is("access-client", "MR Б.5", body["client_id"] == MNEMONIC, &body["client_id"]),
    ]);
    let person = body["urn:esia:sbj_id"].clone();
    let session = body["urn:esia:sid"].clone();
    let (head, body) = (decoded(&id, 0), decoded(&id, 1));
    let subject = &body["urn:esia:sbj"];
    all.extend([
        is("id-algorithm", "MR Б.6.6; RFC 8725 3.1", head["alg"] == "RS256", &head["alg"]),
        is("id-kind", "MR Б.6.6", head["sbt"] == claims::ID, &head["sbt"]),
        signature("id-signature", "MR Б.6.6", moment, &id, claims::ID),
        issuer("id-issuer", "MR Б.6.6", moment, &body),
        is("id-audience", "MR Б.6.6", body["aud"] == MNEMONIC, &body["aud"]),
        is("id-lives", "MR Б.6.6", second(&body, "exp") >= moment.now.as_millis() / 1000, &body["exp"]),
        is("id-subject", "MR Б.7", subject["urn:esia:sbj:oid"] == body["sub"], &body["sub"]),
        is("same-person", "MR Б.7", person == body["sub"], &person),
        is("same-session", "MR Б.7", session == body["urn:esia:sid"], &session),
        is("id-level", "MR Б.7", subject["urn:esia:sbj:lvl"].is_string(), &subject["urn:esia:sbj:lvl"]),
        // ESIA has no nonce: the state stands for it.
        Check { name: "nonce", clause: "MR Д.1.2", holds: None, seen: String::new() },
    ]);
    all
}

fn is(name: &'static str, clause: &'static str, holds: bool, seen: &Value) -> Check {
    let seen = seen.as_str().map_or_else(|| seen.to_string(), str::to_owned);
    Check { name, clause, holds: Some(holds), seen }
}

fn issuer(name: &'static str, clause: &'static str, moment: &Moment<'_>, body: &Value) -> Check {
    is(name, clause, body["iss"].as_str() == Some(moment.settings.issuer.as_str()), &body["iss"])
}

fn signature(
    name: &'static str,
    clause: &'static str,
    moment: &Moment<'_>,
    token: &str,
    kind: &str,
) -> Check {
    let verifiers = moment.realm.keyring.verifiers(moment.now);
    let opened = jws::open::<Value>(token, kind, &verifiers);
    let seen = opened.as_ref().err().map(ToString::to_string).unwrap_or_default();
    Check { name, clause, holds: Some(opened.is_ok()), seen }
}

fn second(body: &Value, name: &str) -> i64 {
    body[name].as_i64().unwrap_or_default()
}
