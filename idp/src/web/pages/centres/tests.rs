//! Where marks stand on the plan.

use super::{Area, Marker, Place, Plan};

fn place(id: u32, latitude: f64, longitude: f64) -> Place {
    at("", id, latitude, longitude)
}

fn at(address: &str, id: u32, latitude: f64, longitude: f64) -> Place {
    Place { id, name: format!("Центр {id}"), address: address.to_owned(), latitude, longitude }
}

/// Three centres of a town and one of a village to the south-east.
fn region() -> [Place; 4] {
    [
        at("г. Примерск, ул. Тестовая, д. 1", 1, 70.16, 5.20),
        at("г. Примерск, ул. Модельная, д. 2", 2, 70.21, 5.17),
        at("с. Образцово, пл. Черновая, д. 4", 3, 70.02, 5.41),
        at("г. Примерск, ул. Тестовая, д. 9", 4, 70.14, 5.14),
    ]
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

#[test]
fn a_town_has_the_streets_that_its_addresses_name_each_once() {
    let plan = Plan::of(&region());
    let named = plan.towns.iter().map(|town| {
        (town.name.as_str(), town.streets.iter().map(|street| street.label.text.as_str()).collect::<Vec<_>>())
    });
    let named: Vec<_> = named.collect();
    assert_eq!(
        named,
        [("г. Примерск", vec!["ул. Тестовая", "ул. Модельная"]), ("с. Образцово", vec!["пл. Черновая"])]
    );
    assert_eq!(plan.roads.len(), 1, "one road joins two towns");
    assert!(Plan::of(&[place(1, 70.0, 5.0)]).towns.is_empty(), "a place without an address is in no town");
}

#[test]
fn a_mark_stands_in_its_town_and_towns_do_not_overlap() {
    let plan = Plan::of(&region());
    let holds = |area: &Area, marker: &Marker| {
        (area.x..area.x + area.width).contains(&marker.x)
            && (area.y..area.y + area.height).contains(&marker.y)
    };
    let [town, village] = plan.towns.as_slice() else { panic!("a town and a village") };
    for (index, marker) in plan.markers.iter().enumerate() {
        let (own, other) = if index == 2 { (village, town) } else { (town, village) };
        assert!(holds(&own.area, marker) && !holds(&other.area, marker), "{}", marker.order);
    }
    assert!(village.area.x > town.area.x && village.area.y > town.area.y, "the village lies south-east");
}

#[test]
fn names_of_streets_hide_neither_marks_nor_one_another() {
    let plan = Plan::of(&region());
    let labels = plan.towns.iter().flat_map(|town| &town.streets).map(|street| &street.label);
    let boxes: Vec<_> =
        labels.map(|one| (one.x, one.y - 12, one.text.chars().count() as i32 * 8, 16)).collect();
    let pins = plan.markers.iter().map(|one| (one.x - 20, one.y - 20, 40, 40));
    let all: Vec<_> = boxes.iter().copied().chain(pins).collect();
    for (index, one) in boxes.iter().enumerate() {
        for other in all.iter().skip(index + 1) {
            let apart = one.0 + one.2 <= other.0
                || other.0 + other.2 <= one.0
                || one.1 + one.3 <= other.1
                || other.1 + other.3 <= one.1;
            assert!(apart, "{one:?} and {other:?}");
        }
    }
}
