//! A `client_certificate_hash` that names no registered certificate: what was sent instead.

use crate::app::oauth::client_auth::case::Case;
use crate::app::oauth::client_auth::explain::owner;
use crate::crypto::Certificate;
use crate::domain::journal::{Why, reason};

/// Why a `client_certificate_hash` names nothing.
pub(crate) fn why(case: &Case<'_, '_>, seen: &str) -> Why {
    let expected: Vec<_> = case.registered.iter().map(Certificate::client_hash).collect();
    let digits = seen.trim().len();
    let fix = match owner::of_certificate(case, &|one| one.matches_hash(seen).is_some()) {
        Some(other) => format!("that certificate is registered for {other}: name one of this client's"),
        None => match digits {
            64 => "take Streebog-256 over the DER of the registered certificate, in hexadecimal; this is no digest \
                   of it that clients are known to send"
                .to_owned(),
            40 => "40 digits are SHA-1, and of another certificate: take Streebog-256 over the DER, 64 digits".to_owned(),
            128 => "128 digits are a digest of 512 bits, and of another certificate: take Streebog-256 over the DER"
                .to_owned(),
            _ => format!("send 64 hexadecimal digits, Streebog-256 over the DER of the certificate, not {digits}"),
        },
    };
    Why::new(reason::CERTIFICATE_HASH)
        .with_fix(fix)
        .with("seen", seen)
        .with("expected", expected.join("; "))
        .with("length", digits)
}
