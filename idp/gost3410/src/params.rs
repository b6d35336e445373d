//! Owns the parameter sets: their names, identifiers, sizes, and the curve under each.

use std::fmt;

use crate::constants as curves;
use crate::curve::{Curve, LONG, SHORT};
use crate::oid::{self, Oid};

/// The two sizes of the standard: numbers of 256 or of 512 bits, each with its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// Numbers of 256 bits, Streebog-256.
    Bits256,
    /// Numbers of 512 bits, Streebog-512.
    Bits512,
}

impl Size {
    /// Octets in a number, in a digest, in a private key; half of a signature or of a public key.
    pub const fn octets(self) -> usize {
        match self {
            Self::Bits256 => 32,
            Self::Bits512 => 64,
        }
    }

    /// The identifier of keys of this size.
    pub const fn key_oid(self) -> Oid {
        match self {
            Self::Bits256 => oid::KEY_256,
            Self::Bits512 => oid::KEY_512,
        }
    }

    /// The identifier of the digest that goes with keys of this size.
    pub const fn digest_oid(self) -> Oid {
        match self {
            Self::Bits256 => oid::DIGEST_256,
            Self::Bits512 => oid::DIGEST_512,
        }
    }

    /// The identifier of signatures with their digest, as certificates name the algorithm.
    pub const fn signature_oid(self) -> Oid {
        match self {
            Self::Bits256 => oid::SIGNATURE_256,
            Self::Bits512 => oid::SIGNATURE_512,
        }
    }
}

/// A curve under a published name. Several names share numbers and still are different sets: the name goes
/// into keys, so a key read and written again keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterSet {
    /// The 256-bit example of the standard; for tests only.
    Test256,
    /// RFC 4357, CryptoPro-A.
    CryptoProA,
    /// RFC 4357, CryptoPro-B.
    CryptoProB,
    /// RFC 4357, CryptoPro-C.
    CryptoProC,
    /// RFC 4357, the exchange set with the numbers of CryptoPro-A; ESIA's own keys use it.
    CryptoProXchA,
    /// RFC 4357, the exchange set with the numbers of CryptoPro-C.
    CryptoProXchB,
    /// RFC 7836, 256 bits, set A: a twisted Edwards curve with cofactor four.
    Tc26A256,
    /// RFC 9215, 256 bits, set B: the numbers of CryptoPro-A.
    Tc26B256,
    /// RFC 9215, 256 bits, set C: the numbers of CryptoPro-B.
    Tc26C256,
    /// RFC 9215, 256 bits, set D: the numbers of CryptoPro-C.
    Tc26D256,
    /// The 512-bit example of the standard; for tests only.
    Test512,
    /// RFC 7836, 512 bits, set A.
    Tc26A512,
    /// RFC 7836, 512 bits, set B.
    Tc26B512,
    /// RFC 7836, 512 bits, set C: a twisted Edwards curve with cofactor four.
    Tc26C512,
}

/// A curve of either width.
pub(crate) enum AnyCurve {
    Short(&'static Curve<SHORT>),
    Long(&'static Curve<LONG>),
}

impl ParameterSet {
    /// Every set, the 256-bit ones first.
    pub const ALL: [Self; 14] = [
        Self::Test256,
        Self::CryptoProA,
        Self::CryptoProB,
        Self::CryptoProC,
        Self::CryptoProXchA,
        Self::CryptoProXchB,
        Self::Tc26A256,
        Self::Tc26B256,
        Self::Tc26C256,
        Self::Tc26D256,
        Self::Test512,
        Self::Tc26A512,
        Self::Tc26B512,
        Self::Tc26C512,
    ];

    /// The set named by a dotted identifier, such as `1.2.643.2.2.36.0`.
    pub fn from_oid(dotted: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.oid().to_string() == dotted)
    }

    /// The set named by the contents of a DER OBJECT IDENTIFIER.
    pub fn from_oid_der(contents: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.oid().der_contents() == contents)
    }

    /// The identifier: RFC 4357 section 10.8, RFC 7836 appendix A, RFC 9215 section 4.2.
    pub const fn oid(self) -> Oid {
        Oid::new(match self {
            Self::Test256 => &[1, 2, 643, 2, 2, 35, 0],
            Self::CryptoProA => &[1, 2, 643, 2, 2, 35, 1],
            Self::CryptoProB => &[1, 2, 643, 2, 2, 35, 2],
            Self::CryptoProC => &[1, 2, 643, 2, 2, 35, 3],
            Self::CryptoProXchA => &[1, 2, 643, 2, 2, 36, 0],
            Self::CryptoProXchB => &[1, 2, 643, 2, 2, 36, 1],
            Self::Tc26A256 => &[1, 2, 643, 7, 1, 2, 1, 1, 1],
            Self::Tc26B256 => &[1, 2, 643, 7, 1, 2, 1, 1, 2],
            Self::Tc26C256 => &[1, 2, 643, 7, 1, 2, 1, 1, 3],
            Self::Tc26D256 => &[1, 2, 643, 7, 1, 2, 1, 1, 4],
            Self::Test512 => &[1, 2, 643, 7, 1, 2, 1, 2, 0],
            Self::Tc26A512 => &[1, 2, 643, 7, 1, 2, 1, 2, 1],
            Self::Tc26B512 => &[1, 2, 643, 7, 1, 2, 1, 2, 2],
            Self::Tc26C512 => &[1, 2, 643, 7, 1, 2, 1, 2, 3],
        })
    }

