use crypto_bigint::{U256, Uint};

use super::{WINDOW, digits};
use crate::constants::{self, LONG_CURVES, SHORT_CURVES};
use crate::curve::Curve;
use crate::params::Size;
use crate::point::{Affine, Jacobian};
use crate::testing::hex;

/// Doubling and adding bit by bit: slow, and nothing to get wrong.
fn plainly<const L: usize>(curve: &Curve<L>, factor: &Uint<L>, point: &Affine<L>) -> Jacobian<L> {
    (0..Uint::<L>::BITS).rev().fold(Jacobian::INFINITY, |sum, bit| {
        let sum = curve.double(&sum);
        if factor.bit_vartime(bit) { curve.add_affine(&sum, point) } else { sum }
    })
}

fn agrees<const L: usize>(curve: &Curve<L>) {
    let mut factors = vec![Uint::ZERO, Uint::MAX, *curve.order.value()];
    for near in [1, 2, 15, 16, 17, 31, 32, 33] {
        factors.push(Uint::from_u8(near));
        factors.push(curve.order.value().wrapping_sub(&Uint::from_u8(near)));
        factors.push(Uint::MAX.wrapping_shr_vartime(near.into()));
        factors.push(Uint::ONE.wrapping_shl_vartime(u32::from(near) * 7));
    }
    for seed in 0..10_u8 {
        factors.push(Uint::from_be_slice(&Size::Bits512.digest(&[seed])[..Uint::<L>::BYTES]));
    }
    let point = curve.affine(&plainly(curve, &Uint::from_u32(1_000_003), &curve.base)).unwrap();
    for factor in &factors {
        let expected = curve.affine(&plainly(curve, factor, &point));
        assert!(curve.affine(&curve.multiply(factor, &point)) == expected, "{factor}");
        let expected = curve.affine(&curve.add_affine(&plainly(curve, factor, &curve.base), &point));
        let sum = curve.add_base_multiple(curve.jacobian(&point), factor);
        assert!(curve.affine(&sum) == expected, "{factor}");
    }
}

#[test]
fn both_ways_of_multiplying_agree_with_the_plain_one() {
    SHORT_CURVES.into_iter().for_each(agrees);
    LONG_CURVES.into_iter().for_each(agrees);
}

#[test]
fn digits_are_small_and_add_up_to_the_number() {
    let hard = ["00", "01", "ff", "f0", "10", "88", "77", "1f"].map(|octet| hex(&octet.repeat(32)));
    for octets in hard {
        let number = U256::from_be_slice(&octets);
        let digits = digits(&number);
        assert!(digits.iter().all(|digit| (-15..=16).contains(digit)));
        let sum = digits.iter().enumerate().fold(U256::ZERO, |sum, (place, digit)| {
            let part = U256::from_u8(digit.unsigned_abs()).wrapping_shl_vartime(place as u32 * WINDOW);
            if *digit < 0 { sum.wrapping_sub(&part) } else { sum.wrapping_add(&part) }
        });
        assert_eq!(sum, number);
    }
}

/// RFC 8133 appendix A prints a multiple of a point that is not the base point.
#[test]
fn a_published_multiple_of_another_point_is_reproduced() {
    let number = |digits: &str| U256::from_be_hex(digits);
    let curve = &constants::TC26_256_A;
    let point =
        |x: &str, y: &str| Affine { x: curve.field.enter(&number(x)), y: curve.field.enter(&number(y)) };
    let mut factor = hex("BD04673F7149B18E98155BD1E2724E71D0099AA25174F792D3326C6F18127067");
    factor.reverse();
    let start = point(
        "B51ADF93A40AB15792164FAD3352F95B66369EB2A4EF5EFAE32829320363350E",
        "74A358CC08593612F5955D249C96AFB7E8B0BB6D8BD2BBE491046650D822BE18",
    );
    let end = point(
        "DBF99827078956812FA48C6E695DF589DEF1D18A2D4D35A96D75BF6854237629",
        "9FDDD48BFBC57BEE1DA0CFF282884F284D471B388893C48F5ECB02FC18D67589",
    );
    assert!(curve.contains(&start));
    assert!(curve.affine(&curve.multiply(&U256::from_be_slice(&factor), &start)) == Some(end));
}
