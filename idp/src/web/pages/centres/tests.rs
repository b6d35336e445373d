//! Where marks stand on the plan.

use super::{Place, Plan};

fn place(id: u32, latitude: f64, longitude: f64) -> Place {
    Place { id, name: format!("Центр {id}"), latitude, longitude }
}

#[test]
fn north_is_up_and_east_is_right_and_all_fit() {
    let plan = Plan::of(&[place(1, 52.0, 39.0), place(2, 51.5, 40.0), place(3, 51.6, 39.2)]);
    let [first, second, third] = plan.markers.as_slice() else { panic!("three places, three marks") };
    assert!(first.y < third.y && third.y < second.y);
    assert!(first.x < third.x && third.x < second.x);
    for marker in &plan.markers {
        assert!((0..=Plan::WIDTH).contains(&marker.x) && (0..=Plan::HEIGHT).contains(&marker.y));
    }
}

#[test]
fn one_place_stands_in_the_middle_and_none_makes_an_empty_plan() {
    let plan = Plan::of(&[place(7, 55.0, 37.0)]);
    assert_eq!((plan.markers[0].x, plan.markers[0].y), (Plan::WIDTH / 2, Plan::HEIGHT / 2));
    assert!(Plan::of(&[]).markers.is_empty());
}

#[test]
fn no_mark_hides_the_number_of_another() {
    let near = [place(1, 70.0, 5.0), place(2, 70.0, 5.0), place(3, 70.001, 5.001), place(4, 71.0, 6.0)];
    let plan = Plan::of(&near);
    for (index, one) in plan.markers.iter().enumerate() {
        assert!((0..=Plan::WIDTH).contains(&one.x), "{}", one.x);
        for other in plan.markers.iter().skip(index + 1) {
            let apart = (one.x - other.x).pow(2) + (one.y - other.y).pow(2);
            assert!(apart >= 48 * 48, "{} and {}", one.order, other.order);
        }
    }
}
