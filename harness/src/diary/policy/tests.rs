use jiff::Timestamp;
use jiff::tz::Offset;

use super::*;
use crate::diary::level::Level;
use crate::diary::roster::Role;

const SMALL: &str = r#"
[policy]
id = "small"
letter = "of the tests"
title = "Малая"
utc_offset = "+08:00"

[matching]
rule = "bound-account"

[binding]
offered = true

[[phases]]
name = "before"

[[phases.rules]]
password = "open"
portal = "standard"

[[phases]]
name = "after"
from = 2018-12-01

[[phases.rules]]
roles = ["pupil"]
age_below = 14
password = "open"
portal = "standard"

[[phases.rules]]
joined_from = 2018-09-01
password = "marks-hidden"
portal = "confirmed"

[[phases.rules]]
password = "closed"
portal = "confirmed"

[refusals.password-closed]
why = "Закрыто."
forward = "Через портал."
"#;

fn small() -> Policy {
    Policy::parse("small.toml", SMALL).unwrap()
}

fn door(policy: &Policy, day: &str, role: Role, age: Option<i16>) -> PasswordAccess {
    policy.phase(day.parse().unwrap()).rule(Subject { role, age, joined: None }).password
}

/// What the reader says when `from` in the small policy is written as `to`.
fn complaint(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "the small policy has no {from}");
    Policy::parse("small.toml", &SMALL.replacen(from, to, 1)).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn dates_and_ages_that_cannot_be_are_refused() {
    for year in ["0000", "1999", "2099"] {
        let output = complaint("from = 2018-12-01", &format!("from = {year}-12-01"));
        let wanted = if year == "1999" { 2009 } else { 1900 };
        assert_eq!(
            output,
            format!("small.toml, line 23, field `from`: expected a year from {wanted} to 2050"),
            "{year}"
        );
    }
    let output = complaint("joined_from = 2018-09-01", "joined_from = 2099-09-01");
    assert!(output.contains("field `joined_from`: expected a year from 1900 to 2050"), "{output}");
    let output = complaint("age_below = 14", "age_below = 14\nage_from = 14");
    assert!(output.contains("field `age_below`: nobody is of this age"), "{output}");
    let output = complaint("age_below = 14", "age_below = -1");
    assert!(output.contains("field `age_below`: expected an age from 0 to 120"), "{output}");
}

#[test]
fn every_built_in_policy_is_well_formed_and_has_its_own_name() {
    for (id, file, text) in BUILT_IN {
        let policy = Policy::parse(file, text).unwrap();
        assert_eq!((policy.id.as_str(), *file), (*id, format!("fixtures/policies/{id}.toml").as_str()));
        // A letter names a day on which something changes; the recommendations on consents name none.
        assert!((policy.phases.len() > 1 || policy.consent.is_some()) && !policy.title.is_empty());
    }
    assert_eq!(Policy::names().count(), 6);
    assert!(Policy::named("nowhere").is_none());
}

#[test]
fn a_phase_begins_with_its_day_by_the_clock_of_the_region() {
    let policy = small();
    let last: Timestamp = "2018-11-30T15:59:59Z".parse().unwrap();
    let first: Timestamp = "2018-11-30T16:00:00Z".parse().unwrap();
    let name = |now| policy.phase(policy.day(now, Offset::UTC)).name.clone();
    assert_eq!((name(last), name(first)), ("before".to_owned(), "after".to_owned()));

    let of_the_school = Policy { offset: None, ..small() };
    assert_eq!(of_the_school.day(first, Offset::UTC).to_string(), "2018-11-30");
}

#[test]
fn the_first_rule_that_fits_decides() {
    let policy = small();
    let after = |role, age| door(&policy, "2018-12-01", role, age);
    assert_eq!(after(Role::Pupil, Some(13)), PasswordAccess::Open);
    assert_eq!(after(Role::Pupil, Some(14)), PasswordAccess::Closed);
    assert_eq!(after(Role::Pupil, None), PasswordAccess::Closed);
    assert_eq!(after(Role::Parent, Some(13)), PasswordAccess::Closed);
    assert_eq!(door(&policy, "2018-11-30", Role::Parent, None), PasswordAccess::Open);
    let newcomer = Subject { role: Role::Parent, age: None, joined: Some("2018-09-01".parse().unwrap()) };
    let rule = policy.phase("2019-01-01".parse().unwrap()).rule(newcomer).clone();
    assert_eq!((rule.password, rule.portal), (PasswordAccess::MarksHidden, Level::Confirmed));
}

#[test]
fn two_letters_of_one_region_disagree_about_day_and_level() {
    let on = |id: &str, day: &str| {
        let policy = Policy::named(id).unwrap();
        let phase = policy.phase(day.parse().unwrap());
        let rule = phase.rule(Subject { role: Role::Parent, age: None, joined: None });
        (rule.password, rule.portal)
    };
    assert_eq!(on("voronezh-itek-2017", "2017-09-30"), (PasswordAccess::Open, Level::Standard));
    assert_eq!(on("voronezh-itek-2017", "2017-10-01"), (PasswordAccess::Closed, Level::Standard));
    assert_eq!(on("voronezh-dept-2017", "2017-09-28"), (PasswordAccess::Open, Level::Confirmed));
    assert_eq!(on("voronezh-dept-2017", "2017-09-29"), (PasswordAccess::Closed, Level::Confirmed));
}

#[test]
fn years_are_full_on_the_birthday_and_not_before() {
    let years = |born: &str, day: &str| age(born.parse().unwrap(), day.parse().unwrap());
    assert_eq!(years("2003-10-05", "2017-10-04"), 13);
    assert_eq!(years("2003-10-05", "2017-10-05"), 14);
    assert_eq!(years("2004-02-29", "2018-02-28"), 13);
    assert_eq!(years("2004-02-29", "2018-03-01"), 14);
}

