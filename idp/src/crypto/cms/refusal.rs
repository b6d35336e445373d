//! Why a message is no signature of the client over the text it should have signed.

use std::fmt;

use serde::Serialize;

use crate::crypto::certificate::CertificateSummary;
use crate::crypto::{Asn1Fault, Certificate, DigestAlgorithm, KeyFamily};

/// Everything that can be wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "refusal")]
pub enum CmsRefusal {
    /// The bytes are no ASN.1 value.
    #[error("the bytes are not ASN.1 ({fault}); they look like {looks}")]
    NotAsn1 {
        /// Where reading stopped.
        fault: Asn1Fault,
        /// What they may be instead.
        looks: Looks,
    },
    /// The bytes can be read as ASN.1 but are no signed message (RFC 5652 sections 3 and 5.1).
    #[error("the bytes are not a PKCS#7 signed message; {}", other_content(.oid.as_deref(), *.looks))]
    NotSignedData {
        /// The object identifier of the content type they do have.
        oid: Option<String>,
        /// What they may be instead.
        looks: Looks,
    },
    /// A signed message whose inside does not follow RFC 5652.
    #[error("the signed message is malformed in its {part}: {fault}")]
    Malformed {
        /// Which part.
        part: &'static str,
        /// Where reading stopped.
        fault: Asn1Fault,
    },
    /// More certificates or signers than a client has a use for.
    #[error("the message has {seen} {part}, more than {max}")]
    TooMany {
        /// What there are too many of.
        part: &'static str,
        /// How many there are.
        seen: usize,
        /// How many are read.
        max: usize,
    },
    /// A signed message that nobody signed, as certificate bundles (`.p7b`) are.
    #[error("the message carries no signature (it may be a bundle of certificates)")]
    NoSigner,
    /// The signer's certificate is not among the client's.
    #[error("the certificate of the signer is not registered for this client: {}", stranger(.signer, .enclosed.as_deref()))]
    CertificateNotRegistered {
        /// How the message names its signer.
        signer: SignerName,
        /// The signer's certificate, when the message encloses it.
        enclosed: Option<Box<CertificateSummary>>,
    },
    /// The text inside the message is not the one that had to be signed.
    #[error("the message carries another text than the one to be signed: «{seen}»")]
    ContentDiffers {
        /// The text it carries; bytes that are no UTF-8 are replaced.
        seen: String,
    },
    /// The right key signed another text.
    #[error(
        "another text was signed: its digest is {seen_hex}, the digest of the text to be signed is {expected_hex}"
    )]
    DigestDiffers {
        /// The digest of the text that had to be signed.
        expected_hex: String,
        /// The digest that was signed.
        seen_hex: String,
    },
    /// The signature was not made by the registered certificate's key, or was damaged.
    #[error("the signature was not made by the key of the registered certificate, or was changed afterwards")]
    SignatureWrong,
    /// Signed attributes are there, but the signature is over the text (RFC 5652 section 5.4).
    #[error(
        "the signature is over the text although the message has signed attributes: it must be over them"
    )]
    AttributesNotSigned,
    /// The attributes were signed in their DER order and sent in another.
    #[error("the signed attributes were signed in another order than they are sent in")]
    AttributesMissorted,
    /// An attribute that signed attributes must have (RFC 5652 section 11).
    #[error("the signed attributes have no `{name}`")]
    AttributeMissing {
        /// Its name in RFC 5652.
        name: &'static str,
    },
    /// The attribute `contentType` names another type than the content has (RFC 5652 section 11.1).
    #[error("the signed attributes say the content is {seen}, it is {expected}")]
    ContentTypeDiffers {
        /// The type of the content.
        expected: String,
        /// The type the attribute names.
        seen: String,
    },
    /// An algorithm this build does not know.
    #[error("the algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// Its object identifier, in dotted form.
        oid: String,
    },
    /// GOST R 34.10-2001 or its digest.
    #[error(
        "the message is signed with {oid}, an algorithm of GOST R 34.10-2001, which is retired: sign with a key of \
         GOST R 34.10-2012"
    )]
    Retired {
        /// The object identifier, in dotted form.
        oid: String,
    },
    /// The signature is right when its octets are read from last to first.
    #[error("the octets of the signature are in reverse order, as CryptoPro's raw signatures are")]
    SignatureMirrored,
    /// The signature's algorithm implies another digest than the message names.
    #[error("the message names the digest {named} and signs {signed}")]
    DigestsDisagree {
        /// The digest the message names.
        named: DigestAlgorithm,
        /// The digest its signature is made with.
        signed: DigestAlgorithm,
    },
    /// The signature's algorithm needs another kind of key than the registered certificate has.
    #[error("the message is signed with {signature}, the registered certificate has a key of {key}")]
    KeyOfAnotherKind {
        /// The kind the signature needs.
        signature: KeyFamily,
        /// The kind the certificate has.
        key: KeyFamily,
    },
    /// A digest that the realm refuses as weak.
    #[error("the digest {digest} is too weak to sign with")]
    WeakDigest {
        /// Which one.
        digest: DigestAlgorithm,
    },
}

