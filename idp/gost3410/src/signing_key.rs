//! Owns the signing key: a number below the order, its octets, and the signatures it makes.

use std::fmt;

use crypto_bigint::Uint;

use crate::curve::{Curve, LONG, SHORT};
use crate::nonce::Draw;
use crate::params::{AnyCurve, ParameterSet, Size};
use crate::refusal::{KeyRefusal, SigningRefusal};
use crate::scheme::Pair;
use crate::verifying_key::{AnyPoint, VerifyingKey};

/// A signing key: RFC 7091 section 5.2, the number `d`.
#[derive(Clone)]
pub struct SigningKey {
    set: ParameterSet,
    secret: AnySecret,
}

/// A number with its curve, of either width.
#[derive(Clone)]
enum AnySecret {
    Short(&'static Curve<SHORT>, Uint<SHORT>),
    Long(&'static Curve<LONG>, Uint<LONG>),
}

impl SigningKey {
    /// Reads a little-endian number, as PKCS#8 keeps it, modulo the order.
    ///
    /// # Errors
    /// When the number is of another length or zero modulo the order.
    pub fn from_bytes(set: ParameterSet, octets: &[u8]) -> Result<Self, KeyRefusal> {
        if octets.len() != set.size().octets() {
            return Err(KeyRefusal::WrongLength);
        }
        Self::from_masked_bytes(set, octets)
    }

    /// Reads a big-endian number, as the documents print it, modulo the order.
    ///
    /// # Errors
    /// When the number is of another length or zero modulo the order.
    pub fn from_be_scalar(set: ParameterSet, octets: &[u8]) -> Result<Self, KeyRefusal> {
        Self::from_bytes(set, &crate::mirrored(octets))
    }

    /// Reads a little-endian number multiplied by the inverses of the masks that follow it, as containers of
    /// TC 26 keep it (R 50.1.112-2016); the usual key has no masks.
    pub(crate) fn from_masked_bytes(set: ParameterSet, octets: &[u8]) -> Result<Self, KeyRefusal> {
        let width = set.size().octets();
        if octets.is_empty() || !octets.len().is_multiple_of(width) {
            return Err(KeyRefusal::WrongLength);
        }
        let secret = match set.curve() {
            AnyCurve::Short(curve) => AnySecret::Short(curve, curve.unmask(octets.chunks_exact(width))?),
            AnyCurve::Long(curve) => AnySecret::Long(curve, curve.unmask(octets.chunks_exact(width))?),
        };
        Ok(Self { set, secret })
    }

    /// Makes a key from the caller's entropy: the same octets give the same key, and the key is as hard to
    /// guess as they are.
    pub fn from_entropy(set: ParameterSet, entropy: &[u8]) -> Self {
        let mut draw = Draw::new(set.size(), &[b"signing key", set.name().as_bytes(), entropy]);
        let secret = match set.curve() {
            AnyCurve::Short(curve) => AnySecret::Short(curve, draw.next(curve.order.value())),
            AnyCurve::Long(curve) => AnySecret::Long(curve, draw.next(curve.order.value())),
        };
        Self { set, secret }
    }

    /// The number, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.secret {
            AnySecret::Short(_, secret) => secret.to_le_bytes().as_slice().to_vec(),
            AnySecret::Long(_, secret) => secret.to_le_bytes().as_slice().to_vec(),
        }
    }

    /// The set the key belongs to.
    pub fn parameter_set(&self) -> ParameterSet {
        self.set
    }

    /// The key that verifies what this one signs, computed anew at every call.
    pub fn verifying_key(&self) -> VerifyingKey {
        let point = match &self.secret {
            AnySecret::Short(curve, secret) => AnyPoint::Short(curve, curve.public_point(secret)),
            AnySecret::Long(curve, secret) => AnyPoint::Long(curve, curve.public_point(secret)),
        };
        VerifyingKey::from_point(self.set, point)
    }

