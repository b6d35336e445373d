use jiff::civil::Date;

use super::*;
use crate::account::{Account, Facts, Kind};
use crate::member::{Entered, Member, Role};
use crate::names::FullName;
use crate::policy::{Level, Matching, Policy, Spelling};
use crate::school::{Mention, School};

fn policy(id: &str) -> Policy {
    let path = format!("{}/../../fixtures/policies/{id}.toml", env!("CARGO_MANIFEST_DIR"));
    Policy::parse(id, &std::fs::read_to_string(path).unwrap()).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A mother, a pupil of ten, a pupil who is fourteen on 5 October 2024, a teacher; all by the same surname.
fn school(spelling: Spelling) -> School {
    let person = |id: u32, role, born: Option<&str>, first: &str| Mention {
        id,
        first: id,
        row: id + 2,
        role,
        school: "",
        class: "4А",
        born: born.map(day),
        joined: None,
        snils: Entered::Number(u64::from(id) + 1),
        survey: None,
        name: FullName::of("Орлова", first, ""),
    };
    let mentions = [
        person(0, Role::Parent, None, "Мария"),
        person(1, Role::Pupil, Some("2014-04-08"), "Кира"),
        person(2, Role::Pupil, Some("2010-10-05"), "Эмма"),
        person(3, Role::Teacher, None, "Нина"),
    ];
    School::of_mentions(4, mentions.into_iter(), [(0, 1), (0, 2)].into_iter(), spelling)
}

fn ready(school: &School) -> Vec<Account> {
    let account = |index| {
        let member: &Member = school.member(index);
        let is_young = member.role == Role::Pupil;
        Account {
            kind: if is_young { Kind::Child } else { Kind::Own(Level::Confirmed) },
            snils: u64::from(index) + 1,
            name: school.names_of(index).meant,
            born: member.born.unwrap_or(day("1984-01-15")),
            facts: Facts::default().with(Facts::CONSENT, is_young).with(Facts::BINDS, true),
        }
    };
    school.indices().map(account).collect()
}

fn verdicts(id: &str, on: &str, change: impl Fn(&mut School, &mut Vec<Account>)) -> Vec<&'static str> {
    let policy = policy(id);
    let spelling = match policy.matching {
        Matching::NameAndSnils(spelling) => spelling,
        _ => Spelling::default(),
    };
    let mut school = school(spelling);
    let mut accounts = ready(&school);
    change(&mut school, &mut accounts);
    let forecast = Forecast::new(&school, &policy, &accounts, day("2017-09-01"));
    school.indices().map(|index| forecast.verdict(index, day(on)).word()).collect()
}

#[test]
fn whoever_is_ready_gets_in_and_on_the_fourteenth_birthday_a_childs_account_does_not_suffice() {
    assert_eq!(verdicts("national-2024", "2024-09-02", |_, _| {}), ["portal"; 4]);
    let later = verdicts("national-2024", "2024-10-05", |_, _| {});
    assert_eq!(later, ["portal", "portal", "turned-fourteen", "portal"]);
}

#[test]
fn every_cause_has_its_word() {
    let on = "2024-09-02";
    let of = |index: usize, change: &dyn Fn(&mut School, &mut Vec<Account>)| {
        verdicts("national-2024", on, change)[index]
    };
    let own = |level| move |_: &mut School, all: &mut Vec<Account>| all[0].kind = Kind::Own(level);
    assert_eq!(of(0, &own(Level::Simplified)), "simplified");
    assert_eq!(of(0, &own(Level::Standard)), "standard");
    assert_eq!(of(0, &|_, all| all[0].kind = Kind::None), "no-account");
    assert_eq!(of(1, &|_, all| all[1].kind = Kind::None), "no-child-account");
    let no_parent = |_: &mut School, all: &mut Vec<Account>| {
        all[1].kind = Kind::None;
        all[0].kind = Kind::Own(Level::Standard);
    };
    assert_eq!(of(1, &no_parent), "no-confirmed-parent");
    assert_eq!(of(1, &|_, all| all[1].facts = Facts::default()), "no-consent");
    assert_eq!(of(0, &|_, all| all[0].facts = Facts::SECOND), "second-account");
    assert_eq!(of(0, &|_, all| all[0].facts = Facts::UNREACHABLE), "code-unreachable");
    assert_eq!(of(0, &|_, all| all[0].snils = 77), "snils-differs");
    assert_eq!(of(0, &|school, _| school.members[0].snils = Entered::Missing), "snils-missing");
    assert_eq!(of(0, &|school, _| school.members[0].snils = Entered::Unusable), "snils-unusable");
    // The mother's number in the child's row: the mother gets in, the child does not.
    let swapped = |school: &mut School, _: &mut Vec<Account>| school.members[1].snils = Entered::Number(1);
    assert_eq!((of(0, &swapped), of(1, &swapped)), ("portal", "snils-of-another"));
}

