//! The judgement of one signer: its algorithms, then who it is, then what was signed.

use super::message::Message;
use super::policy::CmsPolicy;
use super::refusal::{CmsRefusal, SignerName};
use super::signer::{Attributes, Signer};
use crate::crypto::algorithm_id::{SignatureScheme, is_retired, signature_scheme};
use crate::crypto::digest::upper_hex;
use crate::crypto::{Asn1Fault, Certificate, CryptoError, DigestAlgorithm, KeyFamily, PublicKey};

/// How much of an attached text a refusal repeats, in characters; the texts to be signed have about three
/// hundred.
const SHOWN_MAX: usize = 2000;

/// A signer that passed.
pub(super) struct Judged {
    pub(super) certificate: usize,
    pub(super) signer: SignerName,
    pub(super) issuer_differs: bool,
    pub(super) key: KeyFamily,
    pub(super) digest: DigestAlgorithm,
    pub(super) signed_attributes: bool,
}

/// Judges one signer of a message.
pub(super) fn judge(
    message: &Message<'_>,
    signer: &Signer<'_>,
    expected: &[u8],
    registered: &[Certificate],
    policy: CmsPolicy,
) -> Result<Judged, CmsRefusal> {
    let (family, digest) = algorithms(signer)?;
    if digest.is_weak() && !policy.accept_sha1 {
        return Err(CmsRefusal::WeakDigest { digest });
    }
    let (claimed, issuer_differs) = claimed(message, signer, registered);
    if claimed.is_empty() {
        return Err(stranger(message, signer));
    }
    if let Some(content) = message.content.filter(|content| *content != expected) {
        return Err(CmsRefusal::ContentDiffers { seen: shown(content) });
    }
    let mut told = None;
    for (place, certificate) in claimed {
        match signed_by(certificate, family, digest, signer, expected) {
            Ok(()) => {
                attributes_agree(message, signer.attributes.as_ref(), digest, expected)?;
                return Ok(Judged {
                    certificate: place,
                    signer: signer.identifier.shown(),
                    issuer_differs,
                    key: family,
                    digest,
                    signed_attributes: signer.attributes.is_some(),
                });
            }
            Err(refusal) => told = told.or(Some(refusal)),
        }
    }
    match told {
        Some(CmsRefusal::SignatureWrong) if has_namesake(message, signer, registered) => {
            Err(stranger(message, signer))
        }
        told => Err(told.unwrap_or(CmsRefusal::SignatureWrong)),
    }
}

/// The kind of key and the digest a signer says it used.
fn algorithms(signer: &Signer<'_>) -> Result<(KeyFamily, DigestAlgorithm), CmsRefusal> {
    let (digest, signature) = (&signer.digest, &signer.signature_algorithm);
    if let Some(retired) = [signature, digest].into_iter().find(|one| is_retired(&one.oid)) {
        return Err(CmsRefusal::Retired { oid: retired.oid.clone() });
    }
    let unsupported = |oid: &String| CmsRefusal::UnsupportedAlgorithm { oid: oid.clone() };
    let named = DigestAlgorithm::of(&digest.oid).ok_or_else(|| unsupported(&digest.oid))?;
    let scheme: SignatureScheme =
        signature_scheme(&signature.oid).ok_or_else(|| unsupported(&signature.oid))?;
    // A GOST signature may name its key's parameter set, which is looked at with the key; nothing else here
    // has anything to name.
    if !(digest.is_plain() && (scheme.family != KeyFamily::Rsa || signature.is_plain())) {
        return Err(bad_parameters());
    }
    match scheme.digest {
        Some(signed) if signed != named => Err(CmsRefusal::DigestsDisagree { named, signed }),
        _ => Ok((scheme.family, named)),
    }
}

const fn bad_parameters() -> CmsRefusal {
    let fault = Asn1Fault::BadPart { what: "an algorithm's parameters" };
    CmsRefusal::Malformed { part: "SignerInfo", fault }
}

