//! Confirmation by a qualified signature: a text is given, its CMS signature judged, the owner compared.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use crate::app::account::accounts;
use crate::app::account::accounts::CommandRefusal;
use crate::app::confirmation::authority::{Authority, owner_of};
use crate::app::{Explained, Moment, Stop};
use crate::crypto::{Certificate, CmsPolicy, CmsRefusal, cms};
use crate::domain::account::{Account, CertificateOwner, Command};
use crate::domain::id::{Oid, SignatureChallengeId};
use crate::domain::journal::{Why, reason};
use crate::domain::signature::SignatureChallenge;
use crate::store::{ReadTx, StoreError};

/// Why a signature does not confirm.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureRefusal {
    /// The challenge is another person's, was met, or has run out.
    #[error("no such text waits to be signed: ask for a new one")]
    NoChallenge,
    /// The text is neither base64 nor PEM.
    #[error("the signature is neither base64 nor PEM nor DER")]
    NotEncoded,
    /// The signature is none over the text.
    #[error("{0}")]
    Cms(Box<CmsRefusal>),
    /// The message encloses no certificate, and none was issued to the person.
    #[error("the message encloses no certificate")]
    NoCertificate,
    /// The certificate was issued by an authority that is not accredited.
    #[error("the certificate was not issued by the accredited authority")]
    ForeignAuthority,
    /// The certificate's validity has ended or not begun.
    #[error("the certificate is not in force now")]
    NotInForce,
    /// The authority has taken the certificate back.
    #[error("the certificate is revoked")]
    Revoked,
    /// The certificate names no natural person.
    #[error("the certificate names no person with a SNILS")]
    NoOwner,
    /// The account's rules say no.
    #[error(transparent)]
    Command(CommandRefusal),
}

impl Explained for SignatureRefusal {
    fn why(&self) -> Why {
        Why::new(reason::SIGNATURE_REFUSED).with("detail", self)
    }
}

/// Gives a person a text to sign.
///
/// # Errors
/// The store failed.
pub fn challenge(moment: &Moment<'_>, person: Oid) -> Result<SignatureChallenge, StoreError> {
    let challenge = SignatureChallenge::new(moment.realm.entropy.id(), person, moment.now);
    moment.write()?.put_signature_challenge(&challenge)?;
    Ok(challenge)
}

/// The bytes of a signature that was pasted, base64 or PEM, or uploaded as it is.
pub fn decode(sent: &[u8]) -> Option<Vec<u8>> {
    // DER and BER messages begin with a SEQUENCE, which no text does.
    if sent.first() == Some(&0x30) && sent.get(1).is_some_and(|length| *length >= 0x80) {
        return Some(sent.to_vec());
    }
    let text = std::str::from_utf8(sent).ok()?;
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("-----"));
    let tight: String = lines.flat_map(str::chars).filter(|sign| !sign.is_whitespace()).collect();
    let decoded = STANDARD.decode(&tight).or_else(|_| URL_SAFE.decode(&tight)).ok();
    decoded.filter(|bytes| !bytes.is_empty())
}

/// Confirms a person by the signature over a text that was given.
///
/// # Errors
/// The signature, its certificate or the account's state does not allow it; or something is broken.
pub fn confirm(
    moment: &Moment<'_>,
    person: Oid,
    challenge: Option<SignatureChallengeId>,
    sent: &[u8],
) -> Result<Account, Stop<SignatureRefusal>> {
    moment.names_person(person);
    let Signed { challenge, owner, serial } = judge(moment, person, challenge, sent)?;
    let tx = moment.write()?;
    // The text may have been signed, and the certificate taken back, since the signature was checked.
    let waits = tx.signature_challenge(challenge)?.is_some_and(|one| one.waits_for(person, moment.now));
    if !waits {
        return Err(Stop::refused(SignatureRefusal::NoChallenge));
    }
    not_revoked(&*tx, &serial)?;
    drop(tx);
    let command = Command::ConfirmBySignature(Box::new(owner));
    let account =
        accounts::command(moment, person, command).map_err(|stop| stop.map(SignatureRefusal::Command))?;
    moment.write()?.remove_signature_challenge(challenge)?;
    Ok(account)
}

/// What a signature says.
struct Signed {
    /// The challenge it meets.
    challenge: SignatureChallengeId,
    /// The owner its certificate names.
    owner: CertificateOwner,
    /// The number of the certificate.
    serial: String,
}

fn judge(
    moment: &Moment<'_>,
    person: Oid,
    challenge: Option<SignatureChallengeId>,
    sent: &[u8],
) -> Result<Signed, Stop<SignatureRefusal>> {
    let refused = |refusal| Err(Stop::refused(refusal));
    let tx = moment.read()?;
    let found = challenge.map(|id| tx.signature_challenge(id)).transpose()?.flatten();
    let issued = tx.qualified_certificates(person)?;
    drop(tx);
    let Some(challenge) = found.filter(|one| one.waits_for(person, moment.now)) else {
        return refused(SignatureRefusal::NoChallenge);
    };
    let Some(blob) = decode(sent) else { return refused(SignatureRefusal::NotEncoded) };
    let told = |why| Stop::refused(SignatureRefusal::Cms(Box::new(why)));
    let mut candidates = cms::enclosed_certificates(&blob).map_err(told)?;
    candidates.extend(issued.iter().filter_map(|one| Certificate::from_pem(&one.pem).ok()));
    if candidates.is_empty() {
        return refused(SignatureRefusal::NoCertificate);
    }
    let policy = CmsPolicy::default();
    let seen = cms::check(&blob, challenge.text.as_bytes(), &candidates, policy).map_err(told)?;
    let Some(certificate) = candidates.get(seen.certificate) else {
        return refused(SignatureRefusal::NoCertificate);
    };
    trusted(moment, certificate)?;
    match owner_of(certificate) {
        Some(owner) => Ok(Signed { challenge: challenge.id, owner, serial: certificate.serial_hex() }),
        None => refused(SignatureRefusal::NoOwner),
    }
}

/// Whether a certificate is the accredited authority's, in force and not taken back.
fn trusted(moment: &Moment<'_>, certificate: &Certificate) -> Result<(), Stop<SignatureRefusal>> {
    if !Authority::accredited().has_issued(certificate) {
        return Err(Stop::refused(SignatureRefusal::ForeignAuthority));
    }
    if !certificate.is_valid_at(moment.now) {
        return Err(Stop::refused(SignatureRefusal::NotInForce));
    }
    not_revoked(&*moment.read()?, &certificate.serial_hex())
}

fn not_revoked(tx: &dyn ReadTx, serial: &str) -> Result<(), Stop<SignatureRefusal>> {
    let kept = tx.qualified_certificate(serial)?;
    if kept.is_some_and(|kept| kept.revoked) {
        return Err(Stop::refused(SignatureRefusal::Revoked));
    }
    Ok(())
}
