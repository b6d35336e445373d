//! Why a bare signature is refused.

use crate::app::oauth::client_auth::case::Case;
use crate::app::oauth::client_auth::explain::facts::{facts, mistaken, tried};
use crate::app::oauth::client_auth::explain::guesses::{self, Guess};
use crate::app::oauth::client_auth::explain::owner;
use crate::crypto::raw::{self, OctetOrder, RawMatch, RawRefusal};
use crate::crypto::{Certificate, cms};
use crate::domain::journal::{Why, reason};

/// Why a bare signature is refused that was judged by the certificate at a place among the registered ones.
pub(crate) fn why(case: &Case<'_, '_>, place: usize, refused: &RawRefusal) -> Why {
    let guesses = guesses::of(&case.presented);
    let candidates = guesses::candidates(&guesses);
    let told = |fix: String| facts(case, Why::new(reason::SIGNATURE).with_fix(fix).with("detail", refused));
    if let Some(found) = raw::contents_matching(&case.bytes, &candidates, &case.registered) {
        return told(of_a_registered_key(case, place, &guesses, found));
    }
    let other_form = cms::contents_matching(&case.bytes, &candidates, &case.registered);
    if let Some((guess, found)) = other_form.and_then(|found| Some((guesses.get(found.candidate)?, found))) {
        let over = mistaken(case, guess, found.signed).map(|text| format!("; besides, {text}"));
        return told(format!(
            "send the bare signature of 64 or 128 bytes, not a PKCS#7 message{}",
            over.unwrap_or_default()
        ));
    }
    if let Some(other) = owner::of_bare(case) {
        return told(format!("the key of {other} signed: sign with the key of this client's certificate"));
    }
    match by_refusal(refused) {
        Some(fix) => told(fix.to_owned()),
        None => tried(told(unknown(case)), &guesses),
    }
}

/// What is wrong with a signature that a registered key did make.
fn of_a_registered_key(case: &Case<'_, '_>, place: usize, guesses: &[Guess], found: RawMatch) -> String {
    let guess = guesses.get(found.candidate);
    let string = guess.and_then(|guess| mistaken(case, guess, found.signed));
    let named = case.presented.certificate_hash.is_some() && found.certificate != place;
    let certificate = named.then(|| case.registered.get(found.certificate)).flatten().map(|one| {
        format!(
            "it is by the key of certificate {}, while client_certificate_hash names certificate {}: send {}",
            found.certificate + 1,
            place + 1,
            Certificate::client_hash(one)
        )
    });
    let order = (found.order != OctetOrder::AsWanted).then(|| format!("its octets are {}", found.order));
    let faults: Vec<_> = [string, certificate, order].into_iter().flatten().collect();
    format!("the signature is good, but {}", faults.join("; and "))
}

/// What a refusal says by itself about how to do better.
const fn by_refusal(refused: &RawRefusal) -> Option<&'static str> {
    match refused {
        RawRefusal::Empty => Some("send the bytes of the signature"),
        RawRefusal::LooksLikeCms => {
            Some("this version wants the bare signature of 64 or 128 bytes, not a PKCS#7 message")
        }
        RawRefusal::Wrapped { .. } => Some("send the octets of the signature themselves, as base64url, once"),
        RawRefusal::WrongLength { .. } => Some(
            "send the whole signature and nothing else: 64 octets of a key of 256 bits, 128 of one of 512",
        ),
        RawRefusal::KeyOfAnotherKind { .. } => {
            Some("sign with the key of the certificate that the hash names, or register the signing key's")
        }
        RawRefusal::WeakDigest { .. } => Some("sign a stronger digest: Streebog-256 with a GOST key"),
        RawRefusal::KeyRetired | RawRefusal::KeyUnsupported { .. } => {
            Some("register a certificate with a key of GOST R 34.10-2012, and sign with it")
        }
        RawRefusal::DigestDiffers { .. } | RawRefusal::SignatureWrong => None,
    }
}

/// What can be said of a signature that fits nothing. An RSA signature shows whether the key was the right one.
fn unknown(case: &Case<'_, '_>) -> String {
    match raw::is_of_key(&case.bytes, &case.registered) {
        Some(true) => "the key is right, the string is none that clients are known to sign: sign exactly \
                       string_to_sign, UTF-8, without a newline"
            .to_owned(),
        Some(false) => "another key signed: sign with the key of a registered certificate, or register the certificate \
                        of the key that signed"
            .to_owned(),
        None => "another key signed, or a string that clients are not known to sign: compare the public key of the key \
                 file with the registered certificate's, then sign exactly string_to_sign, UTF-8, without a newline"
            .to_owned(),
    }
}
