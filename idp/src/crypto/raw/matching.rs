//! What a bare signature was made over instead, found by trying: for the explanation of a refusal.

use std::fmt;

use serde::Serialize;

use crate::crypto::signed_form::{Candidate, SignedForm};
use crate::crypto::{Certificate, GostPublicKey, PublicKey, RsaPublicKey};

/// A candidate that a signature holds for, and how it has to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RawMatch {
    /// The place of the candidate, counted from 0.
    pub candidate: usize,
    /// The place of the certificate among the registered ones, counted from 0.
    pub certificate: usize,
    /// What was made of the candidate before it was signed.
    pub signed: SignedForm,
    /// The order the signature's octets are in.
    pub order: OctetOrder,
}

/// The order of a signature's octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OctetOrder {
    /// `s || r`, each big-endian, as is wanted; for RSA, big-endian.
    AsWanted,
    /// All octets from last to first, as CryptoPro's tools write them.
    Mirrored,
    /// `r || s`, each big-endian.
    HalvesSwapped,
    /// `s || r`, each little-endian.
    HalvesMirrored,
}

/// The candidates that `bytes` is a signature of, made by the key of one of the `registered` certificates.
///
/// A client that joined its parameters in another order, left one out or encoded one twice has signed one of
/// the candidates; one that calls its library wrongly has signed something made of it, or sends the octets in
/// another order. A signature fits one text only, so the search ends with the first that fits.
pub fn contents_matching(
    bytes: &[u8],
    candidates: &[Candidate],
    registered: &[Certificate],
) -> Option<RawMatch> {
    registered.iter().enumerate().find_map(|(place, certificate)| match certificate.public_key() {
        PublicKey::Gost(key) => of_gost(key, bytes, candidates, place),
        PublicKey::Rsa(key) => of_rsa(key, bytes, candidates, place),
        PublicKey::Gost2001 | PublicKey::Unsupported { .. } => None,
    })
}

fn of_gost(
    key: &GostPublicKey,
    bytes: &[u8],
    candidates: &[Candidate],
    certificate: usize,
) -> Option<RawMatch> {
    if bytes.len() != key.signature_length() {
        return None;
    }
    let every = |order| candidates.iter().enumerate().map(move |(place, one)| (order, place, one));
    OctetOrder::ALL.into_iter().flat_map(every).find_map(|(order, place, one)| {
        let signature = order.undone(bytes);
        let fits = |signed: &SignedForm| {
            key.verify_digest(&signed.digest_of(key.digest(), &one.text), &signature).is_ok()
        };
        let tried = if one.is_likely || order.is_usual() { one.forms() } else { &[] };
        let signed = tried.iter().copied().find(fits)?;
        Some(RawMatch { candidate: place, certificate, signed, order })
    })
}

/// An RSA signature says which digest it was made over; nothing has to be tried but the candidates.
fn of_rsa(
    key: &RsaPublicKey,
    bytes: &[u8],
    candidates: &[Candidate],
    certificate: usize,
) -> Option<RawMatch> {
    let opened = [OctetOrder::AsWanted, OctetOrder::Mirrored]
        .into_iter()
        .find_map(|order| key.digest_inside(&order.undone(bytes)).map(|inside| (order, inside)));
    let (order, (digest, seen)) = opened?;
    candidates.iter().enumerate().find_map(|(place, one)| {
        let fits = |signed: &SignedForm| signed.digest_of(digest, &one.text) == seen;
        let signed = one.forms().iter().copied().find(fits)?;
        Some(RawMatch { candidate: place, certificate, signed, order })
    })
}

impl OctetOrder {
    /// Every order, the likelier first.
    pub const ALL: [Self; 4] = [Self::AsWanted, Self::Mirrored, Self::HalvesSwapped, Self::HalvesMirrored];

    /// Whether clients send it often enough to try every text in it.
    const fn is_usual(self) -> bool {
        matches!(self, Self::AsWanted | Self::Mirrored)
    }

    /// The octets in the wanted order. Each of these is its own undoing.
    pub(super) fn undone(self, bytes: &[u8]) -> Vec<u8> {
        let (first, second) = bytes.split_at(bytes.len() / 2);
        match self {
            Self::AsWanted => bytes.to_vec(),
            Self::Mirrored => gost3410::mirrored(bytes),
            Self::HalvesSwapped => [second, first].concat(),
            Self::HalvesMirrored => [gost3410::mirrored(first), gost3410::mirrored(second)].concat(),
        }
    }
}

impl fmt::Display for OctetOrder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::AsWanted => "in the wanted order",
            Self::Mirrored => "in reverse order, as CryptoPro writes them: turn them around",
            Self::HalvesSwapped => "r || s: send s || r",
            Self::HalvesMirrored => "little-endian in each half: send each half big-endian",
        })
    }
}
