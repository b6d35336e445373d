//! Version 1: `client_secret` is a PKCS#7 message.

use crate::app::oauth::client_auth::case::{Candidate, Case, Needed, refusal};
use crate::app::oauth::client_auth::explain;
use crate::app::oauth::refusal::OAuthRefusal;
use crate::crypto::CmsPolicy;
use crate::crypto::cms::{self, CmsRefusal};
use crate::domain::tolerance::Tolerance;

/// Judges a message over the right string.
pub(crate) fn judge(case: &Case<'_, '_>) -> Result<Needed, OAuthRefusal> {
    match fitting(case) {
        Ok(needed) => Ok(needed),
        Err(refused) => Err(refusal(&case.presented, explain::pkcs7(case, &refused))),
    }
}

/// What it takes to accept the message: the first candidate it is a signature over.
///
/// # Errors
/// It is none over any; the refusal is about the right string.
pub(crate) fn fitting(case: &Case<'_, '_>) -> Result<Needed, CmsRefusal> {
    let mut told = None;
    for candidate in &case.candidates {
        match over(case, candidate) {
            Ok(needed) => return Ok(needed),
            Err(refused) => told = told.or(Some(refused)),
        }
    }
    Err(told.unwrap_or(CmsRefusal::NoSigner))
}

fn over(case: &Case<'_, '_>, candidate: &Candidate) -> Result<Needed, CmsRefusal> {
    let text = candidate.text.as_bytes();
    let check = |accept_sha1| cms::check(&case.bytes, text, &case.registered, CmsPolicy { accept_sha1 });
    let (seen, weak) = match check(false) {
        Err(CmsRefusal::WeakDigest { .. }) => (check(true)?, Some(Tolerance::Sha1)),
        other => (other?, None),
    };
    Ok([candidate.needs, weak, case.dates(seen.certificate)].into_iter().flatten().collect())
}
