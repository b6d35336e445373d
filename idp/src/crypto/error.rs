//! Keys, certificates and signatures that cannot be used.

use crate::crypto::algorithm::KeyFamily;
use crate::crypto::asn1::Asn1Fault;

/// A key, a certificate or a signature that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// A text without the PEM block that was looked for.
    #[error("the text has no PEM block `{label}`")]
    NoPem {
        /// The label between `-----BEGIN ` and the dashes.
        label: &'static str,
    },
    /// Bytes that are not the ASN.1 structure they should be.
    #[error("malformed {what}: {fault}")]
    Malformed {
        /// What was being read.
        what: &'static str,
        /// Why it could not be.
        fault: Asn1Fault,
    },
    /// A private key this build cannot use.
    #[error("the key cannot be used: {why}")]
    UnusableKey {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A GOST R 34.10-2012 key that is none, or over a curve nobody published.
    #[error("the GOST key cannot be used: {refusal}")]
    BadGostKey {
        /// What is wrong with it.
        refusal: gost3410::KeyRefusal,
    },
    /// A key or a signature of a standard that nobody may sign with any more.
    #[error("{family} is retired: a key and a certificate of GOST R 34.10-2012 are needed")]
    Retired {
        /// The kind of key.
        family: KeyFamily,
    },
    /// A distinguished name or serial number a certificate cannot be made with.
    #[error("no certificate can be made with this subject: {why}")]
    BadSubject {
        /// What is wrong with it.
        why: &'static str,
    },
    /// An algorithm this build does not know.
    #[error("the algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// Its object identifier, in dotted form.
        oid: String,
    },
    /// A signature that is not this key's over this message.
    #[error("the signature does not match")]
    SignatureWrong,
    /// The engine failed to sign.
    #[error("the engine failed to sign")]
    SigningFailed,
}

impl CryptoError {
    pub(crate) fn malformed(what: &'static str) -> impl Fn(Asn1Fault) -> Self {
        move |fault| Self::Malformed { what, fault }
    }
}
