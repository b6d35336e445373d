//! The explainer: for a failed signature, what could have been meant, and what to change.

mod bare;
mod guesses;
mod owner;
mod pkcs7;
mod tolerances;

pub(super) use bare::why as bare;
pub(super) use pkcs7::why as pkcs7;
pub(super) use tolerances::why as tolerances;

use crate::app::client_auth::Case;
use crate::crypto::signed_form::SignedForm;
use crate::crypto::{Certificate, DigestAlgorithm};
use crate::domain::journal::{Why, reason};
use guesses::Guess;

/// Why a `client_certificate_hash` names nothing.
pub(super) fn hash(case: &Case<'_, '_>, seen: &str) -> Why {
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

/// A string that was signed well, said as a mistake; nothing when it is the right one in the right form.
fn mistaken(case: &Case<'_, '_>, guess: &Guess, signed: SignedForm) -> Option<String> {
    let right = case.presented.dialect.strings_to_sign(&case.presented.signed);
    let order = right.first().map(|one| one.order()).unwrap_or_default();
    let form = (signed != SignedForm::Text).then(|| format!("signed was {signed}"));
    let string =
        (!guess.is_right).then(|| format!("it is over another string, {}. Sign {order}", guess.told()));
    match (form, string) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(one),
        (Some(form), Some(string)) => Some(format!("{form}, and {string}")),
    }
}

/// The facts every wrong signature is explained with.
fn facts(case: &Case<'_, '_>, why: Why) -> Why {
    let known: Vec<_> = case
        .registered
        .iter()
        .map(|one| {
            let sha1 = one.fingerprint(DigestAlgorithm::Sha1);
            format!("{} serial {} SHA-1 {sha1}", one.subject(), one.serial_hex())
        })
        .collect();
    why.with("registered_certificates", known.join("; "))
        .with("bytes", case.bytes.len())
        .with("secret_form", case.form)
}

/// The fact which strings the signature was tried with in vain.
fn tried(why: Why, guesses: &[Guess]) -> Why {
    // The zones of a clock are many and say little one by one.
    let is_told = |what: &&str| !what.starts_with("the timestamp «");
    let named: Vec<_> = guesses.iter().map(|guess| guess.what.as_str()).filter(is_told).collect();
    why.with("also_tried", named.join("; "))
}
