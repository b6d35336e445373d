//! Owns the attacks with accounts that are too weak, or in no state to be let in.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::{Introduced, Presence};
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::event::Grade;
use crate::scenario::mutations::orders::{change, claim, resource, value};
use crate::scenario::steps::answers::code_of;
use crate::scenario::steps::cabinet::enter_cabinet;
use crate::scenario::steps::known::settled;
use crate::scenario::steps::{KnownUser, settle, user, wanted};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::{
    at_portal, begin_to_bind, binders, consented, held, name_of, presence_of, try_to_enter,
};

const LEVEL: &str = "ESIA-MR 3.6: the level of an account";
/// A number that no made-up passport has: those are divisible by three.
const NEW_NUMBER: usize = 307;
/// Where the id token says that an account is confirmed.
const IN_THE_TOKEN: &str = "urn:esia:sbj.urn:esia:sbj:is_tru";
const STATE: &str = "ESIA-MR А.2: the state of an account";

/// The levels below what the party demands, and whether anybody said what it demands.
fn too_low(bench: &Bench<'_>) -> Result<(Vec<Level>, bool), Halt> {
    Ok(match bench.party().terms().level {
        Some(Level::Confirmed) => (vec![Level::Simplified, Level::Standard], true),
        Some(Level::Standard) => (vec![Level::Simplified], true),
        Some(Level::Simplified) => {
            return Err(Halt::NotApplicable("the party lets in accounts of every level".to_owned()));
        }
        None => (vec![Level::Simplified, Level::Standard], false),
    })
}

/// A user of the party, in every way but for the level: at the binding, and at the sign-in.
pub(crate) fn too_weak(bench: &Bench<'_>) -> Result<(), Halt> {
    let (below, is_said) = too_low(bench)?;
    settled(bench, LEVEL)?;
    let users = one_of_each_role(bench, 1);
    for (level, number) in below.iter().flat_map(|level| users.iter().map(|number| (*level, *number))) {
        let mut ways: Vec<(&str, bool)> = Vec::new();
        let weak = bench.citizen(wanted(bench, number, level))?;
        if bench.party().introduce(&weak)? == Introduced::ByBinding {
            ways.push(("at the binding", binds(bench, number, &weak)?));
        }
        let (_, seen) = presence_of(bench, "somebody with a weak account", &weak, LEVEL)?;
        ways.push(("at the sign-in", seen != Presence::Nobody));
        judge_ways(bench, level, &ways, is_said);
    }
    child(bench)
}

/// The user of that number, and the first of each role that this one has not: a party may ask each role for another level.
pub(super) fn one_of_each_role(bench: &Bench<'_>, number: usize) -> Vec<usize> {
    let roles: Vec<Option<&str>> = bench.party().legacy_users().iter().map(|user| user.role).collect();
    let mut users = vec![number];
    let mut known: Vec<&str> = roles.get(number).copied().flatten().into_iter().collect();
    for (other, role) in roles.iter().enumerate() {
        if let Some(role) = role.filter(|role| !known.contains(role)) {
            known.push(role);
            users.push(other);
        }
    }
    users
}

/// Words of roles that a child has; where a user has one of those, a child's account may be sound.
const OF_CHILDREN: [&str; 5] = ["учени", "учащ", "ребён", "pupil", "student"];

/// A child's account at the binding of a grown-up, where the file says that accounts must be confirmed.
fn child(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = bench.party().legacy_users();
    let role = users.get(1).and_then(|user| user.role).map(str::to_lowercase);
    let is_grown_up = role.is_some_and(|role| !OF_CHILDREN.iter().any(|word| role.contains(word)));
    let is_demanded = bench.party().terms().level == Some(Level::Confirmed);
    if bench.party().known_by() != Introduced::ByBinding || !is_grown_up || !is_demanded {
        return Ok(());
    }
    let [_, father] = binders(bench)?;
    let parent = bench.citizen(json!({ "level": "confirmed" }))?;
    let wanted = json!({ "last_name": father.name[0], "first_name": father.name[1] });
    let child = bench.child(&parent, wanted)?;
    let is_let_in = binds(bench, 1, &child)?;
    let must = "a child's account is not confirmed, and is not bound to a grown-up:";
    let seen = if is_let_in { "it is" } else { "it is not" };
    bench.transcript().judge(LEVEL, must, "it is not", seen, !is_let_in);
    Ok(())
}

