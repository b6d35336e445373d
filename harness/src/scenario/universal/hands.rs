//! Owns what changes hands: an address or a telephone that was somebody else's, an account made anew, two accounts of one.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::{Introduced, Presence};
use crate::scenario::steps::known::settled;
use crate::scenario::universal::gallery::reread;
use crate::scenario::universal::strangers::is_stranger;
use crate::scenario::universal::{presence_of, try_to_enter};

const CLAUSE: &str = "OIDC Core, 5.7: who a person is, is the subject and nothing else";

/// The user gives up e-mail and telephone; somebody else takes them and signs in.
pub(crate) fn freed_contacts(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    for contact in ["email", "mobile"] {
        let owner = bench.idp().person_document(known.person.oid)?;
        let Some(value) = owner[contact].as_str().map(str::to_owned) else {
            continue;
        };
        bench
            .transcript()
            .did("provider", &format!("gives the {contact} of {} to somebody else", known.who))?;
        // Who cannot be without it does not give it up.
        if bench.party().terms().needs(contact) {
            continue;
        }
        bench.idp().change_person(known.person.oid, &one(contact, ""))?;
        let heir = bench.citizen(with(json!({ "level": "confirmed" }), contact, &value))?;
        let mut browser = bench.browser("heir");
        try_to_enter(bench, &mut browser, &heir, CLAUSE)?;
        let guard = "an address or a telephone that changed hands opens nobody's diary:";
        is_stranger(bench, &mut browser, &known, &heir, guard)?;
    }
    let person = reread(bench, &known.person)?;
    let (_, seen) = presence_of(bench, known.who, &person, CLAUSE)?;
    let guard = "the owner is in without the contacts of before:";
    let holds = seen == Presence::In(own_name(bench, &known.person, &person, &known.id));
    bench.transcript().judge(CLAUSE, guard, &format!("in as {}", known.id), &seen.to_string(), holds);
    Ok(())
}

/// The account is deleted; its contacts are taken by a new account of somebody else.
pub(crate) fn deleted_and_taken(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let owner = bench.idp().person_document(known.person.oid)?;
    bench.transcript().did("provider", &format!("deletes the account of {}", known.who))?;
    bench.idp().command(known.person.oid, &json!({ "command": "delete" }))?;
    let mut wanted = json!({ "level": "confirmed" });
    for contact in ["email", "mobile"] {
        if let Some(value) = owner[contact].as_str() {
            wanted = with(wanted, contact, value);
        }
    }
    let heir = bench
        .idp()
        .create_person(wanted)
        .or_else(|_| bench.idp().create_person(json!({ "level": "confirmed" })))?;
    let mut browser = bench.browser("heir");
    try_to_enter(bench, &mut browser, &heir, CLAUSE)?;
    let guard = "whoever takes the contacts of a deleted account takes nothing else:";
    is_stranger(bench, &mut browser, &known, &heir, guard)
}

/// The account is deleted, and the same person makes another: the number is new, the insurance number is not.
pub(crate) fn made_anew(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let Some(snils) = known.person.snils.clone() else {
        return Err(Halt::NotApplicable("the user has no insurance number".to_owned()));
    };
    bench
        .transcript()
        .did("provider", &format!("deletes the account of {}, who makes another", known.who))?;
    bench.idp().command(known.person.oid, &json!({ "command": "delete" }))?;
    let person = &known.person;
    let wanted = json!({
        "level": "confirmed", "snils": snils, "last_name": person.last_name, "first_name": person.first_name,
        "middle_name": person.middle_name.clone().unwrap_or_default(),
    });
    let again = bench.citizen(wanted)?;
    let (_, seen) = presence_of(bench, known.who, &again, CLAUSE)?;
    let own = bench.party().name_of(&again, None);
    // A party that knows accounts asks to bind again; one that knows insurance numbers lets in. Both are sound.
    let holds = match &seen {
        Presence::Nobody => true,
        Presence::In(who) => *who == known.id || known.introduced == Introduced::Anybody && *who == own,
        Presence::Crashed(_) => false,
    };
    let guard = "a person with a new account is the same person, or is asked anew:";
    bench.transcript().judge(
        CLAUSE,
        guard,
        &format!("in as {}, or nobody", known.id),
        &seen.to_string(),
        holds,
    );
    Ok(())
}

/// What the party shows of a person who has changed; a user of the party keeps the name there.
fn own_name(bench: &Bench<'_>, before: &Person, now: &Person, id: &str) -> String {
    let [was, is] = [before, now].map(|person| bench.party().name_of(person, None));
    if was == id { is } else { id.to_owned() }
}

fn one(name: &str, value: &str) -> Value {
    with(json!({}), name, value)
}

fn with(mut wanted: Value, name: &str, value: &str) -> Value {
    wanted[name] = json!(value);
    wanted
}
