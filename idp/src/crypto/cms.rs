//! PKCS#7 / CMS signed messages as `client_secret` carries them: whose they are, over which text (RFC 5652
//! section 5).
//!
//! **Invariant:** the key comes from the registered certificates and never from the message; the certificates
//! a message encloses only help to explain a refusal.

mod judge;
mod message;
mod refusal;
mod seen;
mod signer;
#[cfg(test)]
mod tests;

use crate::crypto::Certificate;
use crate::crypto::ber::{self, Normalised};

pub use refusal::{CmsRefusal, Looks, SignerName};
pub use seen::{CmsSeen, ContentForm};

use judge::judge;
use message::Message;

/// What a realm lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CmsPolicy {
    /// Whether a signature over SHA-1 is checked instead of refused as weak.
    pub accept_sha1: bool,
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

/// The names of the candidates that `blob` is a right signature over, for the explanation of a refusal.
///
/// A client that joined its parameters in another order, left one out or encoded one twice has signed one of
/// the candidates. Digests that the policy may refuse are accepted here.
pub fn contents_matching<'n>(
    blob: &[u8],
    candidates: &[(&'n str, Vec<u8>)],
    registered: &[Certificate],
) -> Vec<&'n str> {
    let Ok(normal) = normalised(blob) else { return Vec::new() };
    let Ok(message) = Message::read(&normal.der, blob) else { return Vec::new() };
    let policy = CmsPolicy { accept_sha1: true };
    let matching = candidates.iter().filter(|(_, text)| best(&message, text, registered, policy).is_ok());
    matching.map(|(name, _)| *name).collect()
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
