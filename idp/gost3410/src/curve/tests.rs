use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, Uint};

use super::Curve;
use crate::constants::{LONG_CURVES, SHORT_CURVES};
use crate::field::Residue;
use crate::point::{Affine, Jacobian};

/// The requirements of RFC 7091 section 5.2 and what follows from them.
fn is_sound<const L: usize>(curve: &Curve<L>, embedding_bound: u32) {
    let (field, order) = (&curve.field, &curve.order);
    let (p, q) = (field.value(), order.value());
    assert!(is_probably_prime(p), "p is prime");
    assert!(is_probably_prime(q), "q is prime");
    assert_ne!(p, q);
    // 2^254 < q < 2^256 or 2^508 < q < 2^512; both numbers fit the width they are kept in.
    assert!(q.bits_vartime() > Uint::<L>::BITS - if L == super::SHORT { 2 } else { 4 });
    assert!(p.bits_vartime() >= Uint::<L>::BITS - 1);
    // Hasse: the number of points is within 2 sqrt(p) of p + 1.
    let points = q.wrapping_mul(&Uint::<L>::from_u8(curve.cofactor));
    let (more, less) = (p.wrapping_add(&Uint::ONE).wrapping_sub(&points), points.wrapping_sub(p));
    assert!(more.bits_vartime().min(less.bits_vartime()) <= Uint::<L>::BITS / 2 + 1);

    assert!(curve.contains(&curve.base), "the base point is on the curve");
    assert!(curve.multiply(q, &curve.base).is_infinity(), "q times the base point is infinity");
    assert!(!curve.multiply(&Uint::ONE, &curve.base).is_infinity());
    assert!(curve.add_base_multiple(Jacobian::INFINITY, q).is_infinity(), "by the table too");

    // 4a^3 + 27b^2 is not zero, and neither a nor b is: the invariant J is neither 0 nor 1728.
    let times = |count: u8, residue: &Residue<L>| field.mul(&field.enter(&Uint::from_u8(count)), residue);
    let cubic = times(4, &field.mul(&curve.a, &field.square(&curve.a)));
    let quadratic = times(27, &field.square(&curve.b));
    assert!(!field.add(&cubic, &quadratic).is_zero(), "the discriminant is not zero");
    assert!(!curve.a.is_zero() && !curve.b.is_zero());
    let minus_three = field.negate(&field.enter(&Uint::from_u8(3)));
    assert!(curve.a_is_minus_three == (curve.a == minus_three));

    // p^t is not one modulo q for t to 31 or to 131: no transfer into a small field.
    let step = order.enter(p);
    let mut power = step;
    for exponent in 1..=embedding_bound {
        assert!(power != order.one(), "p to the power {exponent} is one modulo q");
        power = order.mul(&power, &step);
    }
}

/// Miller and Rabin's test with the first primes as bases.
fn is_probably_prime<const L: usize>(number: &Uint<L>) -> bool {
    let params = FixedMontyParams::new(Odd::new(*number).unwrap());
    let less_one = number.wrapping_sub(&Uint::ONE);
    let twos = less_one.trailing_zeros_vartime();
    let (one, minus_one) = (FixedMontyForm::one(&params), FixedMontyForm::one(&params).neg());
    [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37].into_iter().all(|base: u8| {
        let base = FixedMontyForm::new(&Uint::from_u8(base), &params);
        let mut power = base.pow_vartime(&less_one.wrapping_shr_vartime(twos));
        if power == one {
            return true;
        }
        for _ in 0..twos {
            if power == minus_one {
                return true;
            }
            power = power.square();
        }
        false
    })
}

#[test]
fn the_numbers_of_every_curve_are_what_the_standard_asks_for() {
    for curve in SHORT_CURVES {
        is_sound(curve, 31);
    }
    for curve in LONG_CURVES {
        is_sound(curve, 131);
    }
}

/// Both curves of cofactor four have a point of order two, where `y` is zero.
#[test]
fn the_subgroup_is_told_from_the_rest_of_the_curve() {
    fn check<const L: usize>(curve: &Curve<L>) {
        assert!(curve.is_in_subgroup(&curve.base));
        let outside = (1..64_u8)
            .filter_map(|x| point_above(curve, x))
            .find(|point| !curve.multiply(curve.order.value(), point).is_infinity())
            .expect("three points in four are outside");
        assert!(curve.contains(&outside));
        assert!(!curve.is_in_subgroup(&outside));
        let mixed = curve.add_affine(&curve.jacobian(&curve.base), &outside);
        assert!(!curve.is_in_subgroup(&curve.affine(&mixed).unwrap()));
        let small = curve.multiply(curve.order.value(), &outside);
        assert!(curve.double(&curve.double(&small)).is_infinity(), "its order divides four");
    }
    check(SHORT_CURVES[4]);
    check(LONG_CURVES[3]);
}

/// A point with this abscissa, if there is one; the moduli of both curves are 3 modulo 4.
fn point_above<const L: usize>(curve: &Curve<L>, x: u8) -> Option<Affine<L>> {
    let field = &curve.field;
    let x = field.enter(&Uint::from_u8(x));
    let square = field.add(&field.mul(&field.add(&field.square(&x), &curve.a), &x), &curve.b);
    let params = FixedMontyParams::new(Odd::new(*field.value()).unwrap());
    let exponent = field.value().wrapping_shr_vartime(2).wrapping_add(&Uint::ONE);
    let root = FixedMontyForm::new(&field.leave(&square), &params).pow_vartime(&exponent);
    let point = Affine { x, y: field.enter(&root.retrieve()) };
    curve.contains(&point).then_some(point)
}