/// In every way the same: an account of that level is let in, or it is not.
fn judge_ways(bench: &Bench<'_>, level: Level, ways: &[(&str, bool)], is_said: bool) {
    // Where nobody said it, a party that refuses such an account in one way demands the level in every way.
    let is_demanded = is_said || ways.iter().any(|(_, is_let_in)| !is_let_in);
    for (way, is_let_in) in ways.iter().copied() {
        let must = format!("an account of a lower level ({}) is not let in, {way}:", level.word());
        let seen = if is_let_in { "it is" } else { "it is not" };
        if is_demanded {
            bench.transcript().judge(LEVEL, &must, "it is not", seen, !is_let_in);
        } else if level == Level::Simplified {
            let expected = "it is not; `level` in [people] says what the party demands";
            bench.transcript().weigh(Grade::Look, LEVEL, &must, expected, seen, !is_let_in);
        }
    }
}

/// Whether a user's binding takes a weak account: the party says so, or the account opens the page afterwards.
fn binds(bench: &Bench<'_>, number: usize, weak: &Person) -> Result<bool, Halt> {
    binders(bench)?;
    let father = user(bench, number)?;
    let mut browser = bench.browser(father.who);
    begin_to_bind(bench, &mut browser, father)?;
    at_portal(&mut browser, weak)?;
    answer::is_sound(bench, &browser, LEVEL)?;
    if browser.page()?.shows(bench.party().bound()) {
        return Ok(true);
    }
    let (_, seen) = presence_of(bench, father.who, weak, LEVEL)?;
    Ok(seen == Presence::In(name_of(bench, weak, father)))
}

/// Users whom the party knows, of each role, get a new passport: their accounts are no longer what they were.
pub(crate) fn lowered(bench: &Bench<'_>) -> Result<(), Halt> {
    let (_, is_said) = too_low(bench)?;
    bench.idp().change_settings(json!({ "change_drops_level": true }))?;
    let mut presences = Vec::new();
    for number in one_of_each_role(bench, 0) {
        let known = match number {
            0 => settled(bench, LEVEL)?,
            _ => bench.transcript().control(|| settle(bench, number))?,
        };
        if bench.party().terms().level == Some(Level::Confirmed) {
            presences.push(presence_unconfirmed(bench, &known)?);
        }
        lowers(bench, &known, NEW_NUMBER + 3 * number)?;
        presences.push(presence_of(bench, known.who, &known.person, LEVEL)?.1);
    }
    let grade = if is_said || refuses(bench, Level::Simplified)? { Grade::Must } else { Grade::Look };
    for seen in presences {
        let must = "the level is looked at on every sign-in, not only on the first:";
        let holds = seen == Presence::Nobody;
        bench.transcript().weigh(grade, LEVEL, must, "nobody is in", &seen.to_string(), holds);
    }
    Ok(())
}

/// Who is in while token and record say that the account is not confirmed, and all else of it stays: accounts that the portal
/// lowers lack more than the level, which hides the guard.
fn presence_unconfirmed(bench: &Bench<'_>, known: &KnownUser) -> Result<Presence, Halt> {
    bench
        .transcript()
        .did("provider", &format!("says of {} that the account is not confirmed", known.who))?;
    for order in [claim("id", IN_THE_TOKEN, change("absent")), resource("trusted", value(false))] {
        bench.idp().arm(&order)?;
    }
    let seen = presence_of(bench, known.who, &known.person, LEVEL);
    bench.idp().disarm()?;
    Ok(seen?.1)
}

