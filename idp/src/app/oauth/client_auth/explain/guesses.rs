//! What else a client may have signed in place of the right string, by what goes wrong in practice.

use std::collections::HashSet;

use crate::app::oauth::client_auth::case::Presented;
use crate::crypto::signed_form::Candidate;
use crate::domain::time::Span;
use crate::protocol::oauth::dialect::{Dialect, Signed, ToSign};
use crate::protocol::oauth::timestamp;
use crate::protocol::params::{decode_again, encode};

/// The values of a string to sign by name, in the order they are joined in.
type Parts<'a> = Vec<(&'static str, &'a str)>;

/// A string that may have been signed.
pub(crate) struct Guess {
    /// What it is.
    pub(crate) what: String,
    /// What to do about that, or how to tell it from the right one.
    remedy: String,
    /// The string.
    text: String,
    /// Whether it is what should have been signed.
    pub(crate) is_right: bool,
    /// Whether it happens often.
    is_likely: bool,
}

/// What a request may have been signed over; the right strings first, each string once.
pub(crate) fn of(presented: &Presented<'_>) -> Vec<Guess> {
    let right = presented.dialect.strings_to_sign(&presented.signed);
    let mut all: Vec<_> = right.iter().map(Guess::right).collect();
    all.extend(other_versions(presented, |_| true));
    for ToSign { parts } in &right {
        all.extend(spelled(parts));
        all.extend(left_out(parts));
        all.extend(moved(parts));
        all.extend(zones(parts));
    }
    all.extend(other_versions(presented, |name| name != "scope_org"));
    let mut seen = HashSet::new();
    all.retain(|guess| seen.insert(guess.text.clone()));
    all
}

/// The guesses as signatures are tried with them.
pub(crate) fn candidates(guesses: &[Guess]) -> Vec<Candidate> {
    let candidate =
        |guess: &Guess| Candidate { text: guess.text.clone().into_bytes(), is_likely: guess.is_likely };
    guesses.iter().map(candidate).collect()
}

impl Guess {
    fn right(to_sign: &ToSign<'_>) -> Self {
        Self { is_right: true, ..Self::likely("the right string", "", to_sign.text()) }
    }

    fn likely(what: impl Into<String>, remedy: impl Into<String>, text: String) -> Self {
        Self { what: what.into(), remedy: remedy.into(), text, is_right: false, is_likely: true }
    }

    fn rare(what: impl Into<String>, remedy: impl Into<String>, text: String) -> Self {
        Self { is_likely: false, ..Self::likely(what, remedy, text) }
    }

    /// What was signed and what to do about it, as one sentence goes on.
    pub(crate) fn told(&self) -> String {
        let Self { what, remedy, .. } = self;
        if remedy.is_empty() { what.clone() } else { format!("{what}; {remedy}") }
    }
}

/// The strings of the other versions, made of the values that a client may know of.
fn other_versions(presented: &Presented<'_>, is_known: fn(&str) -> bool) -> Vec<Guess> {
    let own = presented.dialect;
    let others = [Dialect::V1, Dialect::V2, Dialect::V3].into_iter().filter(|other| *other != own);
    let mut found = Vec::new();
    for other in others {
        for ToSign { parts } in other.strings_to_sign(&presented.signed) {
            let parts: Parts<'_> = parts.into_iter().filter(|(name, _)| is_known(name)).collect();
            let what = format!("{}, the order of {}", names(&parts), other.name());
            found.push(Guess::likely(what, format!("this is {}", own.name()), joined(&parts)));
        }
    }
    if own == Dialect::V1 {
        let Signed { scope, timestamp, client_id, state, .. } = presented.signed;
        let parts = [("client_id", client_id), ("scope", scope), ("timestamp", timestamp), ("state", state)];
        let remedy = "client_id before scope is the order of v2, this is v1";
        found.push(Guess::likely(names(&parts), remedy, joined(&parts)));
    }
    found
}

