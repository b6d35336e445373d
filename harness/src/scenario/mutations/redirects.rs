//! Owns the lies in the redirect back: near misses of `state`, parameters twice.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::subject::Subject;
use crate::scenario::steps::answers::{answer_to, code_of, hold_answer};

/// What stands in the place of `state`; nothing where it is left out.
type Changed = (&'static str, fn(&str) -> Vec<String>, bool);

const CHANGES: [Changed; 13] = [
    ("is not there", |_| Vec::new(), true),
    ("is empty", |_| vec![String::new()], true),
    ("is another one", |_| vec!["5e1f0000-0000-4000-8000-000000000000".to_owned()], true),
    ("lacks its last letter", |state| vec![but_last(state)], true),
    ("lacks its first letter", |state| vec![state.chars().skip(1).collect()], true),
    ("is the first half", |state| vec![state.chars().take(state.chars().count() / 2).collect()], true),
    ("has a letter more", |state| vec![format!("{state}0")], true),
    ("has a letter before", |state| vec![format!("0{state}")], true),
    ("has its last letter changed", |state| vec![format!("{}{}", but_last(state), other_last(state))], true),
    ("is a wildcard", |_| vec!["*".to_owned()], true),
    ("is there twice, another one first", |state| vec!["x".to_owned(), state.to_owned()], false),
    ("is there twice, another one last", |state| vec![state.to_owned(), "x".to_owned()], false),
    ("is in capitals", |state| vec![state.to_uppercase()], false),
];

/// `state` to the letter.
pub(crate) fn state(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    for (how, changed, must_refuse) in CHANGES {
        let seen = bench.transcript().quietly(|| carried_back(&liar, changed))?;
        let herself = Presence::In(liar.herself.id.clone());
        let (expected, holds) = match must_refuse {
            true => ("nobody is in", seen == Presence::Nobody),
            false => ("she is in herself, or nobody is", seen == Presence::Nobody || seen == herself),
        };
        let shown = match holds {
            true => seen.to_string(),
            false => subject.without_guard(&seen.to_string()),
        };
        bench.transcript().check(subject.clause(), &format!("state {how}"), expected, &shown, holds);
    }
    liar.comes_honestly()
}

/// Carries a genuine answer back with `state` changed.
fn carried_back(liar: &Liar<'_, '_>, changed: fn(&str) -> Vec<String>) -> Result<Presence, Halt> {
    let bench = liar.bench;
    let mut browser: Browser = bench.browser(liar.herself.who);
    let answer: Url = hold_answer(bench, &mut browser, &liar.herself.person)?;
    let state = answer.query_pairs().find(|(name, _)| name == "state").map(|(_, value)| value.into_owned());
    let state = state.unwrap_or_default();
    let code = code_of(&answer);
    let states = changed(&state);
    let fields: Vec<(&str, &str)> = [("code", code.as_str())]
        .into_iter()
        .chain(states.iter().map(|state| ("state", state.as_str())))
        .collect();
    match browser.open(&answer_to(&answer, &fields)) {
        Ok(()) | Err(Halt::Unanswered(_) | Halt::Missing(_)) => {}
        Err(other) => return Err(other),
    }
    bench.party().who_is_in(&mut browser)
}

fn but_last(text: &str) -> String {
    let mut chars = text.chars();
    chars.next_back();
    chars.as_str().to_owned()
}

fn other_last(text: &str) -> char {
    if text.ends_with('0') { '1' } else { '0' }
}