#[test]
fn names_are_compared_where_the_policy_says_so() {
    let of = |change: &dyn Fn(&mut School, &mut Vec<Account>)| {
        verdicts("voronezh-itek-2017", "2017-10-01", change)
    };
    assert_eq!(
        of(&|_, all| all[3].kind = Kind::Own(Level::Standard)),
        ["portal", "password", "password", "portal"]
    );
    let renamed = |school: &mut School, all: &mut Vec<Account>| {
        all[0].name = school.names_of(0).renamed;
        all[0].facts = Facts::RENAMED;
    };
    assert_eq!(of(&renamed)[0], "renamed");
    assert_eq!(of(&|_, all| all[0].facts = Facts::INACTIVE)[0], "not-activated");
    assert_eq!(of(&|school, _| school.members[0].snils = Entered::Missing)[0], "snils-missing");
}

#[test]
fn an_account_is_bound_in_time_or_it_is_not() {
    let after =
        |change: &dyn Fn(&mut School, &mut Vec<Account>)| verdicts("bratsk-2018", "2018-12-01", change);
    assert_eq!(after(&|_, _| {})[0], "portal");
    assert_eq!(after(&|_, all| all[0].facts = Facts::default())[0], "not-bound");
    let before = verdicts("bratsk-2018", "2018-11-30", |_, all| all[0].facts = Facts::default());
    assert_eq!(before[0], "password");
    let hidden = verdicts("yaroslavl-2018", "2019-01-01", |_, all| all[0].facts = Facts::default());
    assert_eq!(hidden[0], "marks-hidden");
}

#[test]
fn under_a_policy_of_consents_a_minor_comes_by_a_parents_and_the_parent_sees_who_was_consented_for() {
    let policy = policy("region-2024-edu-journal");
    let school = school(Spelling::default());
    let mut accounts = ready(&school);
    accounts[2].facts = Facts::default();
    let forecast = Forecast::new(&school, &policy, &accounts, day("2024-09-02"));
    let on = day("2024-09-02");
    let words: Vec<_> = school.indices().map(|index| forecast.verdict(index, on).word()).collect();
    assert_eq!(words, ["portal", "portal", "no-consent", "portal"]);
    assert_eq!(forecast.sees(0, on), [1]);
    assert_eq!(forecast.come(2, on), Come::Refused("consent-missing"));
}

#[test]
fn under_a_policy_of_consents_nobody_comes_in_as_the_child_by_the_parents_number_in_the_childs_row() {
    let policy = policy("region-2024-edu-journal");
    let mut school = school(Spelling::default());
    school.members[1].snils = Entered::Number(1);
    let accounts = ready(&school);
    let (forecast, on) = (Forecast::new(&school, &policy, &accounts, day("2024-09-02")), day("2024-09-02"));
    assert_eq!(forecast.come(0, on), Come::Offered(vec![0]));
    assert_eq!(forecast.verdict(1, on).word(), "snils-of-another");
}

#[test]
fn who_joined_later_has_the_rule_of_newcomers_and_who_is_not_known_to_has_not() {
    let of = |joined: Option<&str>| {
        let change = |school: &mut School, all: &mut Vec<Account>| {
            school.members[0].joined = joined.map(day);
            all[0].facts = Facts::default();
        };
        verdicts("yaroslavl-2018", "2018-10-01", change)[0]
    };
    assert_eq!(
        (of(None), of(Some("2018-08-31")), of(Some("2018-09-01"))),
        ("password", "password", "not-bound")
    );
}
