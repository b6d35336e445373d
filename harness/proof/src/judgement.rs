//! Owns what counts as caught: a failed verdict, where the sound party had none, whose cause names the missing guard.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use wildmatch::WildMatchPattern;

use crate::faults::Fault;
use crate::report::{Report, Scenario, Verdict};

/// What a run with a planted fault came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A scenario failed, and its cause names the guard.
    Caught,
    /// Scenarios failed, and none names the guard.
    OtherCause,
    /// There was a warning, or an item that needs a look, and nothing worse.
    Warned,
    /// There were only invalid scenarios, or ones that could not be judged.
    Invalid,
    /// Everything is as with the sound party.
    Survived,
}

impl Outcome {
    /// One word for tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Caught => "caught",
            Self::OtherCause => "other cause",
            Self::Warned => "warned",
            Self::Invalid => "invalid",
            Self::Survived => "survived",
        }
    }
}

/// A run with a planted fault, judged.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Judgement {
    /// What it came to.
    pub outcome: Outcome,
    /// The scenario that shows it best.
    pub scenario: String,
    /// What that scenario says.
    pub reason: String,
    /// The other scenarios that came to the same.
    pub others: Vec<String>,
}

impl Judgement {
    /// Nothing was seen.
    pub fn nothing() -> Self {
        Self {
            outcome: Outcome::Survived,
            scenario: String::new(),
            reason: String::new(),
            others: Vec::new(),
        }
    }
}

/// Judges a run with a planted fault beside one of the sound party.
pub fn judge(fault: &Fault, faulty: &Report, sound: &Report) -> Judgement {
    let guard = &fault.guard;
    let changed: Vec<(&Scenario, Verdict)> = faulty
        .scenarios
        .iter()
        .filter_map(|one| one.verdict.map(|verdict| (one, verdict)))
        .filter(|(one, verdict)| *verdict > usual(sound, &one.id))
        .collect();
    let of = |wanted: fn(Verdict) -> bool| -> Vec<&Scenario> {
        changed.iter().filter(|(_, verdict)| wanted(*verdict)).map(|(one, _)| *one).collect()
    };
    let failed = of(|verdict| verdict == Verdict::Failed);
    let (named, unnamed): (Vec<_>, Vec<_>) = failed.into_iter().partition(|one| is_about(fault, one));
    let warned = of(|verdict| matches!(verdict, Verdict::Warning | Verdict::NeedsALook));
    let invalid = of(|verdict| matches!(verdict, Verdict::Invalid | Verdict::Broken));
    let outcomes = [
        (Outcome::Caught, named),
        (Outcome::OtherCause, unnamed),
        (Outcome::Warned, warned),
        (Outcome::Invalid, invalid),
    ];
    let found = outcomes.into_iter().find(|(_, scenarios)| !scenarios.is_empty());
    let Some((outcome, scenarios)) = found else {
        return Judgement::nothing();
    };
    let shown = scenarios[0];
    Judgement {
        outcome,
        scenario: shown.id.clone(),
        reason: telling(guard, shown),
        others: scenarios[1..].iter().map(|one| one.id.clone()).collect(),
    }
}

impl Report {
    /// The applying scenarios that a pattern names, those first that have most of the words in id and title.
    pub fn named_by(&self, patterns: &[String], words: &[String]) -> Vec<String> {
        let applying = self.scenarios.iter().filter(|one| one.verdict != Some(Verdict::NotApplicable));
        let named = applying.filter(|one| patterns.iter().any(|pattern| matches(pattern, &one.id)));
        let count = |text: &str| {
            let text = text.to_lowercase();
            words.iter().filter(|word| has(&text, &word.to_lowercase())).count()
        };
        let mut counted: Vec<_> =
            named.map(|one| (2 * count(&one.id) + count(&one.title), one.id.clone())).collect();
        counted.sort_by_key(|(words, _)| Reverse(*words));
        counted.into_iter().map(|(_, id)| id).collect()
    }
}

/// A pattern is an id in which `*` stands for any run of characters.
fn matches(pattern: &str, id: &str) -> bool {
    WildMatchPattern::<'*', '\0'>::new(pattern).matches(id)
}

/// Whether a scenario names the guard: by the key of its cause where it has one, by words otherwise.
fn is_about(fault: &Fault, scenario: &Scenario) -> bool {
    match &scenario.cause {
        Some(cause) if !fault.causes.is_empty() => fault.causes.contains(cause),
        _ => names(&fault.guard, &scenario.told()),
    }
}

/// What a scenario says of the sound party; one that was not run there says nothing bad.
fn usual(sound: &Report, id: &str) -> Verdict {
    let same = sound.scenarios.iter().find(|one| one.id == id);
    same.and_then(|one| one.verdict).unwrap_or(Verdict::Passed)
}

