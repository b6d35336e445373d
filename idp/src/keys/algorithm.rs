//! The kinds of keys that can be ordered, by the names of the command line.

use std::fmt;
use std::str::FromStr;

/// A kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyAlgorithm {
    /// RSA with 2048 bits, for the first version of the wire.
    Rsa2048,
    /// GOST R 34.10-2012 with 256 bits.
    Gost256,
    /// GOST R 34.10-2012 with 512 bits.
    Gost512,
}

/// A text that names no kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of rsa2048, gost256, gost512")]
pub struct UnknownKeyAlgorithm;

impl KeyAlgorithm {
    /// Every kind, in the order of this enumeration.
    pub const ALL: [Self; 3] = [Self::Rsa2048, Self::Gost256, Self::Gost512];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa2048 => "rsa2048",
            Self::Gost256 => "gost256",
            Self::Gost512 => "gost512",
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

impl FromStr for KeyAlgorithm {
    type Err = UnknownKeyAlgorithm;

    fn from_str(text: &str) -> Result<Self, UnknownKeyAlgorithm> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == text).ok_or(UnknownKeyAlgorithm)
    }
}
