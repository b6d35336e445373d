//! Digests: which ones are known, under which object identifiers.

use std::fmt;

use serde::{Serialize, Serializer};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use streebog::{Streebog256, Streebog512};

/// A digest that certificates and signatures use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DigestAlgorithm {
    /// SHA-1 (RFC 3370 section 2.1), weak.
    Sha1,
    /// SHA-256 (RFC 5754 section 2.2).
    Sha256,
    /// SHA-384 (RFC 5754 section 2.3).
    Sha384,
    /// SHA-512 (RFC 5754 section 2.4).
    Sha512,
    /// GOST R 34.11-2012 with 256 bits (RFC 6986).
    Streebog256,
    /// GOST R 34.11-2012 with 512 bits (RFC 6986).
    Streebog512,
}

impl DigestAlgorithm {
    /// Every digest, in the order of this enumeration.
    pub const ALL: [Self; 6] =
        [Self::Sha1, Self::Sha256, Self::Sha384, Self::Sha512, Self::Streebog256, Self::Streebog512];

    /// The object identifier in dotted form.
    pub const fn oid(self) -> &'static str {
        match self {
            Self::Sha1 => "1.3.14.3.2.26",
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
            Self::Streebog256 => "1.2.643.7.1.1.2.2",
            Self::Streebog512 => "1.2.643.7.1.1.2.3",
        }
    }

    /// The digest with this object identifier, if it is a known one.
    pub fn of(oid: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digest| digest.oid() == oid)
    }

    /// Whether collisions have been made in practice.
    pub const fn is_weak(self) -> bool {
        matches!(self, Self::Sha1)
    }

    /// The digest of a message.
    pub fn of_message(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(message).to_vec(),
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
            Self::Streebog256 => Streebog256::digest(message).to_vec(),
            Self::Streebog512 => Streebog512::digest(message).to_vec(),
        }
    }

    /// The digest of a message in upper-case hexadecimal, the spelling of `client_certificate_hash`.
    pub fn hex_of_message(self, message: &[u8]) -> String {
        upper_hex(&self.of_message(message))
    }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Streebog256 => "Streebog-256",
            Self::Streebog512 => "Streebog-512",
        })
    }
}

impl Serialize for DigestAlgorithm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Octets in upper-case hexadecimal without separators.
pub(crate) fn upper_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_known_by_their_identifiers() {
        for digest in DigestAlgorithm::ALL {
            assert_eq!(DigestAlgorithm::of(digest.oid()), Some(digest));
        }
        assert_eq!(DigestAlgorithm::of("1.2.643.2.2.9"), None);
    }

    #[test]
    fn digests_have_their_published_values() {
        assert_eq!(
            DigestAlgorithm::Sha256.hex_of_message(b"abc"),
            "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
        );
        // RFC 6986 section 10.1.2, message M1; the RFC prints octets from the last to the first.
        let message = b"012345678901234567890123456789012345678901234567890123456789012";
        assert_eq!(
            DigestAlgorithm::Streebog256.hex_of_message(message),
            "9D151EEFD8590B89DAA6BA6CB74AF9275DD051026BB149A452FD84E5E57B5500"
        );
    }
}
