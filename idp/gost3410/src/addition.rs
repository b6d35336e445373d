//! Owns the addition of points on a curve.

use crate::curve::Curve;
use crate::field::Residue;
use crate::point::{Affine, Jacobian};

impl<const L: usize> Curve<L> {
    pub(crate) fn jacobian(&self, point: &Affine<L>) -> Jacobian<L> {
        Jacobian { x: point.x, y: point.y, z: self.field.one() }
    }

    /// The coordinates, or `None` for infinity; the only place that divides in the field.
    pub(crate) fn affine(&self, point: &Jacobian<L>) -> Option<Affine<L>> {
        self.field.invert(&point.z).map(|inverse| self.scaled(point, &inverse))
    }

    /// The coordinates, once the inverse of `z` is known.
    pub(crate) fn scaled(&self, point: &Jacobian<L>, inverse: &Residue<L>) -> Affine<L> {
        let field = &self.field;
        let square = field.square(inverse);
        let cube = field.mul(&square, inverse);
        Affine { x: field.mul(&point.x, &square), y: field.mul(&point.y, &cube) }
    }

    pub(crate) fn negate(&self, point: &Jacobian<L>) -> Jacobian<L> {
        Jacobian { y: self.field.negate(&point.y), ..*point }
    }

    pub(crate) fn negate_affine(&self, point: &Affine<L>) -> Affine<L> {
        Affine { x: point.x, y: self.field.negate(&point.y) }
    }

    /// Twice the point; infinity and points of order two need no branch, their `z` comes out zero.
    pub(crate) fn double(&self, point: &Jacobian<L>) -> Jacobian<L> {
        let field = &self.field;
        let y_square = field.square(&point.y);
        let z_square = field.square(&point.z);
        // The tangent's slope is (3x^2 + a) / 2y; for a = -3 its numerator is 3(x - z^2)(x + z^2).
        let (third, rest) = if self.a_is_minus_three {
            (field.mul(&field.sub(&point.x, &z_square), &field.add(&point.x, &z_square)), Residue::ZERO)
        } else {
            (field.square(&point.x), field.mul(&self.a, &field.square(&z_square)))
        };
        let slope = field.add(&field.add(&field.double(&third), &third), &rest);
        let middle = field.double(&field.double(&field.mul(&point.x, &y_square)));
        let x = field.sub(&field.square(&slope), &field.double(&middle));
        let y_fourth = field.square(&field.double(&y_square));
        let y = field.sub(&field.mul(&slope, &field.sub(&middle, &x)), &field.double(&y_fourth));
        let z = field.double(&field.mul(&point.y, &point.z));
        Jacobian { x, y, z }
    }

    pub(crate) fn add(&self, left: &Jacobian<L>, right: &Jacobian<L>) -> Jacobian<L> {
        if left.is_infinity() {
            return *right;
        }
        if right.is_infinity() {
            return *left;
        }
        let field = &self.field;
        let left_square = field.square(&left.z);
        let right_square = field.square(&right.z);
        let scaled = Jacobian {
            x: field.mul(&left.x, &right_square),
            y: field.mul(&left.y, &field.mul(&right.z, &right_square)),
            z: field.mul(&left.z, &right.z),
        };
        let x = field.mul(&right.x, &left_square);
        let y = field.mul(&right.y, &field.mul(&left.z, &left_square));
        self.chord(&scaled, &Affine { x, y })
    }

    /// The sum with a point whose `z` is one, a third cheaper.
    pub(crate) fn add_affine(&self, left: &Jacobian<L>, right: &Affine<L>) -> Jacobian<L> {
        if left.is_infinity() {
            return self.jacobian(right);
        }
        let field = &self.field;
        let square = field.square(&left.z);
        let x = field.mul(&right.x, &square);
        let y = field.mul(&right.y, &field.mul(&left.z, &square));
        self.chord(left, &Affine { x, y })
    }

    /// The sum of two points brought to the same denominator, the `z` of the left one.
    fn chord(&self, left: &Jacobian<L>, right: &Affine<L>) -> Jacobian<L> {
        let field = &self.field;
        let run = field.sub(&right.x, &left.x);
        let rise = field.sub(&right.y, &left.y);
        if run.is_zero() {
            return if rise.is_zero() { self.double(left) } else { Jacobian::INFINITY };
        }
        let run_square = field.square(&run);
        let run_cube = field.mul(&run, &run_square);
        let middle = field.mul(&left.x, &run_square);
        let x = field.sub(&field.sub(&field.square(&rise), &run_cube), &field.double(&middle));
        let y = field.sub(&field.mul(&rise, &field.sub(&middle, &x)), &field.mul(&left.y, &run_cube));
        Jacobian { x, y, z: field.mul(&left.z, &run) }
    }
}

#[cfg(test)]
mod tests;
