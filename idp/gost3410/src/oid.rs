//! Owns object identifiers: arcs, dotted text and the octets of DER.

use std::fmt;

/// An object identifier.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Oid(&'static [u32]);

/// RFC 9215 section 4.1: keys of 256 bits.
pub const KEY_256: Oid = Oid(&[1, 2, 643, 7, 1, 1, 1, 1]);
/// RFC 9215 section 4.1: keys of 512 bits.
pub const KEY_512: Oid = Oid(&[1, 2, 643, 7, 1, 1, 1, 2]);
/// RFC 9215 section 2: signature of 256 bits with its digest, as certificates name it.
pub const SIGNATURE_256: Oid = Oid(&[1, 2, 643, 7, 1, 1, 3, 2]);
/// RFC 9215 section 2: signature of 512 bits with its digest, as certificates name it.
pub const SIGNATURE_512: Oid = Oid(&[1, 2, 643, 7, 1, 1, 3, 3]);
/// RFC 9215 section 3: Streebog with 256 bits.
pub const DIGEST_256: Oid = Oid(&[1, 2, 643, 7, 1, 1, 2, 2]);
/// RFC 9215 section 3: Streebog with 512 bits.
pub const DIGEST_512: Oid = Oid(&[1, 2, 643, 7, 1, 1, 2, 3]);

impl Oid {
    pub(crate) const fn new(arcs: &'static [u32]) -> Self {
        Self(arcs)
    }

    /// The arcs, root first.
    pub const fn arcs(&self) -> &'static [u32] {
        self.0
    }

    /// The contents of a DER OBJECT IDENTIFIER, without tag and length: X.690 clause 8.19.
    pub fn der_contents(&self) -> Vec<u8> {
        let [first, second, rest @ ..] = self.0 else { return Vec::new() };
        let mut octets = Vec::new();
        for arc in std::iter::once(first * 40 + second).chain(rest.iter().copied()) {
            let groups = (u32::BITS - arc.leading_zeros()).div_ceil(7).max(1);
            for group in (0..groups).rev() {
                let more = if group == 0 { 0 } else { 0x80 };
                octets.push((arc >> (7 * group) & 0x7f) as u8 | more);
            }
        }
        octets
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, arc) in self.0.iter().enumerate() {
            let dot = if place == 0 { "" } else { "." };
            write!(f, "{dot}{arc}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::{KEY_256, Oid};

    #[test]
    fn an_identifier_is_spelled_in_both_forms() {
        assert_eq!(KEY_256.to_string(), "1.2.643.7.1.1.1.1");
        assert_eq!(KEY_256.der_contents(), [0x2a, 0x85, 0x03, 0x07, 0x01, 0x01, 0x01, 0x01]);
        assert_eq!(Oid::new(&[2, 5, 29, 0]).der_contents(), [0x55, 0x1d, 0x00]);
        assert_eq!(Oid::new(&[1, 2, 840, 113_549]).der_contents(), [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]);
    }
}