/// A user writes the new passport into the cabinet of the portal.
fn lowers(bench: &Bench<'_>, known: &KnownUser, passport: usize) -> Result<(), Halt> {
    let mut citizen = bench.browser(known.who);
    enter_cabinet(bench, &mut citizen, &known.person)?;
    citizen.follow("Редактировать")?;
    citizen.fill("Номер", &format!("{passport:06}"))?;
    citizen.press("Сохранить")?;
    if bench.idp().person(known.person.oid)?.level == Level::Confirmed {
        return Err(Halt::NotApplicable("the portal did not lower the level of the account".to_owned()));
    }
    Ok(())
}

/// Whether the party demands a confirmed account, as somebody says, or as it shows with a standard one.
pub(crate) fn demands_confirmed(bench: &Bench<'_>) -> Result<bool, Halt> {
    match bench.party().terms().level {
        Some(level) => Ok(level == Level::Confirmed),
        None => refuses(bench, Level::Standard),
    }
}

/// Whether the party refuses a weak account somewhere: then it demands a level, whatever its file says.
fn refuses(bench: &Bench<'_>, level: Level) -> Result<bool, Halt> {
    let weak = bench.citizen(wanted(bench, 1, level))?;
    Ok(match bench.party().introduce(&weak)? {
        Introduced::ByBinding => !binds(bench, 1, &weak)?,
        _ => presence_of(bench, "somebody with a weak account", &weak, LEVEL)?.1 == Presence::Nobody,
    })
}

/// The account is blocked or deleted after the portal gave its answer, and before the party has read it.
pub(crate) fn gone_meanwhile(bench: &Bench<'_>) -> Result<(), Halt> {
    for command in ["block", "delete"] {
        let known = if command == "block" { settled(bench, STATE)? } else { second(bench)? };
        let mut browser = bench.browser(known.who);
        let answer = held(bench, &mut browser, &known.person)?;
        if code_of(&answer).is_empty() {
            return Err(Halt::Missing("the portal gave no code".to_owned()));
        }
        order(bench, &known.person, command)?;
        browser.open(answer.as_str())?;
        answer::survives(bench, &browser, STATE)?;
        let guard = format!("an account on which «{command}» was done meanwhile is not let in:");
        let seen = bench.party().who_is_in(&mut browser)?;
        let holds = seen == Presence::Nobody;
        bench.transcript().judge(STATE, &guard, "nobody is in", &seen.to_string(), holds);
    }
    Ok(())
}

/// The portal still knows the browser, but the account is blocked: the portal refuses, and so must the party.
pub(crate) fn blocked(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, STATE)?;
    let mut browser = signed_in(bench, &known)?;
    is_in_as(bench, &mut browser, STATE, &known.id)?;
    bench.party().leave(&mut browser)?;
    order(bench, &known.person, "block")?;
    try_to_enter(bench, &mut browser, &known.person, STATE)?;
    let guard = "an account that is blocked is not let in, whatever the browser remembers:";
    let seen = bench.party().who_is_in(&mut browser)?;
    bench.transcript().judge(STATE, guard, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    Ok(())
}

fn order(bench: &Bench<'_>, person: &Person, command: &str) -> Result<(), Halt> {
    bench.transcript().did("provider", &format!("«{command}» on the account of {}", person.last_name))?;
    let order = match command {
        "block" => json!({ "command": command, "reason": "проверка" }),
        _ => json!({ "command": command }),
    };
    Ok(bench.idp().command(person.oid, &order)?)
}

/// The second user, for what can be done once to each.
fn second(bench: &Bench<'_>) -> Result<KnownUser, Halt> {
    let known = crate::scenario::steps::settle(bench, 1)?;
    consented(bench, &known.person, STATE)?;
    Ok(known)
}
