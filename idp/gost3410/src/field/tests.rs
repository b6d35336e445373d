use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, Uint};

use super::{Modulus, Residue};
use crate::constants;
use crate::curve::{Curve, LONG, SHORT};
use crate::params::Size;

/// Holds every operation against `crypto-bigint` for the awkward numbers of a modulus and for arbitrary ones.
fn holds<const L: usize>(modulus: &Modulus<L>) {
    let params = FixedMontyParams::new(Odd::new(*modulus.value()).unwrap());
    let mut numbers = vec![Uint::ZERO, Uint::ONE, Uint::from_u8(2)];
    for near in 1..4_u8 {
        numbers.push(modulus.value().wrapping_sub(&Uint::from_u8(near)));
        numbers.push(modulus.value().wrapping_shr_vartime(1).wrapping_add(&Uint::from_u8(near)));
        let power = Uint::<L>::ONE.wrapping_shl_vartime(u32::from(near) * 61);
        numbers.push(power.rem_vartime(params.modulus().as_nz_ref()));
    }
    for seed in 0..40_u8 {
        let octets = [Size::Bits512.digest(&[seed]), Size::Bits512.digest(&[seed, 1])].concat();
        let number = Uint::<L>::from_be_slice(&octets[..Uint::<L>::BYTES]);
        numbers.push(modulus.leave(&modulus.enter(&number)));
        assert_eq!(numbers[numbers.len() - 1], FixedMontyForm::new(&number, &params).retrieve());
    }
    for left in &numbers {
        let (x, same) = (modulus.enter(left), FixedMontyForm::new(left, &params));
        assert_eq!(modulus.leave(&x), *left);
        assert_eq!(modulus.constant(left).0, x.0);
        assert_eq!(modulus.leave(&modulus.negate(&x)), same.neg().retrieve());
        assert_eq!(modulus.leave(&modulus.double(&x)), same.double().retrieve());
        assert_eq!(modulus.leave(&modulus.square(&x)), same.square().retrieve());
        match modulus.invert(&x) {
            None => assert!(x.is_zero()),
            Some(inverse) => assert!(modulus.mul(&inverse, &x) == modulus.one()),
        }
        for right in &numbers {
            let (y, other) = (modulus.enter(right), FixedMontyForm::new(right, &params));
            assert_eq!(modulus.leave(&modulus.add(&x, &y)), same.add(&other).retrieve());
            assert_eq!(modulus.leave(&modulus.sub(&x, &y)), same.sub(&other).retrieve());
            assert_eq!(modulus.leave(&modulus.mul(&x, &y)), same.mul(&other).retrieve());
        }
    }
}

fn both_hold<const L: usize>(curve: &Curve<L>) {
    holds(&curve.field);
    holds(&curve.order);
}

#[test]
fn the_kernels_agree_with_another_implementation_for_every_modulus() {
    constants::SHORT_CURVES.iter().for_each(|curve| both_hold(curve));
    constants::LONG_CURVES.iter().for_each(|curve| both_hold(curve));
}

#[test]
fn a_number_above_the_modulus_is_reduced_on_entering() {
    let modulus = &constants::TC26_512_C.order;
    assert!(modulus.enter(modulus.value()).is_zero());
    let all_ones = modulus.enter(&Uint::<LONG>::MAX);
    let rest = Uint::<LONG>::MAX.rem_vartime(Odd::new(*modulus.value()).unwrap().as_nz_ref());
    assert_eq!(modulus.leave(&all_ones), rest);
    assert!(Residue::<SHORT>::ZERO.is_zero());
}
