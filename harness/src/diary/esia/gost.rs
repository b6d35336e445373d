//! Owns GOST as certificates, messages and tokens frame it: identifiers, digests, public keys.
//!
//! The numbers are the package `gost3410`'s; it is told which curve, and given octets. Two of its orders are the
//! wire's own and are tested here against OpenSSL's engine: a digest is read from its last octet to its first, and a
//! signature is `s || r`, each half from its first octet.

use const_oid::ObjectIdentifier;
use der::asn1::{BitString, OctetString, OctetStringRef};
use der::{Any, Decode, Document, Encode, Sequence};
use gost3410::{ParameterSet, Size, VerifyingKey};
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef, EncodePublicKey, SubjectPublicKeyInfoOwned};
use streebog::{Digest, Streebog256, Streebog512};

const KEY_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.1");
const KEY_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.2");
const DIGEST_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.2.2");
const DIGEST_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.2.3");
const SIGNATURE_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.3.2");
const SIGNATURE_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.643.7.1.1.3.3");

/// Curves of 2001 and of the standard's example, `1.2.643.2.2.*`: beside them the digest must be named.
const OF_2001: &str = "1.2.643.2.2.";

/// RFC 9215 section 4.2: the parameters of a key's algorithm.
#[derive(Sequence)]
struct Parameters {
    curve: ObjectIdentifier,
    #[asn1(optional = "true")]
    digest: Option<ObjectIdentifier>,
}

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Public(VerifyingKey);

impl Public {
    pub(crate) fn new(key: VerifyingKey) -> Self {
        Self(key)
    }

    /// Reads the key of a certificate; nothing where it is no GOST key.
    pub(crate) fn read(info: &SubjectPublicKeyInfoOwned) -> Option<Self> {
        let parameters = info.algorithm.parameters.as_ref()?.to_der().ok()?;
        let curve = curve_of(info.algorithm.oid, &parameters)?;
        // RFC 9215 section 4.3: the bits hold an OCTET STRING, and that the point.
        let point = OctetStringRef::from_der(info.subject_public_key.as_bytes()?).ok()?;
        VerifyingKey::from_bytes(curve, point.as_bytes()).ok().map(Self)
    }

    pub(crate) fn size(&self) -> Size {
        self.0.parameter_set().size()
    }

    /// Whether `signature` was made over `message` with the private half.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify_digest(&digest(self.size(), message), signature).is_ok()
    }
}

impl EncodePublicKey for Public {
    fn to_public_key_der(&self) -> spki::Result<Document> {
        let point = OctetString::new(self.0.to_bytes())?.to_der()?;
        let info = SubjectPublicKeyInfoOwned {
            algorithm: key_algorithm(self.0.parameter_set())?,
            subject_public_key: BitString::from_bytes(&point)?,
        };
        Ok(Document::encode_msg(&info)?)
    }
}

/// The Streebog of a size.
pub(crate) fn digest(size: Size, message: &[u8]) -> Vec<u8> {
    match size {
        Size::Bits256 => Streebog256::digest(message).to_vec(),
        Size::Bits512 => Streebog512::digest(message).to_vec(),
    }
}

/// How a CMS message names the digest.
pub(crate) fn digest_algorithm(size: Size) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: by_size(size, DIGEST_256, DIGEST_512), parameters: None }
}

/// How a certificate names its signature.
pub(crate) fn signature_in_certificates(size: Size) -> ObjectIdentifier {
    by_size(size, SIGNATURE_256, SIGNATURE_512)
}

/// How a CMS message names a signature: by the algorithm of the key, since the digest is named beside it.
pub(crate) fn signature_in_messages(size: Size) -> ObjectIdentifier {
    by_size(size, KEY_256, KEY_512)
}

/// The algorithm of a key over a curve.
pub(crate) fn key_algorithm(curve: ParameterSet) -> der::Result<AlgorithmIdentifierOwned> {
    let name = curve.oid().to_string();
    let digest = name.starts_with(OF_2001).then(|| digest_algorithm(curve.size()).oid);
    let curve_oid = ObjectIdentifier::new(&name).map_err(|_| der::Tag::ObjectIdentifier.value_error())?;
    let parameters = Any::encode_from(&Parameters { curve: curve_oid, digest })?;
    Ok(AlgorithmIdentifierOwned {
        oid: by_size(curve.size(), KEY_256, KEY_512),
        parameters: Some(parameters),
    })
}

/// The curve that an algorithm of a private key names; nothing where it is no GOST key.
pub(crate) fn curve_of_private(algorithm: AlgorithmIdentifierRef<'_>) -> Option<ParameterSet> {
    curve_of(algorithm.oid, &algorithm.parameters?.to_der().ok()?)
}

fn curve_of(algorithm: ObjectIdentifier, parameters: &[u8]) -> Option<ParameterSet> {
    let parameters = Parameters::from_der(parameters).ok()?;
    let curve = ParameterSet::from_oid(&parameters.curve.to_string())?;
    (algorithm == by_size(curve.size(), KEY_256, KEY_512)).then_some(curve)
}

fn by_size<T>(size: Size, short: T, long: T) -> T {
    match size {
        Size::Bits256 => short,
        Size::Bits512 => long,
    }
}
