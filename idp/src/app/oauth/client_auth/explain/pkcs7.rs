//! Why a PKCS#7 message is refused.

use crate::app::oauth::client_auth::case::Case;
use crate::app::oauth::client_auth::explain::facts::{facts, mistaken, tried};
use crate::app::oauth::client_auth::explain::guesses::{self, Guess};
use crate::app::oauth::client_auth::explain::owner;
use crate::crypto::cms::{self, CmsRefusal, Looks};
use crate::crypto::raw;
use crate::crypto::signed_form::Candidate;
use crate::domain::journal::{Why, reason};

/// Why a PKCS#7 message is refused.
pub(crate) fn why(case: &Case<'_, '_>, refused: &CmsRefusal) -> Why {
    let guesses = guesses::of(&case.presented);
    let candidates = guesses::candidates(&guesses);
    let told = |fix: String| facts(case, Why::new(reason::SIGNATURE).with_fix(fix).with("detail", refused));
    let found = cms::contents_matching(&case.bytes, &candidates, &case.registered);
    let over = found.and_then(|found| mistaken(case, guesses.get(found.candidate)?, found.signed));
    if let Some(over) = over {
        return told(format!("the signature is good, but {over}"));
    }
    match refused {
        CmsRefusal::CertificateNotRegistered { .. } => told(stranger(case, &guesses, &candidates)),
        CmsRefusal::NotAsn1 { looks: Looks::BareSignature, .. }
        | CmsRefusal::NotSignedData { looks: Looks::BareSignature, .. } => {
            told(bare(case, &guesses, &candidates))
        }
        CmsRefusal::SignatureWrong => match other_key(case, &candidates) {
            Some(fix) => told(fix),
            None if cms::shows_its_key(&case.bytes) => told(
                "another key signed than the one of the certificate that the message names, or the message was \
                 damaged: check that key file and certificate belong together"
                    .to_owned(),
            ),
            None => tried(
                told(exactly(
                    "another key signed than the registered certificate's, or a string that clients are not known to \
                     sign: check that key file and certificate belong together",
                )),
                &guesses,
            ),
        },
        CmsRefusal::DigestDiffers { expected_hex, seen_hex } => {
            let lengths = (expected_hex.len() / 2, seen_hex.len() / 2);
            if lengths.0 == lengths.1 {
                tried(told(exactly("the key is right, the string is none that clients are known to sign")), &guesses)
            } else {
                let (wanted, seen) = lengths;
                told(format!(
                    "the message carries a digest of {seen} octets where the digest it names has {wanted}: \
                     make both with one algorithm"
                ))
            }
        }
        CmsRefusal::ContentDiffers { .. } => told(
            "the message carries a text of its own that is not string_to_sign: sign string_to_sign, attached or not"
                .to_owned(),
        ),
        other => told(by_refusal(other).to_owned()),
    }
}

/// The signer's certificate is not registered: for whom it is, and whether the string at least is right.
fn stranger(case: &Case<'_, '_>, guesses: &[Guess], candidates: &[Candidate]) -> String {
    let enclosed = cms::enclosed_certificates(&case.bytes).unwrap_or_default();
    let whose = owner::of_certificate(case, &|one| enclosed.contains(one));
    let remedy = match whose {
        Some(other) => format!("the certificate is registered for {other}: sign with this client's key"),
        None => {
            "sign with a registered certificate's key, or register the certificate that signed".to_owned()
        }
    };
    let found = cms::contents_matching(&case.bytes, candidates, &enclosed);
    match found.and_then(|found| Some(mistaken(case, guesses.get(found.candidate)?, found.signed))) {
        Some(None) => format!("{remedy}; the string is right"),
        Some(Some(over)) => format!("{remedy}; besides, {over}"),
        None => remedy,
    }
}

