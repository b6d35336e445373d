//! Who sends a request: its `client_secret` must be a signature of the relying party over the request.

use crate::app::refusal::OAuthRefusal;
use crate::crypto::cms::{self, CmsPolicy, CmsRefusal};
use crate::crypto::{Certificate, DigestAlgorithm, secret};
use crate::domain::client::{Client, SignatureCheck};
use crate::domain::journal::Why;
use crate::protocol::oauth::dialect::{Dialect, Signed};
use crate::protocol::oauth::error;

/// Checks the signature of a request.
///
/// # Errors
/// It is not the relying party's over this request; the refusal tells the tester what was expected and seen.
pub fn check(
    client: &Client,
    dialect: Dialect,
    values: &Signed<'_>,
    client_secret: &str,
) -> Result<(), OAuthRefusal> {
    // SIM: a registration may switch the check off; presence was checked with the other parameters.
    if client.signature_check == SignatureCheck::Off {
        return Ok(());
    }
    let expected = dialect.string_to_sign(values);
    let refuse = |why: Why| {
        let why = why.with("string_to_sign", &expected).with("order", dialect.signing_order());
        OAuthRefusal::new(error::UNAUTHORIZED_CLIENT, why)
    };
    let registered = certificates(client);
    if registered.is_empty() {
        let fix = "register the client's certificate: PUT {control}/clients/{mnemonic} with certificates";
        return Err(refuse(Why::new("certificate-missing", fix)));
    }
    let decoded = secret::decode(client_secret).map_err(|fault| {
        let fix = "send the DER of the PKCS#7 signature as base64url";
        refuse(Why::new("secret-encoding", fix).with("detail", fault).with("length", client_secret.len()))
    })?;
    match cms::check(&decoded.bytes, expected.as_bytes(), &registered, CmsPolicy::default()) {
        Ok(_) => Ok(()),
        Err(refusal) => {
            let why = explain(&refusal, &decoded.bytes, values, &registered);
            Err(refuse(why.with("secret_form", decoded.form)))
        }
    }
}

/// The registered certificates; they were checked when they were registered.
fn certificates(client: &Client) -> Vec<Certificate> {
    client.certificates.iter().filter_map(|pem| Certificate::from_pem(pem).ok()).collect()
}

fn explain(refusal: &CmsRefusal, blob: &[u8], values: &Signed<'_>, registered: &[Certificate]) -> Why {
    let known: Vec<_> = registered
        .iter()
        .map(|one| {
            format!(
                "{} serial {} SHA-1 {}",
                one.subject(),
                one.serial_hex(),
                one.fingerprint(DigestAlgorithm::Sha1)
            )
        })
        .collect();
    let candidates = candidates(values);
    let meant = cms::contents_matching(blob, &candidates, registered);
    let fix = match (meant.first(), refusal) {
        (Some(name), _) => format!("the signature is good, but over another string: {name}"),
        (None, CmsRefusal::CertificateNotRegistered { .. }) => {
            "sign with a registered certificate's key, or register the certificate that signed".to_owned()
        }
        (None, _) => {
            "sign exactly string_to_sign, UTF-8, without a newline, with a registered certificate".to_owned()
        }
    };
    let tried: Vec<_> = candidates.iter().map(|(name, _)| *name).collect();
    Why::new("signature", fix)
        .with("detail", refusal)
        .with("registered_certificates", known.join("; "))
        .with("also_tried", tried.join("; "))
}

/// What else could have been signed, by what went wrong.
fn candidates(values: &Signed<'_>) -> Vec<(&'static str, Vec<u8>)> {
    let Signed { scope, timestamp, client_id, state } = *values;
    let plus = |text: &str| text.replace(' ', "+");
    let joined = |parts: &[&str]| parts.concat().into_bytes();
    let encoded = crate::protocol::params::encode;
    vec![
        ("client_id before scope, the order of version 2", joined(&[client_id, scope, timestamp, state])),
        ("scope, client_id, timestamp, state", joined(&[scope, client_id, timestamp, state])),
        ("client_id, scope, state, timestamp", joined(&[client_id, scope, state, timestamp])),
        ("the values joined by blanks", [scope, timestamp, client_id, state].join(" ").into_bytes()),
        ("the values joined by newlines", [scope, timestamp, client_id, state].join("\n").into_bytes()),
        ("a newline behind the string", joined(&[scope, timestamp, client_id, state, "\n"])),
        ("percent-encoded values", joined(&[&encoded(scope), &encoded(timestamp), client_id, state])),
        ("blanks written as +", joined(&[&plus(scope), &plus(timestamp), client_id, state])),
        ("the state left out", joined(&[scope, timestamp, client_id])),
        ("the scope left out", joined(&[timestamp, client_id, state])),
    ]
}