    /// Signs a message digested with the Streebog of the set's size: `s || r`, each big-endian.
    ///
    /// The nonce is drawn from the key, the message and the entropy, so an empty entropy is safe and makes
    /// signatures repeatable, and fresh entropy makes every signature another one.
    pub fn sign(&self, message: &[u8], entropy: &[u8]) -> Vec<u8> {
        self.sign_checked(&self.set.size().digest(message), entropy)
    }

    /// Signs a digest given in the octet order of the wire.
    ///
    /// # Errors
    /// When the digest is not as long as the set's numbers.
    pub fn sign_digest(&self, digest: &[u8], entropy: &[u8]) -> Result<Vec<u8>, SigningRefusal> {
        if digest.len() != self.set.size().octets() {
            return Err(SigningRefusal::WrongDigestLength);
        }
        Ok(self.sign_checked(digest, entropy))
    }

    /// Signs a digest with a nonce of the caller, big-endian; for the published examples. A nonce used twice
    /// gives the key away.
    ///
    /// # Errors
    /// When the digest is not as long as the set's numbers or the nonce is not between zero and the order.
    pub fn sign_digest_with_nonce(&self, digest: &[u8], nonce: &[u8]) -> Result<Vec<u8>, SigningRefusal> {
        let octets = self.set.size().octets();
        if digest.len() != octets {
            return Err(SigningRefusal::WrongDigestLength);
        }
        if nonce.len() != octets {
            return Err(SigningRefusal::UnusableNonce);
        }
        match &self.secret {
            AnySecret::Short(curve, secret) => curve.sign_with(secret, digest, nonce),
            AnySecret::Long(curve, secret) => curve.sign_with(secret, digest, nonce),
        }
        .ok_or(SigningRefusal::UnusableNonce)
    }

    fn sign_checked(&self, digest: &[u8], entropy: &[u8]) -> Vec<u8> {
        let size = self.set.size();
        match &self.secret {
            AnySecret::Short(curve, secret) => curve.sign_drawn(size, secret, digest, entropy),
            AnySecret::Long(curve, secret) => curve.sign_drawn(size, secret, digest, entropy),
        }
    }
}

impl PartialEq for SigningKey {
    fn eq(&self, other: &Self) -> bool {
        self.set == other.set && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for SigningKey {}

/// Shows the set only: a key must not reach a log.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, masked)", self.set)
    }
}

impl<const L: usize> Curve<L> {
    fn unmask<'a>(&self, numbers: impl Iterator<Item = &'a [u8]>) -> Result<Uint<L>, KeyRefusal> {
        let mut product = self.order.one();
        for octets in numbers {
            // A test example of RFC 9215 has a key above the order of its set: numbers are reduced, not
            // refused.
            product = self.order.mul(&product, &self.order.enter(&Uint::from_le_slice(octets)));
        }
        if product.is_zero() { Err(KeyRefusal::OutOfRange) } else { Ok(self.order.leave(&product)) }
    }

    fn sign_with(&self, secret: &Uint<L>, digest: &[u8], nonce: &[u8]) -> Option<Vec<u8>> {
        let nonce = Uint::from_be_slice(nonce);
        if !self.is_scalar(&nonce) {
            return None;
        }
        self.sign(secret, &Uint::from_le_slice(digest), &nonce).map(spelled)
    }

    fn sign_drawn(&self, size: Size, secret: &Uint<L>, digest: &[u8], entropy: &[u8]) -> Vec<u8> {
        let digest = Uint::from_le_slice(digest);
        let reduced = self.digest_number(&digest);
        let seed = [secret.to_be_bytes(), reduced.to_be_bytes()];
        let mut draw = Draw::new(size, &[seed[0].as_slice(), seed[1].as_slice(), entropy]);
        loop {
            if let Some(signature) = self.sign(secret, &digest, &draw.next(self.order.value())) {
                return spelled(signature);
            }
        }
    }
}

/// The octets of a signature, as RFC 9215 section 2 and OpenSSL spell it: `s || r`, each big-endian.
fn spelled<const L: usize>(signature: Pair<L>) -> Vec<u8> {
    let s = signature.s.to_be_bytes();
    let r = signature.r.to_be_bytes();
    [s.as_slice(), r.as_slice()].concat()
}
