//! Owns arithmetic modulo an odd number: residues in Montgomery form and the three kernels that take all
//! the time.
//!
//! The kernels are written out because the run-time forms of `crypto-bigint` carry their parameters in
//! every value and answer three times slower; its constants, parsing and inversion are used as they are,
//! and the tests hold the kernels against it.

#![expect(clippy::needless_range_loop, reason = "the kernels walk several arrays of words by one index")]

use crypto_bigint::{Odd, Uint, Word, modular::FixedMontyForm, modular::FixedMontyParams};

/// A number below the modulus, multiplied by `2^(64 L)`; meaningless without the modulus it came from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Residue<const L: usize>([Word; L]);

impl<const L: usize> Residue<L> {
    /// Zero is zero in every form.
    pub(crate) const ZERO: Self = Self([0; L]);

    pub(crate) fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }
}

/// An odd modulus with what Montgomery's multiplication needs to know of it.
pub(crate) struct Modulus<const L: usize> {
    words: [Word; L],
    negated_inverse: Word,
    params: FixedMontyParams<L>,
}

impl<const L: usize> Modulus<L> {
    /// Prepares a modulus; evaluated at compile time for every curve.
    pub(crate) const fn new(value: Odd<Uint<L>>) -> Self {
        let params = FixedMontyParams::new_vartime(value);
        Self { words: value.as_ref().to_words(), negated_inverse: params.mod_neg_inv().0, params }
    }

    /// The modulus itself.
    pub(crate) const fn value(&self) -> &Uint<L> {
        self.params.modulus().as_ref()
    }

    /// The residue of a number known at compile time.
    pub(crate) const fn constant(&self, number: &Uint<L>) -> Residue<L> {
        Residue(FixedMontyForm::new(number, &self.params).as_montgomery().to_words())
    }

    /// The residue of any number of this width, reduced or not.
    pub(crate) fn enter(&self, number: &Uint<L>) -> Residue<L> {
        self.mul(&Residue(number.to_words()), &Residue(self.params.r2().to_words()))
    }

    /// The number below the modulus that a residue stands for.
    pub(crate) fn leave(&self, residue: &Residue<L>) -> Uint<L> {
        let mut one = [0; L];
        one[0] = 1;
        Uint::from_words(self.mul(residue, &Residue(one)).0)
    }

    /// One.
    pub(crate) fn one(&self) -> Residue<L> {
        Residue(self.params.one().to_words())
    }

    pub(crate) fn add(&self, left: &Residue<L>, right: &Residue<L>) -> Residue<L> {
        let mut sum = [0; L];
        let mut carry = false;
        for i in 0..L {
            (sum[i], carry) = left.0[i].carrying_add(right.0[i], carry);
        }
        self.reduce_once(sum, carry)
    }

    pub(crate) fn double(&self, residue: &Residue<L>) -> Residue<L> {
        self.add(residue, residue)
    }

    pub(crate) fn sub(&self, left: &Residue<L>, right: &Residue<L>) -> Residue<L> {
        let mut difference = [0; L];
        let mut borrow = false;
        for i in 0..L {
            (difference[i], borrow) = left.0[i].borrowing_sub(right.0[i], borrow);
        }
        // Adding the modulus masked by the borrow spares a branch that would be guessed wrong half the time.
        let mask = Word::from(borrow).wrapping_neg();
        let mut carry = false;
        for i in 0..L {
            (difference[i], carry) = difference[i].carrying_add(self.words[i] & mask, carry);
        }
        Residue(difference)
    }

    pub(crate) fn negate(&self, residue: &Residue<L>) -> Residue<L> {
        self.sub(&Residue::ZERO, residue)
    }

    /// Montgomery's product, multiplication and reduction interleaved word by word.
    pub(crate) fn mul(&self, left: &Residue<L>, right: &Residue<L>) -> Residue<L> {
        let mut sum = [0; L];
        let mut top = false;
        for i in 0..L {
            let factor = left.0[i];
            let (low, mut product_carry) = factor.carrying_mul_add(right.0[0], sum[0], 0);
            let quotient = low.wrapping_mul(self.negated_inverse);
            let (_, mut reduction_carry) = quotient.carrying_mul_add(self.words[0], low, 0);
            for j in 1..L {
                let partial;
                (partial, product_carry) = factor.carrying_mul_add(right.0[j], sum[j], product_carry);
                (sum[j - 1], reduction_carry) =
                    quotient.carrying_mul_add(self.words[j], partial, reduction_carry);
            }
            (sum[L - 1], top) = product_carry.carrying_add(reduction_carry, top);
        }
        self.reduce_once(sum, top)
    }

    pub(crate) fn square(&self, residue: &Residue<L>) -> Residue<L> {
        self.mul(residue, residue)
    }

    /// The inverse, or `None` for zero.
    pub(crate) fn invert(&self, residue: &Residue<L>) -> Option<Residue<L>> {
        let form = FixedMontyForm::from_montgomery(Uint::from_words(residue.0), &self.params);
        form.invert_vartime().into_option_copied().map(|inverse| Residue(inverse.as_montgomery().to_words()))
    }

    /// Brings a number below twice the modulus, `overflow` being its topmost bit, below the modulus.
    fn reduce_once(&self, number: [Word; L], overflow: bool) -> Residue<L> {
        let mut reduced = [0; L];
        let mut borrow = false;
        for i in 0..L {
            (reduced[i], borrow) = number[i].borrowing_sub(self.words[i], borrow);
        }
        if overflow || !borrow { Residue(reduced) } else { Residue(number) }
    }
}

#[cfg(test)]
mod tests;
