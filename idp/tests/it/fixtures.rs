//! Owns what the fixtures promise: the binary holds the folder, the published people are who the manual says.

use serde_json::{Value, json};

use idp::app::fixtures::{FixtureTexts, Fixtures};
use idp::builtin;
use idp::domain::settings::Settings;

use crate::actors::Tester;
use crate::source::root;

#[test]
fn the_binary_holds_what_the_folder_holds() {
    let folder = builtin::from_folder(&root().join("fixtures")).ok().unwrap();
    let built_in = builtin::texts();
    let texts =
        |files: &[(String, String)]| -> Vec<String> { files.iter().map(|(_, text)| text.clone()).collect() };
    assert_eq!(texts(&built_in.people), texts(&folder.people), "idp/src/builtin.rs names fixtures/people");
    assert_eq!(texts(&built_in.clients), texts(&folder.clients), "idp/src/builtin.rs names fixtures/clients");
    assert_eq!(built_in.centres.1, folder.centres.1);
    assert_eq!(built_in.keys.len(), folder.keys.len(), "idp/src/builtin.rs names fixtures/keys");
}

fn of_snils(tester: &Tester, snils: &str) -> Value {
    let found = tester.call(&format!("GET /people?snils={}", snils.replace(' ', "%20")), &[], Value::Null);
    let people = found.expect(200)["people"].clone();
    assert_eq!(people.as_array().unwrap().len(), 1, "{snils}: {people}");
    people[0].clone()
}

#[test]
fn the_published_people_have_their_levels_and_names() {
    let tester = Tester::start();
    for number in [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 31] {
        let person = of_snils(&tester, &format!("000-000-600 {number:02}"));
        let level = if number == 1 { "standard" } else { "confirmed" };
        assert_eq!(person["level"], level, "{number}");
        assert_eq!(person["last_name"], format!("Фамилия{number:03}"));
        assert_eq!(person["email"], format!("EsiaTest{number:03}@yandex.ru"));
        assert_eq!(person["middle_name"].is_null(), number == 3, "the foreigner has no patronymic");
    }
    assert_eq!(of_snils(&tester, "000-000-600 03")["passport"]["type"], "FID_DOC");
}

#[test]
fn the_family_has_the_ages_it_was_made_for() {
    let tester = Tester::start();
    for (snils, birth_date) in [("000-000-601 13", "15.03.2009"), ("000-000-601 14", "20.05.2011")] {
        assert_eq!(of_snils(&tester, snils)["birth_date"], json!(birth_date));
    }
}

#[test]
fn the_published_people_have_the_organisations_the_manual_gives_them() {
    let tester = Tester::start();
    let of = |number: u32| {
        let person = of_snils(&tester, &format!("000-000-600 {number:02}"));
        let found = tester.get(&format!("/organisations?member={}", person["oid"]), &[]);
        let all = found["organisations"].as_array().unwrap().clone();
        let member = |one: &Value| {
            let own = one["members"].as_array().unwrap().iter().find(|each| each["person"] == person["oid"]);
            own.unwrap()["chief"] == json!(true)
        };
        all.iter().map(|one| (one["kind"].clone(), one["ogrn"].clone(), member(one))).collect::<Vec<_>>()
    };
    let company = |chief| vec![(json!("legal"), json!("1234567890123"), chief)];
    let body = |chief| vec![(json!("state-body"), json!("2000000000002"), chief)];
    for number in [1, 2, 3, 15] {
        assert!(of(number).is_empty(), "{number}");
    }
    for number in [4, 7, 8, 9] {
        assert_eq!(of(number), company(number == 4), "{number}");
    }
    for number in [10, 11, 12, 31] {
        assert_eq!(of(number), body(number == 10), "{number}");
    }
    for number in [5, 13, 14] {
        let own = of(number);
        assert_eq!((own.len(), &own[0].0, own[0].2), (1, &json!("sole-proprietor"), true), "{number}");
    }
}

#[test]
fn a_file_may_ask_for_several_people_of_a_kind() {
    let parsed = |text: &str| {
        let people = vec![("more.toml".to_owned(), text.to_owned())];
        Fixtures::parse(&FixtureTexts { people, ..builtin::texts() }, Settings::default())
    };
    let fixtures = parsed("[[person]]\nlevel = \"standard\"\ncount = 3\n").ok().unwrap();
    assert_eq!(fixtures.people.iter().map(|person| person.count).collect::<Vec<_>>(), [3]);
    let fault = parsed("[[person]]\n[[person]]\ncount = 0\n").err().unwrap();
    assert_eq!(fault.to_string(), "more.toml: person 2: count: expected 1 to 100000");
}
