//! Owns a GOST key of the diary: made, read, written, and put to the makers of certificates and messages.

use const_oid::ObjectIdentifier;
use der::Decode;
use der::Encode;
use der::asn1::{BitString, OctetString, OctetStringRef};
use gost3410::{ParameterSet, SigningKey, Size};
use rsa::pkcs8::PrivateKeyInfo;
use rsa::signature::{self, Keypair, Signer};
use spki::{AlgorithmIdentifierOwned, DynSignatureAlgorithmIdentifier, SignatureBitStringEncoding};

use crate::diary::chance::Chance;
use crate::diary::esia::gost::{self, Public};

/// A private key.
#[derive(Clone)]
pub(crate) struct Private(SigningKey);

/// A signature in the order of the wire.
pub(crate) struct Signature(Vec<u8>);

/// A key under the name that the document at hand gives to its signatures.
pub(crate) struct Named<'k> {
    key: &'k Private,
    signature: ObjectIdentifier,
}

impl Private {
    /// Makes a key over the curve that most certificates of its size are over.
    pub(crate) fn make(size: Size, chance: &Chance) -> Self {
        let curve = match size {
            Size::Bits256 => ParameterSet::CryptoProXchA,
            Size::Bits512 => ParameterSet::Tc26A512,
        };
        let mut entropy = [0; 64];
        chance.fill(&mut entropy);
        Self(SigningKey::from_entropy(curve, &entropy))
    }

    /// Reads the number as OpenSSL's engine and `esia-idp keys` write it, or wrapped once more as older tools do.
    pub(crate) fn read(info: &PrivateKeyInfo<'_>) -> Option<Self> {
        let curve = gost::curve_of_private(info.algorithm)?;
        let wrapped = OctetStringRef::from_der(info.private_key).ok();
        let bare = SigningKey::from_bytes(curve, info.private_key);
        let key = bare.or_else(|refusal| match wrapped {
            Some(number) => SigningKey::from_bytes(curve, number.as_bytes()),
            None => Err(refusal),
        });
        key.ok().map(Self)
    }

    /// RFC 5208: the number itself from its last octet to its first, as OpenSSL's engine writes it.
    pub(crate) fn to_pkcs8(&self) -> der::Result<Vec<u8>> {
        let algorithm = gost::key_algorithm(self.0.parameter_set())?.to_der()?;
        let number = OctetString::new(self.0.to_bytes())?.to_der()?;
        // `PrivateKeyInfo` borrows its algorithm; the three parts are put together by hand instead.
        let parts = [0_u8.to_der()?, algorithm, number].concat();
        der::Any::new(der::Tag::Sequence, parts)?.to_der()
    }

    pub(crate) fn size(&self) -> Size {
        self.0.parameter_set().size()
    }

    pub(crate) fn public(&self) -> Public {
        Public::new(self.0.verifying_key())
    }

    /// Signs a text: its digest, and the nonce drawn from key and digest.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        let digest = gost::digest(self.size(), text);
        self.0.sign_digest(&digest, &[]).expect("invariant: the digest is of the key's size")
    }

    pub(crate) fn for_certificates(&self) -> Named<'_> {
        Named { key: self, signature: gost::signature_in_certificates(self.size()) }
    }

    pub(crate) fn for_messages(&self) -> Named<'_> {
        Named { key: self, signature: gost::signature_in_messages(self.size()) }
    }
}

impl Keypair for Named<'_> {
    type VerifyingKey = Public;

    fn verifying_key(&self) -> Public {
        self.key.public()
    }
}

impl DynSignatureAlgorithmIdentifier for Named<'_> {
    fn signature_algorithm_identifier(&self) -> spki::Result<AlgorithmIdentifierOwned> {
        Ok(AlgorithmIdentifierOwned { oid: self.signature, parameters: None })
    }
}

impl Signer<Signature> for Named<'_> {
    fn try_sign(&self, text: &[u8]) -> Result<Signature, signature::Error> {
        Ok(Signature(self.key.sign(text)))
    }
}

impl SignatureBitStringEncoding for Signature {
    fn to_bitstring(&self) -> der::Result<BitString> {
        BitString::from_bytes(&self.0)
    }
}
