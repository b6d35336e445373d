//! Owns multiples of points: a table for the base point, signed windows for any other.

use crypto_bigint::Uint;

use crate::curve::Curve;
use crate::field::Residue;
use crate::point::{Affine, Jacobian};

/// Bits a window; five is the best for both widths of numbers.
const WINDOW: u32 = 5;
/// The greatest digit of a window, and so the number of multiples kept for it.
const MULTIPLES: usize = 1 << (WINDOW - 1);

/// For every window, the first sixteen multiples of the base point shifted to its place.
pub(crate) struct BaseTable<const L: usize>(Vec<Affine<L>>);

impl<const L: usize> BaseTable<L> {
    /// Computes the table of a curve, with one division for all of it.
    pub(crate) fn new(curve: &Curve<L>) -> Self {
        let mut points = Vec::with_capacity(windows::<L>() * MULTIPLES);
        let mut shifted = curve.base;
        for _ in 0..windows::<L>() {
            let multiples = curve.multiples(&shifted);
            let next = curve.double(&multiples[MULTIPLES - 1]);
            points.extend(multiples);
            shifted = curve.affine(&next).expect("invariant: the order of the base point is an odd prime");
        }
        Self(curve.affine_all(&points))
    }

    fn entry(&self, window: usize, digit: usize) -> &Affine<L> {
        &self.0[window * MULTIPLES + digit - 1]
    }
}

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
        let table = self.base_table();
        for (window, digit) in digits(factor).into_iter().enumerate() {
            if digit > 0 {
                sum = self.add_affine(&sum, table.entry(window, usize::from(digit.unsigned_abs())));
            } else if digit < 0 {
                let entry = table.entry(window, usize::from(digit.unsigned_abs()));
                sum = self.add_affine(&sum, &self.negate_affine(entry));
            }
        }
        sum
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
