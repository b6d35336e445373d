//! Owns tests of the generated lies: the sound diary believes none in any version, a weak twin is told which guard it lacks,
//! and what a party does not use is not held against it.

use std::collections::BTreeMap;

use harness::bench::limits::Mutations;
use harness::bench::party::{Choice, Guard, Protocol};
use harness::diary::Chance;
use harness::diary::esia::identity::Identity;
use harness::diary::esia::protocol::{Algorithm, Dialect};
use harness::event::{Check, Happening, Part, RunEvent, Verdict};
use harness::report::Reporter;
use harness::scenario::Scenario;
use harness::scenario::catalog;

use crate::party::{reported, repository, run};
use crate::verdicts::{Diary, provider};

/// Keeps what a run says of each scenario.
#[derive(Default)]
struct Told {
    verdicts: BTreeMap<&'static str, (Verdict, String)>,
    checks: Vec<(&'static str, Check)>,
    /// The tokens of the requests that the party made itself and that were recorded.
    tokens: Vec<(&'static str, String)>,
}

impl Reporter for Told {
    fn on_event(&mut self, event: &RunEvent) -> std::io::Result<()> {
        match event {
            RunEvent::Happened { id, what: Happening::Checked(check), .. } => {
                self.checks.push((id, check.clone()))
            }
            RunEvent::Happened { id, what: Happening::Asked(exchange), .. } => {
                self.tokens.push((id, exchange.tokens.join("\n")));
            }
            RunEvent::ScenarioFinished { id, outcome } => {
                self.verdicts.insert(id, (outcome.verdict, outcome.halt.clone().unwrap_or_default()));
            }
            _ => {}
        }
        Ok(())
    }
}

fn selected(patterns: &[&str]) -> Vec<Scenario> {
    let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
    catalog::select(&patterns, &Choice::Builtin).unwrap()
}

fn told(patterns: &[&str], protocol: Protocol, without: &[Guard], mutations: Mutations) -> Told {
    let identity = Identity::make("SCHOOL_DIARY", protocol.algorithm(), &Chance::seeded(60)).unwrap();
    let mut told = Told::default();
    let diary = Diary { identity: &identity, protocol, without };
    diary.run_telling(&provider(), &selected(patterns), &mut told, mutations);
    told
}

fn believes_none(told: &Told) {
    for (id, (verdict, why)) in &told.verdicts {
        let broken: Vec<_> = told.checks.iter().filter(|(own, check)| own == id && !check.holds).collect();
        assert_eq!(*verdict, Verdict::Passed, "{id}: {why}: {broken:#?}");
    }
}

#[test]
fn a_sound_diary_with_gost_believes_no_lie_in_the_id_token() {
    let protocol = Protocol::new(Dialect::V3, Algorithm::Gost256, Algorithm::Gost256).unwrap();
    believes_none(&told(&["hostile.lies.id.*", "hostile.time.*"], protocol, &[], Mutations::Quick));
}

#[test]
fn a_believed_lie_names_the_missing_guard_and_the_gain_and_is_proved() {
    let id = "hostile.lies.id.audience";
    let told = told(&[id], Protocol::FIRST, &[Guard::Audience], Mutations::Quick);
    assert_eq!(told.verdicts[id].0, Verdict::Failed);
    let mut broken = told.checks.iter().filter(|(_, check)| !check.holds).map(|(_, check)| check);
    let check = broken.next().expect("a check that does not hold");
    assert_eq!((check.clause, check.expected.as_str()), ("MR-RP-10", "nobody is in"));
    assert!(
        check.seen.starts_with(
            "in as belkina-vera: [critical] the audience of the id token is not checked; whoever"
        ),
        "{check:?}"
    );
    assert!(
        told.tokens.iter().any(|(_, tokens)| tokens.contains("\"aud\": \"ANOTHER_SYSTEM\"")),
        "{:?}",
        told.tokens
    );
}

#[test]
fn the_tolerance_for_clocks_is_measured_to_the_second() {
    let told = told(&["hostile.time.*"], Protocol::FIRST, &[], Mutations::Quick);
    for (claim, seconds) in [("exp", "59 seconds"), ("nbf", "60 seconds"), ("iat", "60 seconds")] {
        let must = format!("the party's tolerance for {claim}, measured");
        let (_, check) = told.checks.iter().find(|(_, check)| check.must == must).expect("it is measured");
        assert_eq!(check.seen, seconds, "{claim}");
    }
}

#[test]
fn no_lies_are_told_where_none_are_wanted() {
    let id = "hostile.lies.id.issuer";
    let told = told(&[id], Protocol::FIRST, &[], Mutations::None);
    assert_eq!(told.verdicts[id].0, Verdict::NotApplicable);
    assert!(told.verdicts[id].1.contains("--mutations none"));
}

mod full {
    use super::*;

    #[test]
    fn a_sound_diary_believes_no_lie_of_five_hundred() {
        let told = told(&["hostile.lies.*"], Protocol::FIRST, &[], Mutations::All);
        believes_none(&told);
        let lies = told.checks.iter().filter(|(_, check)| check.part == Part::Verdict).count();
        assert!(lies >= 500, "{lies} lies");
    }

    #[test]
    fn a_sound_diary_with_gost_believes_none_either() {
        let protocol = Protocol::new(Dialect::V3, Algorithm::Gost256, Algorithm::Gost256).unwrap();
        believes_none(&told(&["hostile.lies.*", "hostile.time.*"], protocol, &[], Mutations::Quick));
    }

    #[test]
    fn what_a_party_does_not_look_at_is_not_held_against_it() {
        let file = repository().join("harness/clients/odd-diary.toml");
        let scenarios = ["hostile.lies.*", "hostile.time.*", "hostile.retry.*"];
        let (mut harness, folder) = run("odd-lies", &file, &scenarios);
        let ran = harness.env("DIARY_ODDITY", "naive").output().unwrap();
        let verdicts = reported(&folder, &String::from_utf8_lossy(&ran.stderr));
        for (id, (verdict, why)) in &verdicts {
            let expected = match id.as_str() {
                // It takes the person from the id token, and uses nothing of the access token.
                "hostile.lies.id.person"
                | "hostile.lies.id.level"
                | "hostile.lies.answer.token-type"
                | "hostile.lies.answer.access-token" => "not-applicable",
                id if id.starts_with("hostile.lies.access.") || id.starts_with("hostile.lies.record.") => {
                    "not-applicable"
                }
                "hostile.time.clocks"
                | "hostile.retry.token"
                | "hostile.lies.answer.rest"
                | "hostile.lies.answer.id-token"
                | "hostile.lies.id.issued-at" => "passed",
                "hostile.lies.id.kind" | "hostile.time.issued-at" => "warning",
                _ => "failed",
            };
            assert_eq!(verdict, expected, "{id}: {why}");
        }
        assert!(verdicts["hostile.lies.access.client"].1.contains("does not look at the access token"));
    }
}
