//! The explainer: for a failed signature, what could have been meant, and what to change.

use crate::app::client_auth::{Case, Needed};
use crate::crypto::cms::{self, CmsRefusal};
use crate::crypto::raw::{self, OctetOrder, RawRefusal, SignedForm};
use crate::crypto::{Certificate, DigestAlgorithm};
use crate::domain::journal::Why;
use crate::protocol::oauth::dialect::{Purpose, Signed};
use crate::protocol::params::encode;

/// Names the tolerances a request would need.
pub(super) fn tolerances(why: Why, needed: &Needed) -> Why {
    let all: Vec<_> = needed.iter().map(|one| one.name()).collect();
    why.with("needed", all.join(", "))
}

/// Why a PKCS#7 message is refused.
pub(super) fn pkcs7(case: &Case<'_>, refused: &CmsRefusal) -> Why {
    let candidates = candidates(case);
    let meant = cms::contents_matching(&case.bytes, &candidates, &case.registered);
    let fix = match (meant.first(), refused) {
        (Some(name), _) => format!("the signature is good, but over another string: {name}"),
        (None, CmsRefusal::CertificateNotRegistered { .. }) => {
            "sign with a registered certificate's key, or register the certificate that signed".to_owned()
        }
        (None, CmsRefusal::NotAsn1 { .. } | CmsRefusal::NotSignedData { .. }) => {
            "version 1 wants a PKCS#7 message; bare signatures belong to /aas/oauth2/v2/ac and /v3/te"
                .to_owned()
        }
        (None, _) => {
            "sign exactly string_to_sign, UTF-8, without a newline, with a registered certificate".to_owned()
        }
    };
    common(case, Why::new("signature", fix).with("detail", refused), &candidates)
}

/// Why a bare signature is refused.
pub(super) fn bare(case: &Case<'_>, refused: &RawRefusal) -> Why {
    let candidates = candidates(case);
    let meant = raw::contents_matching(&case.bytes, &candidates, &case.registered);
    let fix = match (meant.first(), refused) {
        (Some(found), _) => {
            let order = match found.order {
                OctetOrder::AsWanted => "",
                OctetOrder::Mirrored => "; its octets run backwards",
                OctetOrder::HalvesSwapped => "; its halves are swapped",
                OctetOrder::HalvesMirrored => "; each half runs backwards",
            };
            let form = if found.signed == SignedForm::Text {
                String::new()
            } else {
                format!(", made into {:?}", found.signed)
            };
            let other = if case.registered.len() > 1 {
                format!(", by certificate {}", found.certificate + 1)
            } else {
                String::new()
            };
            format!("the signature is good, but over another string: {}{form}{other}{order}", found.name)
        }
        (None, RawRefusal::LooksLikeCms) => {
            "this version wants the bare signature of 64 or 128 bytes, not a PKCS#7 message".to_owned()
        }
        (None, _) => {
            "sign exactly string_to_sign with the key of the certificate that the hash names".to_owned()
        }
    };
    common(case, Why::new("signature", fix).with("detail", refused), &candidates)
}

/// Why a `client_certificate_hash` names nothing.
pub(super) fn hash(case: &Case<'_>, seen: &str) -> Why {
    let expected: Vec<_> = case.registered.iter().map(Certificate::client_hash).collect();
    let fix = match seen.trim().len() {
        64 => "take Streebog-256 over the DER of the registered certificate, in hexadecimal",
        40 => "40 digits are SHA-1; take Streebog-256 over the DER of the certificate: 64 digits",
        _ => "send 64 hexadecimal digits: Streebog-256 over the DER of the certificate",
    };
    Why::new("certificate-hash", fix)
        .with("seen", seen)
        .with("expected", expected.join("; "))
        .with("length", seen.trim().len())
}

fn common(case: &Case<'_>, why: Why, candidates: &[(&'static str, Vec<u8>)]) -> Why {
    let known: Vec<_> = case
        .registered
        .iter()
        .map(|one| {
            let sha1 = one.fingerprint(DigestAlgorithm::Sha1);
            format!("{} serial {} SHA-1 {sha1}", one.subject(), one.serial_hex())
        })
        .collect();
    let tried: Vec<_> = candidates.iter().map(|(name, _)| *name).collect();
    why.with("registered_certificates", known.join("; "))
        .with("also_tried", tried.join("; "))
        .with("bytes", case.bytes.len())
        .with("secret_form", case.form)
}

/// What else could have been signed, by what goes wrong in practice.
fn candidates(case: &Case<'_>) -> Vec<(&'static str, Vec<u8>)> {
    let Signed { scope, scope_org, timestamp, client_id, state, redirect_uri, purpose } =
        case.presented.signed;
    let code = match purpose {
        Purpose::Code(code) | Purpose::Refresh(code) => code,
        Purpose::Authorization | Purpose::Client => "",
    };
    let plus = |text: &str| text.replace(' ', "+");
    let joined = |parts: &[&str]| parts.concat().into_bytes();
    let uri = encode(redirect_uri);
    vec![
        ("scope, timestamp, client_id, state: version 1", joined(&[scope, timestamp, client_id, state])),
        ("client_id before scope, the order of version 2", joined(&[client_id, scope, timestamp, state])),
        (
            "client_id, scope, scope_org, timestamp, state, redirect_uri: version 2",
            joined(&[client_id, scope, scope_org, timestamp, state, redirect_uri]),
        ),
        ("version 2 without scope_org", joined(&[client_id, scope, timestamp, state, redirect_uri])),
        (
            "version 3, the code behind",
            joined(&[client_id, scope, scope_org, timestamp, state, redirect_uri, code]),
        ),
        ("version 3 without scope_org", joined(&[client_id, scope, timestamp, state, redirect_uri, code])),
        (
            "version 3 with an encoded redirect_uri",
            joined(&[client_id, scope, scope_org, timestamp, state, &uri, code]),
        ),
        (
            "version 2 with an encoded redirect_uri",
            joined(&[client_id, scope, scope_org, timestamp, state, &uri]),
        ),
        ("scope, client_id, timestamp, state", joined(&[scope, client_id, timestamp, state])),
        ("client_id, scope, state, timestamp", joined(&[client_id, scope, state, timestamp])),
        ("the values joined by blanks", [scope, timestamp, client_id, state].join(" ").into_bytes()),
        ("the values joined by newlines", [scope, timestamp, client_id, state].join("\n").into_bytes()),
        ("a newline behind the string", joined(&[scope, timestamp, client_id, state, "\n"])),
        ("percent-encoded values", joined(&[&encode(scope), &encode(timestamp), client_id, state])),
        ("blanks written as +", joined(&[&plus(scope), &plus(timestamp), client_id, state])),
        ("the state left out", joined(&[scope, timestamp, client_id])),
        ("the scope left out", joined(&[timestamp, client_id, state])),
    ]
}
