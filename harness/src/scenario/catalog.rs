//! Owns the catalogue: every scenario there is, in the order in which it is listed and reported.

mod account;
mod account_bank;
mod consent;
mod diary;
mod entry;
mod hostile;
mod universal;
mod wire;

use wildmatch::WildMatchPattern;

use crate::bench::party::Choice;
use crate::scenario::Scenario;
use crate::scenario::catalog::account::ACCOUNT;
use crate::scenario::catalog::account_bank::IMPORTS;
use crate::scenario::catalog::consent::{CONSENT, CONSENT_ATTACKS, CONSENT_WIRE, GROWN_UP};
use crate::scenario::catalog::diary::{DIARY, ROLE};
use crate::scenario::catalog::hostile::{HOSTILE, LIES, PROVIDER};
use crate::scenario::catalog::universal::UNIVERSAL;
use crate::scenario::catalog::wire::WIRE;

/// The parts of the catalogue, in its order.
const PARTS: [&[Scenario]; 13] = [
    ACCOUNT,
    IMPORTS,
    DIARY,
    CONSENT,
    ROLE,
    WIRE,
    CONSENT_WIRE,
    UNIVERSAL,
    HOSTILE,
    CONSENT_ATTACKS,
    GROWN_UP,
    PROVIDER,
    LIES,
];

/// All scenarios.
pub const CATALOG: &[Scenario] = &joined::<{ length(&PARTS) }>(&PARTS);

const fn length(parts: &[&[Scenario]]) -> usize {
    let (mut all, mut part) = (0, 0);
    while part < parts.len() {
        (all, part) = (all + parts[part].len(), part + 1);
    }
    all
}

/// The parts one after another.
const fn joined<const N: usize>(parts: &[&[Scenario]]) -> [Scenario; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut own = 0;
        while own < parts[part].len() {
            all[at] = parts[part][own];
            (own, at) = (own + 1, at + 1);
        }
        part += 1;
    }
    all
}

/// The scenarios that any of the patterns names; when there is no pattern, all that have to do with the party.
///
/// # Errors
/// Gives back the first pattern that names none.
pub fn select(patterns: &[String], party: &Choice) -> Result<Vec<Scenario>, String> {
    if patterns.is_empty() {
        let concerns = |one: &&Scenario| matches!(party, Choice::Builtin) || !one.is_of_the_portal_alone();
        return Ok(CATALOG.iter().filter(concerns).copied().collect());
    }
    let named = |pattern: &str, scenario: &Scenario| matches(pattern, scenario.id);
    if let Some(unmatched) = patterns.iter().find(|pattern| !CATALOG.iter().any(|one| named(pattern, one))) {
        return Err(unmatched.clone());
    }
    Ok(CATALOG.iter().filter(|one| patterns.iter().any(|pattern| named(pattern, one))).copied().collect())
}

/// A pattern is an id in which `*` stands for any run of characters.
fn matches(pattern: &str, id: &str) -> bool {
    WildMatchPattern::<'*', '\0'>::new(pattern).matches(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::Policy;

    fn ids(patterns: &[&str]) -> Vec<&'static str> {
        let patterns: Vec<_> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        select(&patterns, &Choice::Builtin).unwrap().iter().map(|scenario| scenario.id).collect()
    }

    #[test]
    fn every_scenario_has_an_id_of_its_own_a_policy_and_a_moment() {
        for scenario in CATALOG {
            assert_eq!(ids(&[scenario.id]), [scenario.id]);
            assert!(Policy::named(scenario.policy).is_some(), "{}: no such policy", scenario.id);
            assert!(scenario.at.parse::<jiff::Timestamp>().is_ok(), "{}: no such moment", scenario.id);
            assert!(!scenario.clauses.is_empty(), "{}: rests on nothing", scenario.id);
        }
    }

    #[test]
    fn patterns_choose_in_the_order_of_the_catalogue() {
        assert_eq!(
            ids(&["diary.bind.*"]),
            ["diary.bind.memo", "diary.bind.declined", "diary.bind.oid-changed", "diary.bind.deleted-swept"]
        );
        assert_eq!(ids(&["*.memo", "account.register.phone"]), ["account.register.phone", "diary.bind.memo"]);
        assert_eq!(ids(&["*bind*memo*"]), ["diary.bind.memo"]);
        assert_eq!(ids(&["*"]).len(), CATALOG.len());
        assert_eq!(ids(&[]).len(), CATALOG.len());
    }

    #[test]
    fn a_pattern_that_names_nothing_is_given_back() {
        assert_eq!(select(&["diary.*".into(), "dairy.*".into()], &Choice::Builtin).unwrap_err(), "dairy.*");
    }
}
