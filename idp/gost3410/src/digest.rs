//! Owns Streebog (GOST R 34.11-2012, RFC 6986) and its HMAC (RFC 7836 section 4.1).

use streebog::{Digest, Streebog256, Streebog512};

use crate::params::Size;

/// Both digests take blocks of 512 bits.
const BLOCK: usize = 64;

impl Size {
    /// GOST R 34.11-2012 (RFC 6986) of a message, in the octet order of the wire.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        streebog(self, &[message])
    }
}

/// The digest of the concatenated parts.
pub(crate) fn streebog(size: Size, parts: &[&[u8]]) -> Vec<u8> {
    match size {
        Size::Bits256 => digest::<Streebog256>(parts),
        Size::Bits512 => digest::<Streebog512>(parts),
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let mut state = D::new();
    for part in parts {
        state.update(part);
    }
    state.finalize().to_vec()
}

/// HMAC of the concatenated parts under a key no longer than a block.
pub(crate) fn hmac(size: Size, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    debug_assert!(key.len() <= BLOCK, "a longer key would have to be digested first");
    let mut inner_pad = [0x36; BLOCK];
    let mut outer_pad = [0x5c; BLOCK];
    for ((inner, outer), octet) in inner_pad.iter_mut().zip(&mut outer_pad).zip(key) {
        *inner ^= octet;
        *outer ^= octet;
    }
    let inner = [&[&inner_pad[..]], parts].concat();
    streebog(size, &[&outer_pad, &streebog(size, &inner)])
}

#[cfg(test)]
mod tests {
    use super::hmac;
    use crate::params::Size;
    use crate::testing::hex;

    /// RFC 7836 appendix B, the examples of HMAC_GOSTR3411_2012_256 and _512.
    #[test]
    fn the_published_hmac_examples_are_reproduced() {
        let key: Vec<u8> = (0..32).collect();
        let message = hex("0126bdb87800af214341456563780100");
        assert_eq!(
            hmac(Size::Bits256, &key, &[&message[..7], &message[7..]]),
            hex("a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9")
        );
        assert_eq!(
            hmac(Size::Bits512, &key, &[&message]),
            hex(concat!(
                "a59bab22ecae19c65fbde6e5f4e9f5d8549d31f037f9df9b905500e171923a77",
                "3d5f1530f2ed7e964cb2eedc29e9ad2f3afe93b2814f79f5000ffc0366c251e6"
            ))
        );
    }
}
