//! Signature algorithms by their JOSE names, and the kinds of keys they need.

use std::fmt;
use std::str::FromStr;

use gost3410::Size;
use serde::{Deserialize, Serialize};

use crate::crypto::digest::DigestAlgorithm;

/// A signature algorithm by its JOSE name, as the `alg` of a token's header spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 over SHA-256 (RFC 7518 section 3.3).
    #[serde(rename = "RS256")]
    Rs256,
    /// GOST R 34.10-2012 with a 256 bit key over Streebog-256.
    #[serde(rename = "GOST3410_2012_256")]
    Gost2012_256,
    /// GOST R 34.10-2012 with a 512 bit key over Streebog-512.
    #[serde(rename = "GOST3410_2012_512")]
    Gost2012_512,
}

/// A kind of key, as the algorithm of a signature must agree with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyFamily {
    /// RSA.
    Rsa,
    /// GOST R 34.10-2012 with 256 bits.
    #[serde(rename = "gost-2012-256")]
    Gost2012_256,
    /// GOST R 34.10-2012 with 512 bits.
    #[serde(rename = "gost-2012-512")]
    Gost2012_512,
    /// GOST R 34.10-2001, retired at the end of 2019: recognised, never checked with.
    #[serde(rename = "gost-2001")]
    Gost2001,
}

/// A text that names no known algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of RS256, GOST3410_2012_256, GOST3410_2012_512")]
pub struct UnknownAlgorithm;

impl Algorithm {
    /// Every algorithm, in the order of this enumeration.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Gost2012_256, Self::Gost2012_512];

    /// The JOSE name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Gost2012_256 => "GOST3410_2012_256",
            Self::Gost2012_512 => "GOST3410_2012_512",
        }
    }

    /// The kind of key the algorithm needs.
    pub const fn family(self) -> KeyFamily {
        match self {
            Self::Rs256 => KeyFamily::Rsa,
            Self::Gost2012_256 => KeyFamily::Gost2012_256,
            Self::Gost2012_512 => KeyFamily::Gost2012_512,
        }
    }

    /// The digest the algorithm signs.
    pub const fn digest(self) -> DigestAlgorithm {
        match self {
            Self::Rs256 => DigestAlgorithm::Sha256,
            Self::Gost2012_256 => DigestAlgorithm::Streebog256,
            Self::Gost2012_512 => DigestAlgorithm::Streebog512,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// The algorithm of a GOST key, by its size.
impl From<Size> for Algorithm {
    fn from(size: Size) -> Self {
        match size {
            Size::Bits256 => Self::Gost2012_256,
            Size::Bits512 => Self::Gost2012_512,
        }
    }
}

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == text).ok_or(UnknownAlgorithm)
    }
}

impl fmt::Display for KeyFamily {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Rsa => "RSA",
            Self::Gost2012_256 => "GOST R 34.10-2012 (256 bit)",
            Self::Gost2012_512 => "GOST R 34.10-2012 (512 bit)",
            Self::Gost2001 => "GOST R 34.10-2001",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_algorithm_is_spelled_as_tokens_spell_it() {
        for algorithm in Algorithm::ALL {
            assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
            assert_eq!(serde_json::to_string(&algorithm).unwrap(), format!("\"{algorithm}\""));
        }
        assert_eq!("rs256".parse::<Algorithm>(), Err(UnknownAlgorithm));
        assert_eq!("none".parse::<Algorithm>(), Err(UnknownAlgorithm));
    }
}
