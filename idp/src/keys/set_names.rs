//! The names of parameter sets on the command line: short ones, those of the documents, object identifiers.

use gost3410::{ParameterSet, Size};

use super::algorithm::KeyAlgorithm;

/// Short names, as OpenSSL's engine takes them; each is of one size.
pub(super) const SHORT: [(&str, ParameterSet); 12] = [
    ("A", ParameterSet::CryptoProA),
    ("B", ParameterSet::CryptoProB),
    ("C", ParameterSet::CryptoProC),
    ("XA", ParameterSet::CryptoProXchA),
    ("XB", ParameterSet::CryptoProXchB),
    ("TCA", ParameterSet::Tc26A256),
    ("TCB", ParameterSet::Tc26B256),
    ("TCC", ParameterSet::Tc26C256),
    ("TCD", ParameterSet::Tc26D256),
    ("A", ParameterSet::Tc26A512),
    ("B", ParameterSet::Tc26B512),
    ("C", ParameterSet::Tc26C512),
];

/// The short names of the sets an algorithm has; none for RSA. The names of the documents and object
/// identifiers are understood too.
pub fn known_sets(algorithm: KeyAlgorithm) -> Vec<&'static str> {
    let size = size_of(algorithm);
    SHORT.iter().filter(|(_, set)| size == Some(set.size())).map(|(name, _)| *name).collect()
}

/// The set of a key for which none is named; none for RSA.
pub const fn default_set(algorithm: KeyAlgorithm) -> Option<ParameterSet> {
    match algorithm {
        KeyAlgorithm::Rsa2048 => None,
        // The set that every client library with GOST of its own knows.
        KeyAlgorithm::Gost256 => Some(ParameterSet::CryptoProA),
        KeyAlgorithm::Gost512 => Some(ParameterSet::Tc26A512),
    }
}

/// The size of the keys of an algorithm; none for RSA.
pub(super) const fn size_of(algorithm: KeyAlgorithm) -> Option<Size> {
    match algorithm {
        KeyAlgorithm::Rsa2048 => None,
        KeyAlgorithm::Gost256 => Some(Size::Bits256),
        KeyAlgorithm::Gost512 => Some(Size::Bits512),
    }
}