/// A bare signature in version 1: what it is over, if a registered key made it.
fn bare(case: &Case<'_, '_>, guesses: &[Guess], candidates: &[Candidate]) -> String {
    let remedy = "version 1 wants a PKCS#7 message; bare signatures belong to /aas/oauth2/v2/ac and /v3/te";
    let found = raw::contents_matching(&case.bytes, candidates, &case.registered);
    match found.and_then(|found| mistaken(case, guesses.get(found.candidate)?, found.signed)) {
        Some(over) => format!("{remedy}; besides, {over}"),
        None => remedy.to_owned(),
    }
}

/// Whose key signed, when the message names a registered certificate that has another one.
fn other_key(case: &Case<'_, '_>, candidates: &[Candidate]) -> Option<String> {
    let texts: Vec<_> =
        candidates.iter().filter(|one| one.is_likely).map(|one| one.text.as_slice()).collect();
    if let Some(place) = cms::key_behind(&case.bytes, &texts, &case.registered) {
        return Some(format!(
            "the key of registered certificate {} signed, while the message names another as the signer's: name the \
             certificate of the key",
            place + 1
        ));
    }
    let other = owner::of_message(case, &texts)?;
    Some(format!(
        "the key of {other} signed, while the message names this client's certificate: sign with its key"
    ))
}

fn exactly(why: &str) -> String {
    format!("{why}; sign exactly string_to_sign, UTF-8, without a newline")
}

/// What a refusal says by itself about how to do better.
fn by_refusal(refused: &CmsRefusal) -> &'static str {
    match refused {
        CmsRefusal::NotAsn1 { looks, .. } | CmsRefusal::NotSignedData { looks, .. } => by_looks(*looks),
        CmsRefusal::Malformed { .. } => {
            "send the message as the signing library made it: DER, whole, unchanged"
        }
        CmsRefusal::TooMany { .. } => {
            "send one signer, and of certificates at most the signer's with its chain"
        }
        CmsRefusal::NoSigner => "sign: this message only carries certificates",
        CmsRefusal::AttributesNotSigned => {
            "sign the DER of the signed attributes (SET OF), or leave the attributes out of the message"
        }
        CmsRefusal::AttributesMissorted => "send the signed attributes in the order they were signed in",
        CmsRefusal::AttributeMissing { .. } => {
            "put messageDigest among the signed attributes, or leave them all out"
        }
        CmsRefusal::ContentTypeDiffers { .. } => {
            "let contentType among the signed attributes name the content's type"
        }
        CmsRefusal::UnsupportedAlgorithm { .. } | CmsRefusal::Retired { .. } => {
            "sign with RSA over SHA-256, or with GOST R 34.10-2012 over Streebog"
        }
        CmsRefusal::SignatureMirrored => {
            "turn the octets of the signature inside the message around: CryptoPro's bare signatures run from last to first"
        }
        CmsRefusal::DigestsDisagree { .. } => "name the digest that was signed: both must be one algorithm",
        CmsRefusal::KeyOfAnotherKind { .. } => {
            "sign with the key of the registered certificate: the message says it was signed with one of another kind"
        }
        CmsRefusal::WeakDigest { .. } => "make the message with SHA-256, or with Streebog and a GOST key",
        _ => "sign exactly string_to_sign, UTF-8, without a newline, with a registered certificate",
    }
}

const fn by_looks(looks: Looks) -> &'static str {
    match looks {
        Looks::Nothing => "send the PKCS#7 message as base64url",
        Looks::Pem => "send what stands between the lines of the PEM file",
        Looks::Mail => "make the message with -outform DER: an S/MIME mail was sent",
        Looks::Base64 => "encode the message once: it is base64 of base64",
        Looks::CutMessage => "send the whole message: it was cut or damaged on the way",
        Looks::Certificate => "send a signed message: this is the certificate alone",
        Looks::BareSignature | Looks::Unknown => {
            "version 1 wants a PKCS#7 message: `openssl cms -sign -binary -outform DER`, then base64url"
        }
    }
}