#[test]
fn a_mistake_is_named_by_file_line_and_field() {
    let cases = [
        ("title =", "titel =", "small.toml, line 5, field `titel`: unknown field `titel`"),
        ("\"+08:00\"", "\"8\"", "small.toml, line 6, field `utc_offset`: `8`: an offset from UTC"),
        ("\"+08:00\"", "\"+08:60\"", "small.toml, line 6, field `utc_offset`:"),
        (
            "rule = \"bound-account\"",
            "rule = \"by-eye\"",
            "small.toml, line 9, field `rule`: unknown variant",
        ),
        (
            "rule = \"bound-account\"",
            "rule = \"snils\"",
            "small.toml, line 11, field `offered`: binding is offered",
        ),
        (
            "rule = \"bound-account\"",
            "rule = \"bound-account\"\nyo_is_ye = true",
            "small.toml, line 8, field `rule`: only the rule `name-and-snils`",
        ),
        (
            "rule = \"bound-account\"",
            "rule = \"name-and-snils\"",
            "small.toml, line 8, field `activated_only`: the rule `name-and-snils` needs it",
        ),
        (
            "name = \"after\"",
            "name = \"before\"",
            "small.toml, line 22, field `name`: `before` is there twice",
        ),
        (
            "from = 2018-12-01",
            "from = \"2018-12-01\"",
            "small.toml, line 23, field `from`: a date without a time and without quotes is wanted",
        ),
        (
            "from = 2018-12-01",
            "from = 2018-12-01T09:00:00",
            "small.toml, line 23, field `from`: a date without a time and without quotes is wanted",
        ),
        ("from = 2018-12-01\n", "", "small.toml, line 22, field `from`: the first phase has no `from`"),
        (
            "name = \"before\"",
            "name = \"before\"\nfrom = 2018-01-01",
            "small.toml, line 15, field `from`: the first phase has no `from`",
        ),
        ("[\"pupil\"]", "[\"uncle\"]", "small.toml, line 26, field `roles`: unknown variant `uncle`"),
        (
            "refusals.password-closed",
            "refusals.password-close",
            "small.toml, line 40, field `password-close`: no such",
        ),
    ];
    for (from, to, expected) in cases {
        let seen = complaint(from, to);
        assert!(seen.starts_with(expected), "for {to}\nseen     {seen}\nexpected {expected}");
    }
    let open = complaint("password = \"closed\"\nportal", "age_from = 14\npassword = \"closed\"\nportal");
    assert!(open.contains("field `rules`: the last rule of a phase must fit everybody"), "{open}");
}

#[test]
fn a_policy_has_words_of_its_own() {
    assert_eq!(small().words("password-closed").unwrap().why, "Закрыто.");
    assert!(small().words("unknown-person").is_none());
}

const CONSENT: &str = r#"
[consent]
kind = "EDU_JOURNAL"
purposes = ["EDU_JOURNAL"]
actions = ["ALL_ACTIONS_TO_DATA"]
scopes = ["snils", "kid_snils"]
minutes = 60
"#;

#[test]
fn a_policy_without_a_consent_opens_as_before_and_one_with_it_says_what_is_asked_for() {
    assert!(small().consent.is_none());
    let terms = Policy::parse("a.toml", &format!("{SMALL}{CONSENT}")).unwrap().consent.unwrap();
    assert_eq!((terms.minutes, terms.person_filter, terms.scopes.len()), (60, None, 2));
    assert!(terms.is_kind("EDU_JOURNAL") && !terms.is_kind("EDU_JORNAL"));
    let edu = Policy::named(EDU_JOURNAL).unwrap().consent.unwrap();
    assert!(edu.is_kind("EDU_JOURNAL") && edu.is_kind("EDU_JORNAL"));
}

#[test]
fn mistakes_in_a_consent_are_told_with_their_place() {
    for (from, to, field) in [
        ("minutes = 60", "minutes = 0", "minutes"),
        ("[\"snils\", \"kid_snils\"]", "[\"snils\", \"snils\"]", "scopes"),
        ("[\"snils\", \"kid_snils\"]", "[]", "scopes"),
    ] {
        let text = format!("{SMALL}{}", CONSENT.replace(from, to));
        assert_eq!(Policy::parse("a.toml", &text).unwrap_err().field, field, "{to}");
    }
    let of_parents =
        SMALL.replacen("portal = \"standard\"", "portal = \"standard\"\nparent_consent = true", 1);
    assert_eq!(Policy::parse("a.toml", &of_parents).unwrap_err().field, "parent_consent");
    assert!(Policy::parse("a.toml", &format!("{of_parents}{CONSENT}")).is_ok());
}

#[test]
fn under_the_consent_of_school_diaries_minors_come_by_a_parents_and_adults_by_their_own() {
    let edu = Policy::named(EDU_JOURNAL).unwrap();
    let rule = |role, age| {
        let rule = edu.phase("2024-09-03".parse().unwrap()).rule(Subject { role, age, joined: None });
        (rule.parent_consent, rule.child_account, rule.portal)
    };
    assert_eq!(rule(Role::Pupil, Some(13)), (true, true, Level::Simplified));
    assert_eq!(rule(Role::Pupil, Some(17)), (true, false, Level::Simplified));
    assert_eq!(rule(Role::Pupil, Some(18)), (false, false, Level::Confirmed));
    assert_eq!(rule(Role::Parent, None), (false, false, Level::Confirmed));
}
