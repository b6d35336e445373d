//! Owns how a point is written down: affine coordinates to keep, Jacobian ones to compute with.

use crate::field::Residue;

/// A point other than infinity by its coordinates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Affine<const L: usize> {
    pub(crate) x: Residue<L>,
    pub(crate) y: Residue<L>,
}

/// The point `(x / z^2, y / z^3)`, or infinity when `z` is zero; spares the divisions between additions.
#[derive(Clone, Copy)]
pub(crate) struct Jacobian<const L: usize> {
    pub(crate) x: Residue<L>,
    pub(crate) y: Residue<L>,
    pub(crate) z: Residue<L>,
}

impl<const L: usize> Jacobian<L> {
    /// The neutral element.
    pub(crate) const INFINITY: Self = Self { x: Residue::ZERO, y: Residue::ZERO, z: Residue::ZERO };

    pub(crate) fn is_infinity(&self) -> bool {
        self.z.is_zero()
    }
}
