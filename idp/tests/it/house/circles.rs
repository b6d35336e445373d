//! Owns the rules that no two files need each other, and that inside each folder the arrows lead one way.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::graph::{Graph, Package, knots};
use crate::house::offences;

const PACKAGES: &[(&str, &str)] = &[
    ("idp/src", "idp"),
    ("idp/gost3410/src", "gost3410"),
    ("harness/src", "harness"),
    ("harness/contest/src", "contest"),
    ("harness/load/src", "load"),
    ("harness/proof/src", "proof"),
    ("harness/rehearse/src", "rehearse"),
    ("harness/roster/src", "roster"),
];

/// The arrows that lie on a circle, each written out.
fn circular(graph: &Graph) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for knot in knots(graph) {
        for own in &knot {
            found.extend(graph[own].intersection(&knot).map(|other| format!("{own} -> {other}")));
        }
    }
    found
}

/// For each folder: which of its rooms (a file, or a folder with its face) needs which.
fn places(graph: &Graph) -> BTreeMap<String, Graph> {
    let mut found: BTreeMap<String, Graph> = BTreeMap::new();
    for (own, others) in graph {
        for other in others {
            let (from, to): (Vec<_>, Vec<_>) = (own.split('/').collect(), other.split('/').collect());
            let shared = from.iter().zip(&to).take_while(|(one, two)| one == two).count();
            let room = |steps: &[&str]| steps.get(shared).map_or("(face)", |step| step).to_owned();
            let rooms = found.entry(from[..shared].join("/")).or_default();
            rooms.entry(room(&from)).or_default().insert(room(&to));
            rooms.entry(room(&to)).or_default();
        }
    }
    found
}

/// The arrows between rooms of one folder that lie on a circle of rooms.
fn upward(graph: &Graph) -> BTreeSet<String> {
    let each = places(graph).into_iter().flat_map(|(place, rooms)| {
        circular(&rooms).into_iter().map(move |arrow| format!("{place}: {arrow}"))
    });
    each.collect()
}

#[test]
fn no_two_files_need_each_other() {
    let mut found = BTreeSet::new();
    for (folder, name) in PACKAGES {
        let graph = Package::read(folder, name).graph();
        assert!(graph.values().any(|of| !of.is_empty()), "{folder}: no arrow was found");
        found.extend(circular(&graph).into_iter().map(|arrow| format!("{folder}: {arrow}")));
    }
    offences::only("circles", &found);
}

#[test]
fn inside_each_folder_the_arrows_lead_one_way() {
    let mut found = BTreeSet::new();
    for (folder, name) in PACKAGES {
        let graph = Package::read(folder, name).graph();
        found.extend(upward(&graph).into_iter().map(|arrow| format!("{folder}/{arrow}")));
    }
    offences::only("upward", &found);
}

#[test]
fn a_circle_behind_a_face_is_found_and_a_chain_is_not() {
    let face = "pub mod realm; pub mod travel; pub use realm::Realm;";
    let realm = "use crate::app::travel; pub struct Realm; fn moment() { travel::settle(); }";
    let travel = "use crate::app::Realm; pub fn settle() { let _: Realm; }";
    let circle = Package::of(&[("app/mod.rs", face), ("app/realm.rs", realm), ("app/travel.rs", travel)]);
    let both = ["app/realm -> app/travel", "app/travel -> app/realm"].map(str::to_owned);
    assert_eq!(circular(&circle.graph()), BTreeSet::from(both));
    let chain = Package::of(&[
        ("app/mod.rs", face),
        ("app/realm.rs", "pub struct Realm;"),
        ("app/travel.rs", travel),
    ]);
    assert!(circular(&chain.graph()).is_empty());
}

#[test]
fn what_a_macro_a_glob_or_another_name_brings_in_is_followed() {
    let one = "use crate::b::*; fn f() { println!(\"{}\", shown()); }";
    let face = "mod c; mod d; pub use c::shown; pub use self::d::Other as Another;";
    let with = |one: &str| {
        let texts =
            [("a.rs", one), ("b.rs", face), ("b/c.rs", "pub fn shown() {}"), ("b/d.rs", "pub struct Other;")];
        Package::of(&texts).graph().remove("a").unwrap()
    };
    assert_eq!(with("fn f() { println!(\"{}\", crate::b::shown()); }"), BTreeSet::from(["b/c".to_owned()]));
    assert_eq!(with("use crate::b::Another; fn f(_: Another) {}"), BTreeSet::from(["b/d".to_owned()]));
    assert!(with(one).is_empty() || with(one) == BTreeSet::from(["b/c".to_owned()]));
}

#[test]
fn two_folders_that_need_each_other_are_found_though_no_two_files_do() {
    let package = Package::of(&[
        ("a/x.rs", "use crate::b::y::Y; pub struct X(Y);"),
        ("b/y.rs", "pub struct Y;"),
        ("b/z.rs", "use crate::a::w::W; pub struct Z(W);"),
        ("a/w.rs", "pub struct W;"),
    ]);
    assert!(circular(&package.graph()).is_empty());
    let arrows = [": a -> b", ": b -> a"].map(str::to_owned);
    assert_eq!(upward(&package.graph()), BTreeSet::from(arrows));
}
