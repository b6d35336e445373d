//! Owns how a diary speaks with the portal: the version of the wire, what it signs with, what tokens are signed with.

use std::fmt;

pub use crate::diary::esia::algorithm::Algorithm;
pub use crate::diary::esia::dialect::Dialect;

/// A way to speak that the portal takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protocol {
    dialect: Dialect,
    algorithm: Algorithm,
    token_algorithm: Algorithm,
}

/// The portal does not take that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the portal takes version {version} signed with gost256 or gost512 only, not with {algorithm}")]
pub struct Unsupported {
    version: &'static str,
    algorithm: &'static str,
}

impl Protocol {
    /// What diaries have spoken from the beginning.
    pub const FIRST: Self =
        Self { dialect: Dialect::V1, algorithm: Algorithm::Rsa, token_algorithm: Algorithm::Rsa };

    /// A version, signed in that way, with tokens signed in another.
    ///
    /// # Errors
    /// When the portal does not take the version signed so.
    pub fn new(
        dialect: Dialect,
        algorithm: Algorithm,
        token_algorithm: Algorithm,
    ) -> Result<Self, Unsupported> {
        if dialect.takes(algorithm) {
            return Ok(Self { dialect, algorithm, token_algorithm });
        }
        Err(Unsupported { version: dialect.name(), algorithm: algorithm.name() })
    }

    /// The version of the wire.
    pub fn dialect(self) -> Dialect {
        self.dialect
    }

    /// What the diary signs with.
    pub fn algorithm(self) -> Algorithm {
        self.algorithm
    }

    /// What tokens are signed with.
    pub fn token_algorithm(self) -> Algorithm {
        self.token_algorithm
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dialect, algorithm, token_algorithm } = self;
        write!(out, "{} signed with {}, tokens {}", dialect.name(), algorithm.name(), token_algorithm.jose())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_version_one_is_spoken_with_rsa() {
        use Algorithm::{Gost256, Gost512, Rsa};
        let taken = |dialect, algorithm| Protocol::new(dialect, algorithm, Rsa).is_ok();
        for dialect in Dialect::ALL {
            assert!(taken(dialect, Gost256) && taken(dialect, Gost512));
            assert_eq!(taken(dialect, Rsa), dialect == Dialect::V1);
            assert!(taken(dialect, dialect.usual_algorithm()));
        }
        assert_eq!(Protocol::new(Dialect::V1, Rsa, Rsa), Ok(Protocol::FIRST));
        let refused = Protocol::new(Dialect::V3, Rsa, Rsa).unwrap_err().to_string();
        assert_eq!(refused, "the portal takes version v3 signed with gost256 or gost512 only, not with rsa");
    }
}
