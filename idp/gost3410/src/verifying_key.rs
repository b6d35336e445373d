//! Owns the verification key: a point of the curve, its octets, and the verdict on a signature.

use std::fmt;

use crypto_bigint::Uint;

use crate::curve::{Curve, LONG, SHORT};
use crate::params::{AnyCurve, ParameterSet};
use crate::point::Affine;
use crate::refusal::{KeyRefusal, SignatureRefusal};
use crate::scheme::Pair;

/// A verification key: RFC 7091 section 5.2, the point `Q`.
#[derive(Clone)]
pub struct VerifyingKey {
    set: ParameterSet,
    point: AnyPoint,
}

/// A point with its curve, of either width.
#[derive(Clone)]
pub(crate) enum AnyPoint {
    Short(&'static Curve<SHORT>, Affine<SHORT>),
    Long(&'static Curve<LONG>, Affine<LONG>),
}

impl VerifyingKey {
    /// Reads `X || Y`, each little-endian, as RFC 9215 section 4.3 puts a key into a certificate.
    ///
    /// # Errors
    /// When the octets are not a multiple of the base point of the set.
    pub fn from_bytes(set: ParameterSet, octets: &[u8]) -> Result<Self, KeyRefusal> {
        if octets.len() != 2 * set.size().octets() {
            return Err(KeyRefusal::WrongLength);
        }
        let point = match set.curve() {
            AnyCurve::Short(curve) => AnyPoint::Short(curve, curve.read_point(octets)?),
            AnyCurve::Long(curve) => AnyPoint::Long(curve, curve.read_point(octets)?),
        };
        Ok(Self { set, point })
    }

    pub(crate) fn from_point(set: ParameterSet, point: AnyPoint) -> Self {
        Self { set, point }
    }

    /// `X || Y`, each little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.point {
            AnyPoint::Short(curve, point) => curve.write_point(point),
            AnyPoint::Long(curve, point) => curve.write_point(point),
        }
    }

    /// The set the key belongs to.
    pub fn parameter_set(&self) -> ParameterSet {
        self.set
    }

    /// Checks a signature `s || r`, each big-endian, of a message digested with the Streebog of the set's
    /// size.
    ///
    /// # Errors
    /// When the signature does not hold, with the reason.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureRefusal> {
        self.verify_digest(&self.set.size().digest(message), signature)
    }

    /// Checks a signature of a digest given in the octet order of the wire.
    ///
    /// # Errors
    /// When the signature does not hold, with the reason.
    pub fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> Result<(), SignatureRefusal> {
        let octets = self.set.size().octets();
        if digest.len() != octets {
            return Err(SignatureRefusal::WrongDigestLength);
        }
        if signature.len() != 2 * octets {
            return Err(SignatureRefusal::WrongLength);
        }
        match &self.point {
            AnyPoint::Short(curve, point) => curve.judge(point, digest, signature),
            AnyPoint::Long(curve, point) => curve.judge(point, digest, signature),
        }
    }
}

impl PartialEq for VerifyingKey {
    fn eq(&self, other: &Self) -> bool {
        self.set == other.set && self.to_bytes() == other.to_bytes()
    }
}

impl Eq for VerifyingKey {}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({}, ", self.set)?;
        for octet in self.to_bytes() {
            write!(f, "{octet:02x}")?;
        }
        f.write_str(")")
    }
}

impl<const L: usize> Curve<L> {
    fn read_point(&self, octets: &[u8]) -> Result<Affine<L>, KeyRefusal> {
        let (x, y) = octets.split_at(octets.len() / 2);
        let (x, y) = (Uint::from_le_slice(x), Uint::from_le_slice(y));
        // A coordinate has one spelling: what is not reduced is refused, not reduced.
        if [x, y].iter().any(|coordinate| coordinate.cmp_vartime(self.field.value()).is_ge()) {
            return Err(KeyRefusal::OutOfRange);
        }
        let point = Affine { x: self.field.enter(&x), y: self.field.enter(&y) };
        if !self.contains(&point) {
            return Err(KeyRefusal::NotOnCurve);
        }
        if !self.is_in_subgroup(&point) {
            return Err(KeyRefusal::OutsideSubgroup);
        }
        Ok(point)
    }

    fn write_point(&self, point: &Affine<L>) -> Vec<u8> {
        let x = self.field.leave(&point.x).to_le_bytes();
        let y = self.field.leave(&point.y).to_le_bytes();
        [x.as_slice(), y.as_slice()].concat()
    }

    fn judge(&self, key: &Affine<L>, digest: &[u8], signature: &[u8]) -> Result<(), SignatureRefusal> {
        let (s, r) = signature.split_at(signature.len() / 2);
        let signature = Pair { r: Uint::from_be_slice(r), s: Uint::from_be_slice(s) };
        if !self.admits(&signature) {
            return Err(SignatureRefusal::OutOfRange);
        }
        // RFC 7091 section 6.2 step 3: the digest as a number; its first octet on the wire is the least.
        if self.verify(key, &Uint::from_le_slice(digest), &signature) {
            Ok(())
        } else {
            Err(SignatureRefusal::DoesNotMatch)
        }
    }
}
