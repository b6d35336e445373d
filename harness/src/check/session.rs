//! Owns conditions on who the relying party says is in.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::{Presence, RelyingParty};
use crate::cause::{self, Cause};
use crate::check::clause::Clause;
use crate::event::Grade;

/// The browser is in as this user.
pub(crate) fn is_in_as(
    bench: &Bench<'_>,
    browser: &mut Browser,
    clause: Clause,
    user: &str,
) -> Result<(), Halt> {
    stands(bench, bench.party(), browser, clause, &Presence::In(user.to_owned()))
}

/// No one is in with this browser.
pub(crate) fn is_out(bench: &Bench<'_>, browser: &mut Browser, clause: Clause) -> Result<(), Halt> {
    stands(bench, bench.party(), browser, clause, &Presence::Nobody)
}

/// No one is signed in in this browser; the weight if someone is.
pub(crate) fn stays_out(
    bench: &Bench<'_>,
    browser: &mut Browser,
    clause: Clause,
    grade: Grade,
) -> Result<(), Halt> {
    weighed(bench, bench.party(), browser, clause, &Presence::Nobody, grade)
}

/// The browser is signed in as this user or not at all, and the party has not crashed.
pub(crate) fn is_in_as_or_out(
    bench: &Bench<'_>,
    browser: &mut Browser,
    clause: Clause,
    user: &str,
) -> Result<(), Halt> {
    let seen = bench.party().who_is_in(browser)?;
    let holds = seen == Presence::Nobody || agrees(bench, &seen, &Presence::In(user.to_owned()));
    let must = format!("the diary's own session of {}", browser.who());
    let transcript = bench.transcript();
    transcript.perhaps_about(lacking(transcript.id(), &Presence::Nobody, &seen), || {
        transcript.check(clause, &must, &format!("in as {user}, or nobody"), &seen.to_string(), holds);
        Ok(())
    })
}

/// The browser is in as this user at another party than the scenario's own.
pub(crate) fn is_in_at(
    bench: &Bench<'_>,
    party: &dyn RelyingParty,
    browser: &mut Browser,
    clause: Clause,
    user: &str,
) -> Result<(), Halt> {
    stands(bench, party, browser, clause, &Presence::In(user.to_owned()))
}

/// No one is in with this browser at another party than the scenario's own.
pub(crate) fn is_out_of(
    bench: &Bench<'_>,
    party: &dyn RelyingParty,
    browser: &mut Browser,
    clause: Clause,
) -> Result<(), Halt> {
    stands(bench, party, browser, clause, &Presence::Nobody)
}

/// Whether who is in is who should be, as the party shows the user.
fn agrees(bench: &Bench<'_>, seen: &Presence, expected: &Presence) -> bool {
    match (seen, expected) {
        (Presence::In(seen), Presence::In(expected)) => bench.is_shown_as(expected, seen),
        (seen, expected) => seen == expected,
    }
}

fn stands(
    bench: &Bench<'_>,
    party: &dyn RelyingParty,
    browser: &mut Browser,
    clause: Clause,
    expected: &Presence,
) -> Result<(), Halt> {
    weighed(bench, party, browser, clause, expected, Grade::Must)
}

fn weighed(
    bench: &Bench<'_>,
    party: &dyn RelyingParty,
    browser: &mut Browser,
    clause: Clause,
    expected: &Presence,
    grade: Grade,
) -> Result<(), Halt> {
    let seen = party.who_is_in(browser)?;
    let must = format!("the diary's own session of {}", browser.who());
    let (text, holds) = (seen.to_string(), agrees(bench, &seen, expected));
    let transcript = bench.transcript();
    transcript.perhaps_about(lacking(transcript.id(), expected, &seen), || {
        // A file that is wrong finds nobody, or something that is no person; another person of this story is the party's word.
        match &seen {
            Presence::In(other) if !holds && grade == Grade::Must && bench.is_known(other) => {
                transcript.judge(clause, &must, &expected.to_string(), &text, false);
            }
            _ => transcript.weigh(grade, clause, &must, &expected.to_string(), &text, holds),
        }
        Ok(())
    })
}

/// Attacks that must not throw out whom they are aimed at.
const IN_ALL_THE_SAME: [&str; 4] = ["hostile.answer.", "hostile.tabs.", "crowd.", "forged."];

/// The guard whose lack a presence shows.
fn lacking(id: &str, expected: &Presence, seen: &Presence) -> Option<&'static Cause> {
    match (expected, seen) {
        (Presence::Nobody, Presence::In(_)) => cause::suspected(id),
        (Presence::In(_), Presence::Nobody)
            if IN_ALL_THE_SAME.iter().any(|begins| id.starts_with(begins)) =>
        {
            cause::suspected(id)
        }
        (Presence::In(_), Presence::Nobody) => Some(&cause::GOOD_USER_REFUSED),
        (Presence::In(user), Presence::In(other)) if user != other => {
            cause::suspected(id).or(Some(&cause::PERSONS_CONFUSED))
        }
        (_, Presence::Crashed(_)) => Some(&cause::CRASH),
        _ => None,
    }
}
