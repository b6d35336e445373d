use crate::constants::{LONG_CURVES, SHORT_CURVES};
use crate::curve::Curve;
use crate::point::Jacobian;

/// The rules of a group where addition takes its rare branches.
fn adds<const L: usize>(curve: &Curve<L>) {
    let same = |left: &Jacobian<L>, right: &Jacobian<L>| curve.affine(left) == curve.affine(right);
    let base = curve.jacobian(&curve.base);
    let infinity = Jacobian::INFINITY;
    let two = curve.double(&base);
    let three = curve.add_affine(&two, &curve.base);

    assert!(same(&curve.add(&base, &infinity), &base));
    assert!(same(&curve.add(&infinity, &base), &base));
    assert!(same(&curve.add_affine(&infinity, &curve.base), &base));
    assert!(curve.add(&infinity, &infinity).is_infinity());
    assert!(curve.double(&infinity).is_infinity());

    assert!(same(&curve.add(&base, &base), &two), "equal points are doubled");
    assert!(same(&curve.add_affine(&base, &curve.base), &two));
    assert!(curve.add(&three, &curve.negate(&three)).is_infinity(), "opposite points cancel");
    assert!(curve.add_affine(&base, &curve.negate_affine(&curve.base)).is_infinity());

    // The same point with another z: 3P reached twice, then added and taken away.
    let three_again = curve.add(&base, &two);
    assert!(same(&three, &three_again));
    assert!(same(&curve.add(&three, &three_again), &curve.double(&three)));
    assert!(curve.add(&three, &curve.negate(&three_again)).is_infinity());

    let five = curve.add(&two, &three);
    assert!(same(&five, &curve.add_affine(&curve.double(&two), &curve.base)));
    assert!(curve.contains(&curve.affine(&five).unwrap()));
    assert!(curve.affine(&infinity).is_none());
}

#[test]
fn addition_keeps_the_rules_of_a_group() {
    SHORT_CURVES.into_iter().for_each(adds);
    LONG_CURVES.into_iter().for_each(adds);
}
