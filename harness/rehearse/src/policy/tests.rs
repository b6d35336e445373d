use jiff::civil::Date;

use super::*;
use crate::member::Role;

fn built_in() -> Vec<Policy> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/policies");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |path: std::path::PathBuf| {
        Policy::parse(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap()).unwrap()
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_policy_of_the_letters_is_read() {
    let all = built_in();
    assert_eq!(all.len(), 6);
    let of = |id: &str| all.iter().find(|policy| policy.id == id).unwrap();
    assert_eq!(of("national-2024").target(), Some("2024-09-02".parse().unwrap()));
    assert_eq!(of("yaroslavl-2018").matching, Matching::Bound { many: true });
    assert_eq!(of("bratsk-2018").matching, Matching::Bound { many: false });
    let consent = of("region-2024-edu-journal").consent.clone().unwrap();
    assert!(consent.confirmed_only && consent.children);
    assert!(
        matches!(of("voronezh-itek-2017").matching, Matching::NameAndSnils(spelling) if spelling.yo_is_ye)
    );
}

#[test]
fn the_first_rule_that_fits_decides_and_the_unknown_birthday_is_an_adults() {
    let all = built_in();
    let national = all.iter().find(|policy| policy.id == "national-2024").unwrap();
    let phase = &national.phases[national.phase_on("2024-09-02".parse().unwrap())];
    let rule = |age| phase.rule(Asked { role: Role::Pupil, age, joined: None }).0;
    assert_eq!((rule(Some(13)), rule(Some(14)), rule(None)), (0, 1, 1));
    assert_eq!((phase.lowest(true), phase.lowest(false)), (Level::Simplified, Level::Confirmed));
    assert_eq!(national.phase_on("2024-09-01".parse().unwrap()), 0);
}

#[test]
fn years_are_full_on_the_birthday() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    assert_eq!(years(day("2010-09-03"), day("2024-09-02")), 13);
    assert_eq!(years(day("2010-09-02"), day("2024-09-02")), 14);
    assert_eq!(years(day("2012-02-29"), day("2026-02-28")), 13);
    assert_eq!(reaches(day("2012-02-29"), 14), Some(day("2026-03-01")));
}

#[test]
fn a_file_that_is_no_policy_says_why() {
    let error = Policy::parse("x.toml", "[policy]\nid = 1").unwrap_err().to_string();
    assert!(error.starts_with("x.toml: "), "{error}");
}
