//! Versions 2 and 3: `client_secret` is a bare signature, the certificate is named by its hash.

use crate::app::oauth::client_auth::case::{Case, Needed, refusal};
use crate::app::oauth::client_auth::{explain, pkcs7};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::crypto::KeyFamily;
use crate::crypto::certificate::find_by_hash;
use crate::crypto::raw::{self, RawRefusal};
use crate::domain::tolerance::Tolerance;

/// Judges a bare signature by the certificate the request names.
pub(crate) fn judge(case: &Case<'_, '_>) -> Result<Needed, OAuthRefusal> {
    let (places, mut needed) = named(case)?;
    let mut told = (0, RawRefusal::Empty);
    for place in places {
        match by(case, place) {
            Ok(more) => {
                needed.extend(more);
                return Ok(needed);
            }
            Err(refused) => told = (place, refused),
        }
    }
    if let Ok(more) = pkcs7::fitting(case) {
        needed.push(Tolerance::Pkcs7WhereBare);
        needed.extend(more);
        return Ok(needed);
    }
    Err(refusal(&case.presented, explain::bare(case, told.0, &told.1)))
}

/// The certificates the request may have been signed with, and what it takes to take its naming of them.
fn named(case: &Case<'_, '_>) -> Result<(Vec<usize>, Needed), OAuthRefusal> {
    let all = || (0..case.registered.len()).collect();
    match case.presented.certificate_hash {
        None if case.hash_is_optional() => Ok((all(), Vec::new())),
        None => Ok((all(), vec![Tolerance::NoCertificateHash])),
        Some(text) => match find_by_hash(&case.registered, text) {
            Some((place, form)) => {
                let strict = case.registered.get(place).is_some_and(|one| form.is_strict_for(one));
                let needed = if strict { Vec::new() } else { vec![Tolerance::OtherCertificateHash] };
                Ok((vec![place], needed))
            }
            None => Err(refusal(&case.presented, explain::hash(case, text))),
        },
    }
}

fn by(case: &Case<'_, '_>, place: usize) -> Result<Needed, RawRefusal> {
    let Some(certificate) = case.registered.get(place) else { return Err(RawRefusal::Empty) };
    let mut told = None;
    for candidate in &case.candidates {
        match raw::check(&case.bytes, candidate.text.as_bytes(), certificate) {
            Ok(seen) => {
                let mirrored = seen.mirrored.then_some(Tolerance::MirroredSignature);
                let rsa = (seen.key == KeyFamily::Rsa).then_some(Tolerance::BareRsa);
                return Ok([candidate.needs, mirrored, rsa, case.dates(place)]
                    .into_iter()
                    .flatten()
                    .collect());
            }
            Err(refused) => told = told.or(Some(refused)),
        }
    }
    Err(told.unwrap_or(RawRefusal::Empty))
}
