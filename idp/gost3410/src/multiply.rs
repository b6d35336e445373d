//! Owns multiples of points: a table for the base point, signed windows for any other.

use crypto_bigint::Uint;

use crate::curve::Curve;
use crate::field::Residue;
use crate::point::{Affine, Jacobian};

/// Bits a window; five is the best for both widths of numbers.
const WINDOW: u32 = 5;
/// The greatest digit of a window, and so the number of multiples kept for it.
const MULTIPLES: usize = 1 << (WINDOW - 1);

impl<const L: usize> Curve<L> {
    /// A multiple of any point.
    pub(crate) fn multiply(&self, factor: &Uint<L>, point: &Affine<L>) -> Jacobian<L> {
        let multiples = self.multiples(point);
        let mut sum = Jacobian::INFINITY;
        for digit in digits(factor).into_iter().rev() {
            for _ in 0..WINDOW {
                sum = self.double(&sum);
            }
            if digit > 0 {
                sum = self.add(&sum, &multiples[usize::from(digit.unsigned_abs()) - 1]);
            } else if digit < 0 {
                sum = self.add(&sum, &self.negate(&multiples[usize::from(digit.unsigned_abs()) - 1]));
            }
        }
        sum
    }

    /// A multiple of the base point, added to another point.
    pub(crate) fn add_base_multiple(&self, mut sum: Jacobian<L>, factor: &Uint<L>) -> Jacobian<L> {
        let table = self.base_multiples();
        let entry =
            |window: usize, digit: i8| &table[window * MULTIPLES + usize::from(digit.unsigned_abs()) - 1];
        for (window, digit) in digits(factor).into_iter().enumerate() {
            if digit > 0 {
                sum = self.add_affine(&sum, entry(window, digit));
            } else if digit < 0 {
                sum = self.add_affine(&sum, &self.negate_affine(entry(window, digit)));
            }
        }
        sum
    }

    /// Whether a point of the curve is a multiple of the base point.
    pub(crate) fn is_in_subgroup(&self, point: &Affine<L>) -> bool {
        self.cofactor == 1 || self.multiply(self.order.value(), point).is_infinity()
    }

    /// For every window, the first sixteen multiples of the base point shifted to its place, made at first
    /// use with one division for all: 832 points of 64 bytes or 1648 of 128.
    fn base_multiples(&self) -> &[Affine<L>] {
        self.base_multiples.get_or_init(|| {
            let mut points = Vec::with_capacity(windows::<L>() * MULTIPLES);
            let mut shifted = self.base;
            for _ in 0..windows::<L>() {
                let multiples = self.multiples(&shifted);
                let next = self.double(&multiples[MULTIPLES - 1]);
                points.extend(multiples);
                shifted = self.affine(&next).expect("invariant: the order of the base point is an odd prime");
            }
            self.affine_all(&points)
        })
    }

    /// The point once, twice and so on to sixteen times.
    fn multiples(&self, point: &Affine<L>) -> Vec<Jacobian<L>> {
        let mut multiples = Vec::with_capacity(MULTIPLES);
        multiples.push(self.jacobian(point));
        for count in 2..=MULTIPLES {
            let next = if count % 2 == 0 {
                self.double(&multiples[count / 2 - 1])
            } else {
                self.add_affine(&multiples[count - 2], point)
            };
            multiples.push(next);
        }
        multiples
    }

    /// The coordinates of many points but infinity, with one division: Montgomery's trick.
    fn affine_all(&self, points: &[Jacobian<L>]) -> Vec<Affine<L>> {
        let field = &self.field;
        let mut products = Vec::with_capacity(points.len());
        let mut product = field.one();
        for point in points {
            products.push(product);
            product = field.mul(&product, &point.z);
        }
        let mut inverse = field.invert(&product).expect("invariant: no multiple in the table is infinity");
        let mut affine = vec![self.base; points.len()];
        for ((point, before), place) in points.iter().zip(products).zip(&mut affine).rev() {
            let own: Residue<L> = field.mul(&inverse, &before);
            inverse = field.mul(&inverse, &point.z);
            *place = self.scaled(point, &own);
        }
        affine
    }
}

/// Windows in a number; the topmost one is narrow enough to take the last carry.
const fn windows<const L: usize>() -> usize {
    Uint::<L>::BITS.div_ceil(WINDOW) as usize
}

/// The digits of a number to the base 32, least first, from -15 to 16: half as many multiples to keep.
fn digits<const L: usize>(number: &Uint<L>) -> Vec<i8> {
    let mut digits = Vec::with_capacity(windows::<L>());
    let mut carry = 0;
    for window in 0..windows::<L>() {
        let first = window as u32 * WINDOW;
        let bits = first..Uint::<L>::BITS.min(first + WINDOW);
        let value = bits.rev().fold(0, |value, bit| value * 2 + i8::from(number.bit_vartime(bit))) + carry;
        carry = i8::from(value > MULTIPLES as i8);
        digits.push(value - carry * (2 * MULTIPLES) as i8);
    }
    digits
}

#[cfg(test)]
mod tests;
