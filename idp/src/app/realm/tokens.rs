//! The tokens that open the control API of one realm, kept as digests: who reads the database can call nothing.

use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};

use crate::crypto::digest::DigestAlgorithm;
use crate::domain::id::TokenName;
use crate::domain::time::Timestamp;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// What whoever holds it is called.
    pub name: TokenName,
    /// When it was made, by the machine's clock.
    pub made_at: Timestamp,
    /// SHA-256 of it, in hexadecimal.
    pub digest: String,
}

impl Token {
    /// A token as it is kept.
    pub fn of(name: TokenName, secret: &[u8], made_at: Timestamp) -> Self {
        Self { name, made_at, digest: SHA_256.hex_of_message(secret) }
    }
}

/// A token is 256 bits of chance: nothing slower is needed to keep it from being guessed.
const SHA_256: DigestAlgorithm = DigestAlgorithm::Sha256;

/// The tokens of a realm, once somebody has asked for them.
#[derive(Debug, Default)]
pub struct Tokens(RwLock<Option<Arc<[Token]>>>);

impl Tokens {
    /// All of them; `read` is asked the first time.
    ///
    /// # Errors
    /// What `read` says.
    pub fn all<E>(&self, read: impl FnOnce() -> Result<Vec<Token>, E>) -> Result<Arc<[Token]>, E> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let mut place = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match &*place {
            Some(known) => Ok(Arc::clone(known)),
            None => Ok(Arc::clone(place.insert(read()?.into()))),
        }
    }

    /// They may have changed: they are read again when somebody asks.
    pub fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// They have changed.
    pub fn replace(&self, all: Vec<Token>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(all.into());
    }
}

/// Whose a secret is, among tokens.
pub fn holder<'t>(tokens: &'t [Token], secret: &[u8]) -> Option<&'t TokenName> {
    let digest = SHA_256.hex_of_message(secret);
    // Digests are compared: how long that takes tells nothing of a token.
    tokens.iter().find(|token| token.digest == digest).map(|token| &token.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_digest_and_kept_as_nothing_else() {
        let name: TokenName = "ci".parse().unwrap();
        let tokens = [Token::of(name.clone(), b"s3cret-of-ci", Timestamp::from_millis(0))];
        assert_eq!(holder(&tokens, b"s3cret-of-ci"), Some(&name));
        for other in [&b""[..], b"s3cret-of-cI", tokens[0].digest.as_bytes()] {
            assert_eq!(holder(&tokens, other), None);
        }
        assert!(!serde_json::to_string(&tokens).unwrap().contains("s3cret"));
        assert_eq!(tokens[0].digest.len(), 64);
    }
}
