//! Owns the scenarios of the portal's messages: heard, heard twice, late, out of order, and many at once.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::page::shows;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::family::{
    KIRA, MARIA, WITHDRAW, adult, child, comes, in_family_section, message, number_for, post_message,
};
use crate::scenario::positive::consent::desk::is_bound;
use crate::scenario::positive::consent::given::{is_in, is_missing, mother_consents};

const CLAUSE: &str = "DP 4.3";

/// How many messages come at once: about a second in a debug build. The real day of ten thousand is the same, longer.
const STORM: u64 = 300;

/// Posts a message, and states that it was answered 200.
fn posted(bench: &Bench<'_>, operation: &str, person: &Person, consent: u64) -> Result<(), Halt> {
    let status = post_message(bench, &message(operation, person, consent))?;
    let must = format!("a message `{operation}` is answered");
    bench.transcript().check(CLAUSE, &must, "200", &status.to_string(), status == 200);
    Ok(())
}

/// The consent is given on a telephone, and the cabinet on the computer opens without a new sign-in.
pub(crate) fn issue(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    let mut waiting = comes(bench, &KIRA, &kira)?;
    is_missing(bench, &mut waiting)?;
    mother_consents(bench, &mother)?;
    waiting.open(&bench.party().inside())?;
    is_in_as(bench, &mut waiting, CLAUSE, KIRA.id)?;
    shows(bench, &waiting, CLAUSE, KIRA.marks)
}

/// The same event again has no second effect.
pub(crate) fn twice(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    let mut reading = is_in(bench, &KIRA, &kira)?;
    let consent = number_for(bench, &mother)?;
    for _ in 0..2 {
        posted(bench, "issue", &mother, consent)?;
    }
    is_in_as(bench, &mut reading, CLAUSE, KIRA.id)?;
    is_bound(bench, &KIRA, Some(kira.oid))?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    for _ in 0..2 {
        posted(bench, "revoke", &mother, consent)?;
    }
    is_out(bench, &mut reading, CLAUSE)
}

/// A message that comes hours late, when the consent was given again, changes nothing.
pub(crate) fn late(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    let first = number_for(bench, &mother)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    bench.transcript().control(|| is_missing(bench, &mut comes(bench, &KIRA, &kira)?))?;
    mother_consents(bench, &mother)?;
    let mut reading = is_in(bench, &KIRA, &kira)?;
    bench.wait("PT2H", "for the message of the withdrawal, which comes late")?;
    posted(bench, "revoke", &mother, first)?;
    is_in_as(bench, &mut reading, CLAUSE, KIRA.id)
}

/// The withdrawal is told before the consent that it is about: what holds is on the list.
pub(crate) fn order(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    let consent = number_for(bench, &mother)?;
    let mut reading = is_in(bench, &KIRA, &kira)?;
    // The consent acts: told in the wrong order, it acts still.
    posted(bench, "revoke", &mother, consent)?;
    posted(bench, "issue", &mother, consent)?;
    is_in_as(bench, &mut reading, CLAUSE, KIRA.id)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    // It is withdrawn: told in the wrong order, it is withdrawn still.
    posted(bench, "revoke", &mother, consent)?;
    posted(bench, "issue", &mother, consent)?;
    is_out(bench, &mut reading, CLAUSE)
}

/// Many at once: every one is answered 200, and what they tell of is not lost among them.
pub(crate) fn storm(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    let mut waiting = comes(bench, &KIRA, &kira)?;
    is_missing(bench, &mut waiting)?;
    let address = crate::scenario::family::address_of_messages(bench)?;
    bench.transcript().did("the portal", &format!("sends {STORM} messages about other people"))?;
    let mut taken = 0;
    for number in 0..STORM {
        let operation = if number % 3 == 0 { "issue" } else { "revoke" };
        let mut other = message(operation, &mother, 1_000_000 + number);
        other["oid"] = json!((2_000_000_000 + number).to_string());
        taken += u64::from(bench.posts(&address, other.to_string())? == 200);
    }
    let (expected, seen) = (STORM.to_string(), taken.to_string());
    bench.transcript().check(CLAUSE, "messages that were answered 200", &expected, &seen, taken == STORM);
    mother_consents(bench, &mother)?;
    waiting.open(&bench.party().inside())?;
    is_in_as(bench, &mut waiting, CLAUSE, KIRA.id)
}