/// How a message names its signer (RFC 5652 section 5.3, `SignerIdentifier`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum SignerName {
    /// By the issuer and the serial number of the certificate.
    IssuerAndSerial {
        /// The issuer's distinguished name.
        issuer: String,
        /// The serial number in upper-case hexadecimal.
        serial: String,
    },
    /// By the identifier of the key.
    KeyIdentifier {
        /// The identifier in upper-case hexadecimal.
        identifier: String,
    },
}

/// What bytes that are no signed message may be instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Looks {
    /// Nothing was sent.
    Nothing,
    /// A PEM file.
    Pem,
    /// An S/MIME mail, which `openssl smime -sign` writes without `-outform DER`.
    Mail,
    /// Base64 once more.
    Base64,
    /// A bare signature, as `/aas/oauth2/v2/ac` and `/aas/oauth2/v3/te` take it.
    BareSignature,
    /// The beginning of a signed message.
    CutMessage,
    /// A certificate.
    Certificate,
    /// Nothing known.
    Unknown,
}

impl CmsRefusal {
    /// Whether the refusal says no more than that the signer is unknown here.
    pub(super) const fn is_about_a_stranger(&self) -> bool {
        matches!(self, Self::CertificateNotRegistered { .. })
    }
}

impl Looks {
    /// What bytes look like that can be read as ASN.1.
    pub(super) fn of_value(der: &[u8], blob: &[u8]) -> Self {
        match Self::of(blob) {
            Self::CutMessage if Certificate::from_der(der).is_ok() => Self::Certificate,
            Self::CutMessage => Self::Unknown,
            looks => looks,
        }
    }

    /// What bytes look like that cannot.
    pub(super) fn of(blob: &[u8]) -> Self {
        let is_base64 = |octet: &u8| octet.is_ascii_alphanumeric() || b"+/-_=\r\n".contains(octet);
        match blob {
            [] => Self::Nothing,
            [b'-', b'-', b'-', b'-', b'-', ..] => Self::Pem,
            mail if mail.starts_with(b"MIME-Version") || mail.starts_with(b"Content-Type") => Self::Mail,
            [b'M', ..] if blob.iter().all(is_base64) => Self::Base64,
            [0x30, 0x80..=0x84, ..] => Self::CutMessage,
            // GOST with 256 and 512 bits, RSA with 2048, 3072 and 4096.
            _ if [64, 128, 256, 384, 512].contains(&blob.len()) => Self::BareSignature,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Looks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Nothing => "nothing at all",
            Self::Pem => "a PEM file, whose content must be sent instead",
            Self::Mail => "an S/MIME mail, whose DER signature must be sent instead",
            Self::Base64 => "base64 that was encoded twice",
            Self::BareSignature => "a bare signature without its PKCS#7 message",
            Self::CutMessage => "a PKCS#7 message that was cut or damaged",
            Self::Certificate => "a certificate",
            Self::Unknown => "nothing known",
        })
    }
}

impl fmt::Display for SignerName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                write!(out, "serial number {serial} issued by «{issuer}»")
            }
            Self::KeyIdentifier { identifier } => write!(out, "key identifier {identifier}"),
        }
    }
}

fn stranger(signer: &SignerName, enclosed: Option<&CertificateSummary>) -> String {
    enclosed.map_or_else(|| signer.to_string(), ToString::to_string)
}

fn other_content(oid: Option<&str>, looks: Looks) -> String {
    oid.map_or_else(|| format!("they look like {looks}"), |oid| format!("their content type is {oid}"))
}
