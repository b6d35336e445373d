//! Owns the key that pseudonyms are made by: the same key makes the same ones.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

/// A key. Whoever has it and the list can tell who a pseudonym is.
#[derive(Clone)]
pub struct Key(Vec<u8>);

/// Why a key is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Too short to be kept from guessing.
    #[error("the key is shorter than 16 octets; make one with `openssl rand -hex 32`")]
    Short,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(***)")
    }
}

impl Key {
    /// From the content of a file, without the blanks around it.
    ///
    /// # Errors
    /// When it is shorter than 16 octets.
    pub fn new(octets: &[u8]) -> Result<Self, KeyError> {
        let octets = octets.trim_ascii();
        if octets.len() < 16 { Err(KeyError::Short) } else { Ok(Self(octets.to_vec())) }
    }

    /// Chance that only the key, the purpose and the text decide.
    pub(super) fn chance(&self, purpose: &str, text: &str) -> Chance {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("invariant: HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        let digest = mac.finalize().into_bytes();
        let mut state = [0; 8];
        state.iter_mut().zip(digest).for_each(|(octet, of)| *octet = of);
        Chance(u64::from_le_bytes(state))
    }
}

/// A sequence of numbers.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The next number below `end`.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}
