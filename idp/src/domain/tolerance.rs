//! Tolerances: single departures from the real system's strictness that a registration may allow.

use serde::{Deserialize, Serialize};

/// Something the real system would refuse.
// SIM: the real system has no such leniency; each use of one is told in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tolerance {
    /// A bare signature whose octets run from last to first, as CryptoPro's tools write them.
    MirroredSignature,
    /// A PKCS#7 message where a bare signature is due.
    Pkcs7WhereBare,
    /// The string of version 1 on the later endpoints.
    StringOfV1,
    /// A `client_certificate_hash` of another digest or of the PEM file.
    OtherCertificateHash,
    /// No `client_certificate_hash` at all.
    NoCertificateHash,
    /// A bare RSA signature, which the real system stopped taking in 2020.
    BareRsa,
    /// A certificate outside its dates.
    CertificateOutOfDate,
    /// SHA-1 as the digest of a PKCS#7 message.
    Sha1,
    /// Characters of no base64 alphabet inside `client_secret`: decoders of PHP and Java pass over them.
    ForeignCharacters,
    /// Dots at the end of `client_secret` instead of `=`.
    DotPadding,
    /// A `redirect_uri` at `te` whose path is the beginning, by whole segments, of the one at `ac`.
    ShorterRedirectUri,
}

impl Tolerance {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::MirroredSignature,
        Self::Pkcs7WhereBare,
        Self::StringOfV1,
        Self::OtherCertificateHash,
        Self::NoCertificateHash,
        Self::BareRsa,
        Self::CertificateOutOfDate,
        Self::Sha1,
        Self::ForeignCharacters,
        Self::DotPadding,
        Self::ShorterRedirectUri,
    ];

    /// Its name in registrations and in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::MirroredSignature => "mirrored-signature",
            Self::Pkcs7WhereBare => "pkcs7-where-bare",
            Self::StringOfV1 => "string-of-v1",
            Self::OtherCertificateHash => "other-certificate-hash",
            Self::NoCertificateHash => "no-certificate-hash",
            Self::BareRsa => "bare-rsa",
            Self::CertificateOutOfDate => "certificate-out-of-date",
            Self::Sha1 => "sha1",
            Self::ForeignCharacters => "foreign-characters",
            Self::DotPadding => "dot-padding",
            Self::ShorterRedirectUri => "shorter-redirect-uri",
        }
    }

    /// The code a strict registration is refused with; `bare` says whether bare signatures are due.
    pub fn refused_with(self, bare: bool) -> &'static str {
        match self {
            Self::ShorterRedirectUri => "ESIA-007011",
            Self::CertificateOutOfDate => "ESIA-007053",
            _ if bare => "ESIA-007053",
            _ => "ESIA-007005",
        }
    }

    /// The tolerance of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tolerance| tolerance.name() == name)
    }
}
