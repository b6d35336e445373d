//! Owns the reasons for which a key, a signature or a request to sign is refused.

use std::error::Error;
use std::fmt;

/// Why octets are not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyRefusal {
    /// Not DER, or not of the expected structure.
    Malformed,
    /// The algorithm is none of the two of GOST R 34.10-2012.
    UnknownAlgorithm,
    /// The parameter set is none of [`ParameterSet::ALL`](crate::ParameterSet::ALL).
    UnknownParameterSet,
    /// The parameter set is of another size than the algorithm.
    SizeMismatch,
    /// The digest named beside the parameter set is not the one of the algorithm.
    DigestMismatch,
    /// Too few or too many octets for the set.
    WrongLength,
    /// A private number is zero modulo the order, or a coordinate is not below the modulus.
    OutOfRange,
    /// The point does not satisfy the equation of the curve.
    NotOnCurve,
    /// The point is no multiple of the base point; possible only where the cofactor is four.
    OutsideSubgroup,
}

impl fmt::Display for KeyRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "key is not well-formed der",
            Self::UnknownAlgorithm => "key is not of gost r 34.10-2012",
            Self::UnknownParameterSet => "parameter set is unknown",
            Self::SizeMismatch => "parameter set and algorithm are of different sizes",
            Self::DigestMismatch => "digest is not the one of the algorithm",
            Self::WrongLength => "key has a wrong length",
            Self::OutOfRange => "number of the key is out of range",
            Self::NotOnCurve => "point is not on the curve",
            Self::OutsideSubgroup => "point is not a multiple of the base point",
        })
    }
}

impl Error for KeyRefusal {}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureRefusal {
    /// The signature is not twice as long as a number of the set.
    WrongLength,
    /// The digest is not as long as a number of the set.
    WrongDigestLength,
    /// One of the two numbers is zero or not below the order: RFC 7091 section 6.2, step 1.
    OutOfRange,
    /// Another key, another message, another digest or another octet order.
    DoesNotMatch,
}

impl fmt::Display for SignatureRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WrongLength => "signature has a wrong length",
            Self::WrongDigestLength => "digest has a wrong length",
            Self::OutOfRange => "number of the signature is out of range",
            Self::DoesNotMatch => "signature does not match",
        })
    }
}

impl Error for SignatureRefusal {}

/// Why a digest cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SigningRefusal {
    /// The digest is not as long as a number of the set.
    WrongDigestLength,
    /// The nonce given is out of range or yields a zero; only a caller who brings a nonce can see this.
    UnusableNonce,
}

impl fmt::Display for SigningRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WrongDigestLength => "digest has a wrong length",
            Self::UnusableNonce => "nonce is out of range",
        })
    }
}

impl Error for SigningRefusal {}
