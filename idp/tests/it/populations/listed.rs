//! Owns tests of lists and counts with people of populations among others.

use std::collections::BTreeSet;

use idp::app::realm::quotas::Quotas;
use idp::boot::Options;
use serde_json::{Value, json};

use super::{MILLION, declared, encoded, oid, searched, touched};
use crate::actors::{Program, Tester, options};

fn oids(people: &[Value]) -> Vec<u64> {
    people.iter().map(|person| person["oid"].as_u64().unwrap()).collect()
}

#[test]
fn pages_lead_through_people_with_and_without_rows_in_order_and_once_each() {
    let tester = Tester::start();
    let others = tester.pages("/people?limit=1000", "people").0.len();
    let (first, second) =
        (declared(&tester, 55, &json!({})), declared(&tester, 5, &json!({"level": "standard"})));
    for number in [1, 10, 20, 55] {
        let wish = json!({"birth_place": "г. Примерск"});
        tester.call("PATCH /people/{oid}", &[&oid(&first, number)], wish).expect(200);
    }
    assert_eq!(touched(&tester), [4, 0]);
    let (last, none) = (second["last_oid"].as_u64().unwrap(), [] as [Value; 0]);
    for after in [last, u64::MAX / 2, u64::MAX] {
        assert_eq!(searched(&tester, &format!("after={after}")), none, "{after}");
        assert_eq!(searched(&tester, &format!("after={after}&name=А")), none, "{after}");
    }
    for limit in [1, 7, 10, 1000] {
        let (all, _) = tester.pages(&format!("/people?limit={limit}"), "people");
        let oids = oids(&all);
        assert_eq!(oids.len(), others + 60, "{limit}");
        assert!(oids.is_sorted() && oids.iter().collect::<BTreeSet<_>>().len() == oids.len(), "{limit}");
        assert_eq!(oids.last(), second["last_oid"].as_u64().as_ref());
        for person in &all {
            assert_eq!(*person, tester.get("/people/{oid}", &[&person["oid"]]), "as shown alone");
        }
    }
}

#[test]
fn a_search_by_name_finds_exactly_those_who_have_it() {
    let tester = Tester::start();
    let population = declared(&tester, 3_000, &json!({}));
    let renamed = json!({"last_name": "Небывалов", "first_name": "Иван"});
    tester.call("PATCH /people/{oid}", &[&oid(&population, 30)], renamed).expect(200);
    let (all, _) = tester.pages("/people?limit=1000", "people");
    let text = |person: &Value, field: &str| person[field].as_str().unwrap().to_owned();
    let doubled =
        all.iter().find(|one| text(one, "last_name").contains('-')).map(|one| text(one, "last_name"));
    let feminine =
        all.iter().find(|one| text(one, "last_name").ends_with("ая")).map(|one| text(one, "last_name"));
    let first = text(&all[all.len() - 1], "last_name");
    let names = [
        doubled.unwrap(),
        feminine.unwrap(),
        first,
        "Небывалов".to_owned(),
        "К".to_owned(),
        "Нетакова".to_owned(),
    ];
    for last in names {
        for beginning in ["", "А", "Мария"] {
            let has = |one: &&Value| {
                text(one, "last_name").starts_with(&last) && text(one, "first_name").starts_with(beginning)
            };
            let expected: Vec<_> = all.iter().filter(has).cloned().collect();
            let query = encoded(&json!(format!("{last} {beginning}")));
            let (found, _) = tester.pages(&format!("/people?limit=100&name={query}"), "people");
            assert_eq!(oids(&found), oids(&expected), "{last} {beginning}");
        }
    }
}

#[test]
fn the_quota_of_people_counts_a_population_when_it_is_declared() {
    let planted = Tester::start().pages("/people?limit=1000", "people").0.len();
    let most = u32::try_from(planted).unwrap() + 100;
    let tester = Tester::of_options(Options {
        quotas: Quotas { people: Some(most), ..Quotas::default() },
        ..options()
    });
    let refused = tester.call("POST /populations", &[], json!({"count": 101}));
    assert_eq!(refused.status, 507, "{}", refused.text);
    assert_eq!(tester.get("/populations", &[])["populations"], json!([]));
    let population = declared(&tester, 99, &json!({}));
    tester.person(json!({}));
    assert_eq!(tester.call("POST /people", &[], json!({})).status, 507);
    let quotas = |tester: &Tester| tester.get("/realms/{id}", &[&"default"])["quotas"]["people"].clone();
    assert_eq!(quotas(&tester), most);
    // Who was counted when the population was declared is not counted again.
    tester.call("PATCH /people/{oid}", &[&oid(&population, 5)], json!({"last_name": "Иванов"})).expect(200);
    assert_eq!((quotas(&tester), touched(&tester)), (json!(most), vec![1]));
}

#[test]
fn a_million_declared_people_cost_a_server_no_memory_until_they_are_touched() {
    let program = Program::serve(&[]);
    let tester = Tester::at(&program.base_url);
    tester.get("/people?limit=1000", &[]);
    let before = program.memory_kib();
    let population = declared(&tester, MILLION, &json!({}));
    let mut after = oid(&population, MILLION / 2);
    for _ in 0..5 {
        let page = searched(&tester, &format!("limit=1000&after={after}"));
        assert_eq!(page.len(), 1000);
        after = page[999]["oid"].as_u64().unwrap();
    }
    assert_eq!(searched(&tester, "limit=1000&name=Ъ"), [] as [Value; 0]);
    let (grown, whole) = (program.memory_kib().saturating_sub(before), program.memory_kib());
    assert!(whole < 100 * 1024, "{whole} KiB");
    assert!(grown < 24 * 1024, "{grown} KiB more than before");
}