/// The registered certificates a signer claims as its own, with their places, and whether the issuer is
/// another one.
// SIM: node-forge, under the npm clients, spells the issuer in UTF-8 twice, so that no certificate of a
// Russian centre is named by it, and OpenSSL refuses the message; what ESIA does is not known. Here the
// enclosed copy of a registered certificate says whose the message is, and the registered one's key decides
// as always.
fn claimed<'r>(
    message: &Message<'_>,
    signer: &Signer<'_>,
    registered: &'r [Certificate],
) -> (Vec<(usize, &'r Certificate)>, bool) {
    let places = || registered.iter().enumerate();
    let named: Vec<_> = places().filter(|(_, one)| signer.identifier.names(one)).collect();
    if !named.is_empty() {
        return (named, false);
    }
    let is_enclosed = |one: &Certificate| message.enclosed.contains(&one.der());
    (places().filter(|(_, one)| signer.identifier.has_serial_of(one) && is_enclosed(one)).collect(), true)
}

/// Checks the signature with a registered certificate's key.
fn signed_by(
    certificate: &Certificate,
    family: KeyFamily,
    digest: DigestAlgorithm,
    signer: &Signer<'_>,
    expected: &[u8],
) -> Result<(), CmsRefusal> {
    let key = certificate.public_key();
    if let Some(other) = key.family().filter(|other| *other != family) {
        return Err(CmsRefusal::KeyOfAnotherKind { signature: family, key: other });
    }
    if let PublicKey::Gost(key) = key
        && !signer.signature_algorithm.fits_gost(key.parameter_set())
    {
        return Err(bad_parameters());
    }
    let signed = signer.attributes.as_ref().map_or_else(|| expected.to_vec(), Attributes::signed_bytes);
    match key.verify(digest, &signed, signer.signature) {
        Ok(()) => Ok(()),
        Err(CryptoError::UnsupportedAlgorithm { oid }) => Err(CmsRefusal::UnsupportedAlgorithm { oid }),
        Err(_) => Err(why_wrong(key, digest, signer, expected, &signed)),
    }
}

/// Whether the signature is one of a certificate's key, over a text or over the attributes it signs.
///
/// A right RSA signature shows the key whatever the text is.
pub(super) fn is_signed_by(certificate: &Certificate, signer: &Signer<'_>, text: &[u8]) -> bool {
    let Ok((family, digest)) = algorithms(signer) else { return false };
    matches!(
        signed_by(certificate, family, digest, signer, text),
        Ok(())
            | Err(CmsRefusal::SignatureMirrored
                | CmsRefusal::DigestsDisagree { .. }
                | CmsRefusal::DigestDiffers { .. })
    )
}

/// Whether a signer says it signed with RSA.
pub(super) fn is_of_rsa(signer: &Signer<'_>) -> bool {
    algorithms(signer).is_ok_and(|(family, _)| family == KeyFamily::Rsa)
}

/// Says more about a wrong signature than that it is wrong, where the key lets one see it.
fn why_wrong(
    key: &PublicKey,
    digest: DigestAlgorithm,
    signer: &Signer<'_>,
    expected: &[u8],
    signed: &[u8],
) -> CmsRefusal {
    if key.verify(digest, signed, &gost3410::mirrored(signer.signature)).is_ok() {
        return CmsRefusal::SignatureMirrored;
    }
    let sorted = signer.attributes.as_ref().and_then(Attributes::sorted_bytes);
    if sorted.is_some_and(|sorted| key.verify(digest, &sorted, signer.signature).is_ok()) {
        return CmsRefusal::AttributesMissorted;
    }
    if signer.attributes.is_some() {
        let over_text = key.verify(digest, expected, signer.signature).is_ok();
        return if over_text { CmsRefusal::AttributesNotSigned } else { CmsRefusal::SignatureWrong };
    }
    let inside = match key {
        PublicKey::Rsa(key) => key.digest_inside(signer.signature),
        PublicKey::Gost(_) | PublicKey::Gost2001 | PublicKey::Unsupported { .. } => None,
    };
    match inside {
        Some((signed, _)) if signed != digest => CmsRefusal::DigestsDisagree { named: digest, signed },
        Some((_, seen)) if seen != digest.of_message(expected) => digest_differs(digest, expected, &seen),
        _ => CmsRefusal::SignatureWrong,
    }
}

/// The attributes, whose signature is right, must be about the expected text (RFC 5652 section 5.6).
fn attributes_agree(
    message: &Message<'_>,
    attributes: Option<&Attributes<'_>>,
    digest: DigestAlgorithm,
    expected: &[u8],
) -> Result<(), CmsRefusal> {
    let Some(attributes) = attributes else { return Ok(()) };
    // RFC 5652 section 11.1 wants a contentType; a message without one still says over which text it is.
    if let Some(seen) = attributes.content_type.as_ref().filter(|seen| **seen != message.content_type) {
        let expected = message.content_type.clone();
        return Err(CmsRefusal::ContentTypeDiffers { expected, seen: seen.clone() });
    }
    let seen = attributes.message_digest.ok_or(CmsRefusal::AttributeMissing { name: "messageDigest" })?;
    if seen == digest.of_message(expected) { Ok(()) } else { Err(digest_differs(digest, expected, seen)) }
}

fn digest_differs(digest: DigestAlgorithm, expected: &[u8], seen: &[u8]) -> CmsRefusal {
    CmsRefusal::DigestDiffers { expected_hex: digest.hex_of_message(expected), seen_hex: upper_hex(seen) }
}

/// The enclosed certificate the signer is named by, or shares a serial number with, if there is a readable
/// one.
fn enclosed(message: &Message<'_>, signer: &Signer<'_>) -> Option<Certificate> {
    let readable = || message.enclosed.iter().filter_map(|der| Certificate::from_der(der).ok());
    let named = readable().find(|certificate| signer.identifier.names(certificate));
    named.or_else(|| readable().find(|certificate| signer.identifier.has_serial_of(certificate)))
}

/// Whether the message encloses a certificate that shares a registered one's name but is another one.
fn has_namesake(message: &Message<'_>, signer: &Signer<'_>, registered: &[Certificate]) -> bool {
    enclosed(message, signer).is_some_and(|enclosed| !registered.contains(&enclosed))
}

fn stranger(message: &Message<'_>, signer: &Signer<'_>) -> CmsRefusal {
    let enclosed = enclosed(message, signer).map(|certificate| Box::new(certificate.summary()));
    CmsRefusal::CertificateNotRegistered { signer: signer.identifier.shown(), enclosed }
}

fn shown(content: &[u8]) -> String {
    let text = String::from_utf8_lossy(content);
    let mut shown: String = text.chars().take(SHOWN_MAX).collect();
    if text.chars().nth(SHOWN_MAX).is_some() {
        shown.push('…');
    }
    shown
}