/// The reason that names the guard, or the first.
fn telling(guard: &[String], scenario: &Scenario) -> String {
    let reasons = scenario.reasons();
    let best = reasons.iter().find(|reason| names(guard, reason)).or(reasons.first());
    best.cloned().unwrap_or_else(|| scenario.title.clone())
}

/// Whether a text has one of the words, in any letter case. A short Latin word must stand alone, so that `exp` is not found in
/// `expected`; a longer one must begin a word, so that a stem is enough.
fn names(guard: &[String], text: &str) -> bool {
    let text = text.to_lowercase();
    guard.iter().any(|word| has(&text, &word.to_lowercase()))
}

fn has(text: &str, word: &str) -> bool {
    let must_end = word.len() <= SHORT_OCTETS && word.is_ascii();
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let begins = !inside(before.and_then(|text| text.chars().next_back()));
        let ends = !inside(after.and_then(|text| text.chars().next()));
        begins && (ends || !must_end)
    })
}

/// A Latin word that is no longer than this stands in others by chance.
const SHORT_OCTETS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn report(scenarios: &[(&str, &str, &str)]) -> Report {
        let all: Vec<_> = scenarios
            .iter()
            .map(|(id, verdict, halt)| {
                serde_json::json!({"id": id, "title": "it works", "verdict": verdict, "halt": halt})
            })
            .collect();
        serde_json::from_value(serde_json::json!({ "scenarios": all })).unwrap()
    }

    fn outcome_with(verdict: &str, halt: &str, cause: Option<&str>) -> Outcome {
        let sound = report(&[("one", "passed", ""), ("two", "failed", "")]);
        let mut faulty = report(&[("one", verdict, halt), ("two", "failed", "the audience")]);
        faulty.scenarios[0].cause = cause.map(str::to_owned);
        let text = "name = 'a'\nclass = 'b'\nwrong = 'c'\nconsequence = 'd'\nguard = ['aud', 'audience']\n\
                    causes = ['id-token.audience']";
        judge(&toml::from_str(text).unwrap(), &faulty, &sound).outcome
    }

    fn outcome(verdict: &str, halt: &str) -> Outcome {
        outcome_with(verdict, halt, None)
    }

    #[test]
    fn scenarios_are_chosen_by_patterns_and_those_that_speak_of_the_guard_come_first() {
        let all =
            report(&[("a.one", "passed", ""), ("a.two-aud", "passed", ""), ("a.none", "not-applicable", "")]);
        let chosen = |pattern: &str| all.named_by(&[pattern.to_owned()], &["aud".to_owned()]);
        assert_eq!(chosen("a.*"), ["a.two-aud", "a.one"]);
        assert_eq!(chosen("*.one"), ["a.one"]);
        assert!(chosen("b.*").is_empty() && chosen("a.none").is_empty());
    }

    #[test]
    fn a_check_that_does_not_hold_can_name_the_guard() {
        let step = |must: &str, holds: bool| serde_json::json!({"checked": {"must": must, "holds": holds}});
        let of = |steps: serde_json::Value| -> Scenario {
            let one = serde_json::json!({"id": "one", "title": "", "verdict": "failed", "happened": steps});
            serde_json::from_value(one).unwrap()
        };
        let told =
            of(serde_json::json!([step("HttpOnly is set", true), step("SameSite is set", false)])).told();
        assert!(names(&["SameSite".to_owned()], &told) && !names(&["HttpOnly".to_owned()], &told), "{told}");
    }

    #[test]
    fn a_key_of_a_cause_outweighs_words() {
        assert_eq!(outcome_with("failed", "", Some("id-token.audience")), Outcome::Caught);
        assert_eq!(outcome_with("failed", "the audience", Some("answer.crash")), Outcome::OtherCause);
    }

    #[test]
    fn only_a_failed_verdict_that_names_the_guard_is_a_catch() {
        assert_eq!(outcome("failed", "aud is another's"), Outcome::Caught);
        assert_eq!(outcome("failed", "the audience of the token"), Outcome::Caught);
        assert_eq!(outcome("failed", "nobody could sign in"), Outcome::OtherCause);
        assert_eq!(outcome("failed", "a fraud"), Outcome::OtherCause);
        assert_eq!(outcome("warning", "the audience"), Outcome::Warned);
        assert_eq!(outcome("needs-a-look", "the audience"), Outcome::Warned);
        assert_eq!(outcome("invalid", "the audience"), Outcome::Invalid);
        assert_eq!(outcome("broken", "the audience"), Outcome::Invalid);
        assert_eq!(outcome("passed", ""), Outcome::Survived);
        assert_eq!(outcome("not-applicable", "the audience"), Outcome::Survived);
    }
}
