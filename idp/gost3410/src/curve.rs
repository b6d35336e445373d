//! Owns what a curve is: its published numbers, prepared for arithmetic, and what belongs to it.

use std::sync::OnceLock;

use crypto_bigint::{Odd, U256, U512, Uint};

use crate::field::{Modulus, Residue};
use crate::point::Affine;

/// Machine words in a number of a 256-bit set.
pub(crate) const SHORT: usize = U256::LIMBS;
/// Machine words in a number of a 512-bit set.
pub(crate) const LONG: usize = U512::LIMBS;

/// A curve `y^2 = x^3 + ax + b` as a document prints it: hexadecimal numbers of full width.
pub(crate) struct Numbers {
    /// The modulus of the field.
    pub(crate) p: &'static str,
    /// The order of the subgroup that the base point generates.
    pub(crate) q: &'static str,
    pub(crate) a: &'static str,
    pub(crate) b: &'static str,
    /// The base point, called `P` by the standard.
    pub(crate) x: &'static str,
    pub(crate) y: &'static str,
    /// How many times `q` goes into the number of the curve's points.
    pub(crate) cofactor: u8,
}

/// RFC 7091 section 5.2: the parameters of the signature scheme, ready to be computed with.
pub(crate) struct Curve<const L: usize> {
    pub(crate) field: Modulus<L>,
    pub(crate) order: Modulus<L>,
    pub(crate) a: Residue<L>,
    pub(crate) b: Residue<L>,
    /// Whether `a` is minus three, which makes doubling cheaper.
    pub(crate) a_is_minus_three: bool,
    pub(crate) base: Affine<L>,
    pub(crate) cofactor: u8,
    /// Multiples of the base point, filled in at first use by whoever multiplies.
    pub(crate) base_multiples: OnceLock<Vec<Affine<L>>>,
}

impl<const L: usize> Curve<L> {
    /// Prepares a curve at compile time; a number of the wrong width does not compile.
    pub(crate) const fn new(numbers: Numbers) -> Self {
        let field = Modulus::new(Odd::<Uint<L>>::from_be_hex(numbers.p));
        let order = Modulus::new(Odd::<Uint<L>>::from_be_hex(numbers.q));
        let a = Uint::from_be_hex(numbers.a);
        let x = Uint::from_be_hex(numbers.x);
        let y = Uint::from_be_hex(numbers.y);
        let shortfall = field.value().wrapping_sub(&a);
        Self {
            a_is_minus_three: shortfall.cmp_vartime(&Uint::from_u8(3)).is_eq(),
            a: field.constant(&a),
            b: field.constant(&Uint::from_be_hex(numbers.b)),
            base: Affine { x: field.constant(&x), y: field.constant(&y) },
            cofactor: numbers.cofactor,
            base_multiples: OnceLock::new(),
            field,
            order,
        }
    }

    /// Whether the point satisfies the equation.
    pub(crate) fn contains(&self, point: &Affine<L>) -> bool {
        let field = &self.field;
        let square = field.square(&point.x);
        let cube_and_linear = field.mul(&field.add(&square, &self.a), &point.x);
        field.square(&point.y) == field.add(&cube_and_linear, &self.b)
    }
}

#[cfg(test)]
mod tests;
