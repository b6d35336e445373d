//! Owns the attacks by messages: nothing proves who sends one, so a stranger may.

use reqwest::Method;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::family::{
    KIRA, MARIA, WITHDRAW, address_of_messages, adult, child, comes, in_family_section, message,
    messages_arrive, number_for, post_message,
};

const CLAUSE: &str = "DP 4.3: no proof of the sender";

/// The body that is too large for a message.
const OCTETS: usize = 10 << 20;

/// A mother who consented, and her child who is reading; the child is out without the consent.
struct Reading {
    mother: Person,
    browser: Browser,
    consent: u64,
}

fn reading(bench: &Bench<'_>) -> Result<Reading, Halt> {
    bench.transcript().control(|| {
        let mother = adult(bench, &MARIA, "confirmed")?;
        let kira = child(bench, &mother, &KIRA)?;
        is_out(bench, &mut comes(bench, &KIRA, &kira)?, CLAUSE)?;
        comes(bench, &MARIA, &mother)?;
        messages_arrive(bench)?;
        let mut browser = comes(bench, &KIRA, &kira)?;
        is_in_as(bench, &mut browser, CLAUSE, KIRA.id)?;
        let consent = number_for(bench, &mother)?;
        Ok(Reading { mother, browser, consent })
    })
}

/// A stranger posts a withdrawal with the victim's number: nobody is locked out.
pub(crate) fn forged_revoke(bench: &Bench<'_>) -> Result<(), Halt> {
    let Reading { mother, mut browser, consent } = reading(bench)?;
    bench.transcript().did("a stranger", "posts the withdrawal of a consent that acts")?;
    post_message(bench, &message("revoke", &mother, consent))?;
    is_in_as(bench, &mut browser, CLAUSE, KIRA.id)
}

/// A stranger posts that a withdrawn consent was given: the child stays out.
pub(crate) fn forged_issue(bench: &Bench<'_>) -> Result<(), Halt> {
    let Reading { mother, mut browser, consent } = reading(bench)?;
    bench.transcript().control(|| {
        in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
        is_out(bench, &mut browser, CLAUSE)
    })?;
    bench.transcript().did("a stranger", "posts that the consent was given")?;
    post_message(bench, &message("issue", &mother, consent))?;
    is_out(bench, &mut browser, CLAUSE)
}

/// What is no message has no effect, and the diary goes on.
pub(crate) fn malformed(bench: &Bench<'_>) -> Result<(), Halt> {
    let Reading { mother, mut browser, consent } = reading(bench)?;
    let sound = message("revoke", &mother, consent);
    let with = |name: &str, value: Value| {
        let mut other = sound.clone();
        other[name] = value;
        other.to_string()
    };
    let bodies = [
        ("oid as a number", with("oid", json!(mother.oid))),
        ("oid of letters", with("oid", json!("one"))),
        ("oid without end", with("oid", json!("9".repeat(60)))),
        ("an unknown operation", with("opType", json!("PermissionOperationEnum.eatPermission"))),
        ("another kind of event", with("eventType", json!("otherEvent"))),
        ("no session", with("sessionId", Value::Null)),
        ("a number as text", with("issPrmId", json!(consent.to_string()))),
        ("a number below none", with("issPrmId", json!(-1))),
        ("a list", json!([sound]).to_string()),
        ("no JSON", "{".to_owned()),
        ("nothing", String::new()),
        ("ten megabytes", "x".repeat(OCTETS)),
    ];
    let address = address_of_messages(bench)?;
    for (name, body) in bodies {
        // The diary may close the door before a large body has come whole, which is a refusal too.
        let status = match bench.posts(&address, body) {
            Err(Halt::Unanswered(_)) => 413,
            status => status?,
        };
        refuses(bench, name, status);
    }
    refuses(bench, "GET", bench.sends(Method::GET, &address, String::new())?);
    bench.builtin()?.reads_messages()?;
    is_in_as(bench, &mut browser, CLAUSE, KIRA.id)
}

fn refuses(bench: &Bench<'_>, name: &str, status: u16) {
    let holds = status == 200 || (400..500).contains(&status);
    let must = format!("a message with {name} is answered");
    bench.transcript().check(CLAUSE, &must, "200 or 4xx", &status.to_string(), holds);
}
