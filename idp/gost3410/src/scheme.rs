//! Owns the two processes of the standard, signing and verifying, over numbers.

use crypto_bigint::{CheckedAdd, Uint};

use crate::curve::Curve;
use crate::point::{Affine, Jacobian};

/// A signature as two numbers.
#[derive(Clone, Copy)]
pub(crate) struct Pair<const L: usize> {
    pub(crate) r: Uint<L>,
    pub(crate) s: Uint<L>,
}

impl<const L: usize> Curve<L> {
    /// RFC 7091 section 6.1, steps 2 and 3: the digest, already a number, below the order and never zero.
    pub(crate) fn digest_number(&self, digest: &Uint<L>) -> Uint<L> {
        let reduced = self.order.leave(&self.order.enter(digest));
        if reduced.is_zero_vartime() { Uint::ONE } else { reduced }
    }

    /// The verification key of a signing key: `Q = dP`.
    pub(crate) fn public_point(&self, secret: &Uint<L>) -> Affine<L> {
        let point = self.add_base_multiple(Jacobian::INFINITY, secret);
        self.affine(&point).expect("invariant: a signing key is between zero and the order of the base point")
    }

    /// RFC 7091 section 6.1, steps 4 to 6: `None` when the nonce is unlucky and another must be taken.
    pub(crate) fn sign(&self, secret: &Uint<L>, digest: &Uint<L>, nonce: &Uint<L>) -> Option<Pair<L>> {
        let order = &self.order;
        let point = self.affine(&self.add_base_multiple(Jacobian::INFINITY, nonce))?;
        let r = order.enter(&self.field.leave(&point.x));
        let of_secret = order.mul(&r, &order.enter(secret));
        let of_digest = order.mul(&order.enter(nonce), &order.enter(&self.digest_number(digest)));
        let s = order.add(&of_secret, &of_digest);
        if r.is_zero() || s.is_zero() {
            return None;
        }
        Some(Pair { r: order.leave(&r), s: order.leave(&s) })
    }

    /// Whether both numbers of a signature are between zero and the order: RFC 7091 section 6.2, step 1.
    pub(crate) fn admits(&self, signature: &Pair<L>) -> bool {
        [signature.r, signature.s].iter().all(|number| self.is_scalar(number))
    }

    /// Whether a number may be a signing key, a nonce or half of a signature.
    pub(crate) fn is_scalar(&self, number: &Uint<L>) -> bool {
        !number.is_zero_vartime() && number.cmp_vartime(self.order.value()).is_lt()
    }

    /// RFC 7091 section 6.2, steps 2 to 7, for a signature already admitted.
    pub(crate) fn verify(&self, key: &Affine<L>, digest: &Uint<L>, signature: &Pair<L>) -> bool {
        let order = &self.order;
        let digest = order.enter(&self.digest_number(digest));
        let v = order.invert(&digest).expect("invariant: the digest number is never zero");
        let of_base = order.leave(&order.mul(&order.enter(&signature.s), &v));
        let of_key = order.leave(&order.negate(&order.mul(&order.enter(&signature.r), &v)));
        let point = self.add_base_multiple(self.multiply(&of_key, key), &of_base);
        !point.is_infinity() && self.has_abscissa(&point, &signature.r)
    }

    /// Whether `x / z^2` of the point is `r` modulo the order, asked without a division: the candidates
    /// `r`, `r + q` and so on below `p` are few, since `p` is about the cofactor times `q`.
    fn has_abscissa(&self, point: &Jacobian<L>, r: &Uint<L>) -> bool {
        let field = &self.field;
        let z_square = field.square(&point.z);
        let mut candidate = *r;
        while candidate.cmp_vartime(field.value()).is_lt() {
            if field.mul(&field.enter(&candidate), &z_square) == point.x {
                return true;
            }
            match candidate.checked_add(self.order.value()).into_option() {
                Some(next) => candidate = next,
                None => return false,
            }
        }
        false
    }
}