/// The right order, its values or the whole spelled otherwise.
fn spelled(parts: &Parts<'_>) -> Vec<Guess> {
    let each = |change: &dyn Fn(&str) -> String| parts.iter().map(|(_, value)| change(value)).collect();
    let address = |name: &str, value: &str| {
        if name == "redirect_uri" { encode(value) } else { value.to_owned() }
    };
    let values: Vec<_> = parts.iter().map(|(_, value)| *value).collect();
    let query: Vec<_> = parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let percent = |value: &str| encode(value).replace('+', "%20");
    let plain = "sign values as they are before encoding";
    let blanks = "sign the blanks";
    let separate = "join the values without separators";
    let end = "sign the string without one";
    vec![
        Guess::likely("percent-encoded values", plain, each(&encode)),
        Guess::likely("percent-encoded values, %20 for blanks", plain, each(&percent)),
        Guess::likely(
            "the percent-encoded redirect_uri",
            plain,
            parts.iter().map(|(name, value)| address(name, value)).collect(),
        ),
        Guess::likely(
            "the plain values",
            "the request carries them encoded twice: encode them once",
            each(&|value| decode_again(value).unwrap_or_else(|| value.to_owned())),
        ),
        Guess::likely("a newline behind the string", end, format!("{}\n", joined(parts))),
        Guess::rare("a line end behind the string", end, format!("{}\r\n", joined(parts))),
        Guess::rare("values with + for blanks", blanks, each(&|value| value.replace(' ', "+"))),
        Guess::rare("values with %20 for blanks", blanks, each(&|value| value.replace(' ', "%20"))),
        Guess::rare("values joined by blanks", separate, values.join(" ")),
        Guess::rare("values joined by newlines", separate, values.join("\n")),
        Guess::rare("values joined by &", separate, values.join("&")),
        Guess::rare("names and values as in a query", separate, query.join("&")),
    ]
}

/// The right order, one value missing.
fn left_out(parts: &Parts<'_>) -> Vec<Guess> {
    let without = |left: &str| parts.iter().filter(|(name, _)| *name != left).copied().collect::<Parts<'_>>();
    let guess = |(name, _): &(&'static str, &str)| {
        Guess::rare(format!("everything but {name}"), "sign it too", joined(&without(name)))
    };
    parts.iter().map(guess).collect()
}

/// The right values, one of them in another place, or all by the alphabet.
fn moved(parts: &Parts<'_>) -> Vec<Guess> {
    let mut orders = Vec::new();
    for from in 0..parts.len() {
        for to in 0..parts.len() {
            let mut order = parts.clone();
            let taken = order.remove(from);
            order.insert(to, taken);
            orders.push(order);
        }
    }
    let mut sorted = parts.clone();
    sorted.sort_unstable();
    orders.push(sorted);
    let named = |order: Parts<'_>| Guess::rare(names(&order), "the order differs", joined(&order));
    orders.into_iter().map(named).collect()
}

/// The right order with the time as another zone writes it.
fn zones(parts: &Parts<'_>) -> Vec<Guess> {
    let Some(sent) = parts.iter().find(|(name, _)| *name == "timestamp").map(|(_, value)| *value) else {
        return Vec::new();
    };
    let Some(moment) = timestamp::read(sent) else { return Vec::new() };
    let with = |time: &str| -> String {
        parts.iter().map(|(name, value)| if *name == "timestamp" { time } else { value }).collect()
    };
    let clock = sent.get(..20).unwrap_or_default();
    let mut found =
        vec![Guess::rare("a timestamp without its zone", "sign it with the zone", with(clock.trim_end()))];
    for hours in -12..=14_i64 {
        let zone = format!("{}{:02}00", if hours < 0 { '-' } else { '+' }, hours.abs());
        let there = (moment + Span::from_hours(hours)).to_wire();
        let other = format!("{}{zone}", there.get(..20).unwrap_or_default());
        for signed in [other, format!("{clock}{zone}")] {
            let what = format!("the timestamp «{signed}»");
            let remedy = format!("the request carries «{sent}»: send what is signed");
            found.push(Guess::rare(what, remedy, with(&signed)));
        }
    }
    found
}

fn names(parts: &[(&'static str, &str)]) -> String {
    ToSign { parts: parts.to_vec() }.order()
}

fn joined(parts: &[(&'static str, &str)]) -> String {
    parts.iter().map(|(_, value)| *value).collect()
}
