//! PKCS#7 / CMS signed messages as `client_secret` carries them: whose they are, over which text (RFC 5652
//! section 5).
//!
//! **Invariant:** the key comes from the registered certificates and never from the message; the certificates
//! a message encloses only help to explain a refusal.

mod judge;
mod message;
mod policy;
mod refusal;
mod seen;
mod signer;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::crypto::ber::{self, Normalised};
use crate::crypto::signed_form::{Candidate, SignedForm};
use crate::crypto::{Certificate, DigestAlgorithm};
use crate::domain::time::Timestamp;

pub use policy::CmsPolicy;
pub use refusal::{CmsRefusal, Looks, SignerName};
pub use seen::{CmsSeen, ContentForm};

use judge::judge;
use message::Message;

/// When the first signer of a message says it signed; nothing when it does not say, or the message cannot be read.
///
/// Only a message that was checked tells the truth about it: the time is among the signed attributes.
pub fn signing_time(blob: &[u8]) -> Option<Timestamp> {
    let normal = normalised(blob).ok()?;
    let message = Message::read(&normal.der, blob).ok()?;
    message.signers.first()?.attributes.as_ref()?.signing_time
}

/// Checks that `blob` is a signature over `expected` by the owner of one of the `registered` certificates.
///
/// Every form clients send is accepted: DER or BER, the text attached or not, with or without signed
/// attributes, the signer named by issuer and serial number or by key identifier, certificates enclosed or
/// not. Bytes after the message are passed over. The validity of the certificate that matched is the caller's
/// to judge: the answer says which one it is, and this function knows no time.
///
/// # Errors
/// It is none; the refusal says what was seen instead. Of several signers' refusals the one told is the first
/// that is about a registered certificate.
pub fn check(
    blob: &[u8],
    expected: &[u8],
    registered: &[Certificate],
    policy: CmsPolicy,
) -> Result<CmsSeen, CmsRefusal> {
    let normal = normalised(blob)?;
    let message = Message::read(&normal.der, blob)?;
    let judged = best(&message, expected, registered, policy)?;
    Ok(CmsSeen {
        certificate: judged.certificate,
        signer: judged.signer,
        issuer_differs: judged.issuer_differs,
        key: judged.key,
        digest: judged.digest,
        signed_attributes: judged.signed_attributes,
        content: if message.content.is_some() { ContentForm::Attached } else { ContentForm::Detached },
        encoding: normal.encoding,
        trailing_bytes: blob.len() - normal.consumed,
        signers: message.signers.len(),
        enclosed_certificates: message.enclosed.len(),
    })
}

/// A candidate that a message is a right signature over, and what was made of it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CmsMatch {
    /// The place of the candidate, counted from 0.
    pub candidate: usize,
    /// The place of the certificate among the registered ones, counted from 0.
    pub certificate: usize,
    /// What was made of the candidate before it was signed.
    pub signed: SignedForm,
}

/// The first candidate that `blob` is a right signature over, for the explanation of a refusal.
///
/// A client that joined its parameters in another order, left one out or encoded one twice has signed one of
/// the candidates; one that calls its library wrongly has signed something made of it. Digests that the policy
/// may refuse are accepted here.
pub fn contents_matching(
    blob: &[u8],
    candidates: &[Candidate],
    registered: &[Certificate],
) -> Option<CmsMatch> {
    let normal = normalised(blob).ok()?;
    let message = Message::read(&normal.der, blob).ok()?;
    let signer = message.signers.first()?;
    let digest = DigestAlgorithm::of(&signer.digest.oid)?;
    let told = signer.attributes.as_ref().and_then(|attributes| attributes.message_digest);
    let policy = CmsPolicy { accept_sha1: true };
    candidates.iter().enumerate().find_map(|(place, one)| {
        one.forms().iter().find_map(|signed| {
            let content = signed.content(digest, &one.text)?;
            // What the attributes say is compared first: it costs no arithmetic on keys.
            let can_be = told.is_none_or(|told| told == digest.of_message(&content));
            let judged = can_be.then(|| best(&message, &content, registered, policy).ok()).flatten()?;
            Some(CmsMatch { candidate: place, certificate: judged.certificate, signed: *signed })
        })
    })
}

/// Which of some certificates has the key that made a message's signature, whomever the message names.
///
/// Signed attributes are signed whatever text they are about; without them one of the texts must be the signed one.
pub fn key_behind(blob: &[u8], texts: &[&[u8]], certificates: &[Certificate]) -> Option<usize> {
    let normal = normalised(blob).ok()?;
    let message = Message::read(&normal.der, blob).ok()?;
    message.signers.iter().find_map(|signer| {
        certificates.iter().position(|one| texts.iter().any(|text| judge::is_signed_by(one, signer, text)))
    })
}

/// Whether a message shows the key that signed it whatever the text is: it has signed attributes, or is one of RSA.
pub fn shows_its_key(blob: &[u8]) -> bool {
    let Ok(normal) = normalised(blob) else { return false };
    let Ok(message) = Message::read(&normal.der, blob) else { return false };
    message.signers.iter().all(|signer| signer.attributes.is_some() || judge::is_of_rsa(signer))
}

/// The certificates a message encloses; those that cannot be read are left out.
///
/// They prove nothing by being there: who issued them is the caller's to judge.
///
/// # Errors
/// The bytes are no signed message.
pub fn enclosed_certificates(blob: &[u8]) -> Result<Vec<Certificate>, CmsRefusal> {
    let normal = normalised(blob)?;
    let message = Message::read(&normal.der, blob)?;
    Ok(message.enclosed.iter().filter_map(|der| Certificate::from_der(der).ok()).collect())
}

fn normalised(blob: &[u8]) -> Result<Normalised, CmsRefusal> {
    ber::normalise(blob).map_err(|fault| CmsRefusal::NotAsn1 { fault, looks: Looks::of(blob) })
}

/// The first signer who passes, or the refusal that says most.
// SIM: what ESIA does with several signers is not known; one right signature of a registered certificate is
// enough, as it is for a client that signs with its old and its new certificate while it changes them.
// Signatures of others are not looked at (RFC 5652 section 5.1: each signer signs for itself).
fn best(
    message: &Message<'_>,
    expected: &[u8],
    registered: &[Certificate],
    policy: CmsPolicy,
) -> Result<judge::Judged, CmsRefusal> {
    let mut told: Option<CmsRefusal> = None;
    for signer in &message.signers {
        let refusal = match judge(message, signer, expected, registered, policy) {
            Ok(judged) => return Ok(judged),
            Err(refusal) => refusal,
        };
        if told.as_ref().is_none_or(|told| told.is_about_a_stranger() && !refusal.is_about_a_stranger()) {
            told = Some(refusal);
        }
    }
    Err(told.unwrap_or(CmsRefusal::NoSigner))
}