    /// The name in the documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Test256 => "id-GostR3410-2001-TestParamSet",
            Self::CryptoProA => "id-GostR3410-2001-CryptoPro-A-ParamSet",
            Self::CryptoProB => "id-GostR3410-2001-CryptoPro-B-ParamSet",
            Self::CryptoProC => "id-GostR3410-2001-CryptoPro-C-ParamSet",
            Self::CryptoProXchA => "id-GostR3410-2001-CryptoPro-XchA-ParamSet",
            Self::CryptoProXchB => "id-GostR3410-2001-CryptoPro-XchB-ParamSet",
            Self::Tc26A256 => "id-tc26-gost-3410-2012-256-paramSetA",
            Self::Tc26B256 => "id-tc26-gost-3410-2012-256-paramSetB",
            Self::Tc26C256 => "id-tc26-gost-3410-2012-256-paramSetC",
            Self::Tc26D256 => "id-tc26-gost-3410-2012-256-paramSetD",
            Self::Test512 => "id-tc26-gost-3410-2012-512-paramSetTest",
            Self::Tc26A512 => "id-tc26-gost-3410-2012-512-paramSetA",
            Self::Tc26B512 => "id-tc26-gost-3410-2012-512-paramSetB",
            Self::Tc26C512 => "id-tc26-gost-3410-2012-512-paramSetC",
        }
    }

    /// Which of the two sizes the set is of.
    pub const fn size(self) -> Size {
        match self.curve() {
            AnyCurve::Short(_) => Size::Bits256,
            AnyCurve::Long(_) => Size::Bits512,
        }
    }

    pub(crate) const fn curve(self) -> AnyCurve {
        match self {
            Self::Test256 => AnyCurve::Short(&curves::TEST_256),
            Self::CryptoProA | Self::CryptoProXchA | Self::Tc26B256 => AnyCurve::Short(&curves::CRYPTOPRO_A),
            Self::CryptoProB | Self::Tc26C256 => AnyCurve::Short(&curves::CRYPTOPRO_B),
            Self::CryptoProC | Self::CryptoProXchB | Self::Tc26D256 => AnyCurve::Short(&curves::CRYPTOPRO_C),
            Self::Tc26A256 => AnyCurve::Short(&curves::TC26_256_A),
            Self::Test512 => AnyCurve::Long(&curves::TEST_512),
            Self::Tc26A512 => AnyCurve::Long(&curves::TC26_512_A),
            Self::Tc26B512 => AnyCurve::Long(&curves::TC26_512_B),
            Self::Tc26C512 => AnyCurve::Long(&curves::TC26_512_C),
        }
    }

    /// RFC 9215 section 4.2: the sets of 2001 must name the digest beside themselves, those of TC 26 go
    /// without.
    pub(crate) const fn names_its_digest(self) -> bool {
        matches!(
            self,
            Self::Test256
                | Self::CryptoProA
                | Self::CryptoProB
                | Self::CryptoProC
                | Self::CryptoProXchA
                | Self::CryptoProXchB
        )
    }
}

impl fmt::Display for ParameterSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{ParameterSet, Size};

    #[test]
    fn every_set_is_found_by_both_forms_of_its_identifier() {
        for set in ParameterSet::ALL {
            assert_eq!(ParameterSet::from_oid(&set.oid().to_string()), Some(set));
            assert_eq!(ParameterSet::from_oid_der(&set.oid().der_contents()), Some(set));
        }
        assert_eq!(ParameterSet::from_oid("1.2.643.2.2.36.0"), Some(ParameterSet::CryptoProXchA));
        assert_eq!(ParameterSet::from_oid("1.2.643.2.2.36.2"), None);
        assert_eq!(ParameterSet::from_oid(""), None);
    }

    #[test]
    fn ten_sets_are_short_and_four_long() {
        let short = ParameterSet::ALL.iter().filter(|set| set.size() == Size::Bits256).count();
        assert_eq!((short, ParameterSet::ALL.len() - short), (10, 4));
    }
}
