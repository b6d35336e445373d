//! Owns where nonces and new keys come from: numbers drawn from what the caller gives, the same again every
//! time.
//!
//! RFC 6979 section 3.2 with HMAC over Streebog instead of SHA; the caller's entropy is the additional data
//! of its section 3.6. Without entropy a signature depends on the key and the message alone and is still
//! sound.

use crypto_bigint::Uint;

use crate::digest::hmac;
use crate::params::Size;

/// A stream of numbers below an order.
pub(crate) struct Draw {
    size: Size,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl Draw {
    /// RFC 6979 section 3.2, steps b to g.
    pub(crate) fn new(size: Size, seed: &[&[u8]]) -> Self {
        let mut draw = Self { size, key: vec![0; size.octets()], value: vec![1; size.octets()] };
        draw.stir(&[&[&[0][..]], seed].concat());
        draw.stir(&[&[&[1][..]], seed].concat());
        draw
    }

    /// RFC 6979 section 3.2, step h: the next number from one to the order less one.
    pub(crate) fn next<const L: usize>(&mut self, order: &Uint<L>) -> Uint<L> {
        loop {
            self.value = hmac(self.size, &self.key, &[&self.value]);
            // A digest is as wide as the numbers; an order may be a bit or two shorter.
            let number = Uint::from_be_slice(&self.value).wrapping_shr_vartime(order.leading_zeros_vartime());
            if !number.is_zero_vartime() && number.cmp_vartime(order).is_lt() {
                return number;
            }
            self.stir(&[&[0]]);
        }
    }

    fn stir(&mut self, parts: &[&[u8]]) {
        let input = [&[&self.value[..]], parts].concat();
        self.key = hmac(self.size, &self.key, &input);
        self.value = hmac(self.size, &self.key, &[&self.value]);
    }
}
