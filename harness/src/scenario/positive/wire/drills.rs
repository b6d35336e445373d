//! Owns the drills: days on which a certificate, a version or a key of the portal ends.
//!
//! The dates are the scenarios' own. On the real wire RSA went in 2020, GOST R 34.10-2012 alone is taken since June 2025, and
//! the portal's keys change every year.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::{Algorithm, Dialect};
use crate::bench::party::{Protocol, RelyingParty};
use crate::check::session::{is_in_at, is_out};
use crate::scenario::positive::wire::{Place, account, says_no, wait_until};
use crate::scenario::steps::{allow_if_asked, settle, sign_in_at_portal};

/// The last second of a Sunday, and the first of the Monday on which everything is otherwise.
const LAST_SECOND: &str = "2018-11-25T23:59:59+08:00";
const MONDAY: &str = "2018-11-26T00:00:00+08:00";
/// The portal no longer knows who asks.
const UNKNOWN_SENDER: &str = "ESIA-007005";

/// Version 3 with GOST, and the tokens as before.
fn version_3() -> Result<Protocol, Halt> {
    let protocol = Protocol::new(Dialect::V3, Algorithm::Gost256, Algorithm::Rsa);
    protocol.map_err(|error| Halt::Broken(error.to_string()))
}

/// One system on two nodes: the first signs with RSA still, the second with GOST already.
pub(crate) fn cutover(bench: &Bench<'_>) -> Result<(), Halt> {
    const MNEMONIC: &str = "SCHOOL_DIARY_TWO_NODES";
    let clause = "ESIA-007005";
    let person = account(bench)?;
    let old = Place::of(bench, bench.diary_speaking(Protocol::FIRST, MNEMONIC)?, MNEMONIC, clause)?;
    let with_rsa = old.registration()?;
    let new = Place::of(bench, bench.diary_speaking(version_3()?, MNEMONIC)?, MNEMONIC, clause)?;
    let with_gost = new.registration()?;

    // Without the second certificate on file the new node cannot be switched on.
    old.register(
        &joined(&with_rsa, &with_gost, &["redirect_hosts"]),
        "has registered both nodes and the RSA certificate",
    )?;
    bench.transcript().control(|| new.is_turned_away("ESIA-007053"))?;
    let both = joined(&with_rsa, &with_gost, &["redirect_hosts", "certificates"]);
    old.register(&both, "also registers the GOST certificate")?;
    for node in [&old, &new] {
        node.binds(&person)?;
        node.lets_in(&person)?;
    }
    wait_until(bench, &[&old, &new], LAST_SECOND, "the weekend")?;
    old.lets_in(&person)?;

    wait_until(bench, &[&old, &new], MONDAY, "the day of the migration")?;
    let mut gost_alone = both;
    gost_alone["certificates"] = with_gost["certificates"].clone();
    old.register(&gost_alone, "unregisters the RSA certificate")?;
    old.is_turned_away(UNKNOWN_SENDER)?;
    new.lets_in(&person).map(drop)
}

/// Two systems whose registrations allow version 1 until a date.
pub(crate) fn retirement(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "ESIA-007005";
    let person = account(bench)?;
    let place =
        |protocol, mnemonic| Place::of(bench, bench.diary_speaking(protocol, mnemonic)?, mnemonic, clause);
    let (old, new) = (place(Protocol::FIRST, "SCHOOL_DIARY_V1")?, place(version_3()?, "SCHOOL_DIARY_V3")?);
    for diary in [&old, &new] {
        let mut registration = diary.registration()?;
        registration["dialects"] =
            json!([{ "name": "v1", "until": MONDAY }, { "name": "v2" }, { "name": "v3" }]);
        diary.register(&registration, "retires version 1 on Monday")?;
        diary.binds(&person)?;
    }
    wait_until(bench, &[&old, &new], LAST_SECOND, "the weekend")?;
    let mut came_in_before = old.lets_in(&person)?;
    new.lets_in(&person)?;

    wait_until(bench, &[&old, &new], MONDAY, "midnight")?;
    old.is_turned_away(UNKNOWN_SENDER)?;
    new.lets_in(&person)?;
    // A session of the diary is the diary's own affair.
    is_in_at(bench, &old.diary, &mut came_in_before, clause, old.mother.id)
}

/// A registration with what another one adds to some of its lists.
fn joined(registration: &Value, other: &Value, fields: &[&str]) -> Value {
    let mut all = registration.clone();
    for field in fields {
        let both = [registration, other].into_iter().filter_map(|one| one[*field].as_array());
        all[*field] = both.flatten().cloned().collect();
    }
    all
}

/// The portal's key changes while a citizen is on the way; tokens of the old key are good for an hour more.
pub(crate) fn key_change(bench: &Bench<'_>) -> Result<(), Halt> {
    const MNEMONIC: &str = "SCHOOL_DIARY_NEXT";
    let clause = "RFC 7515, 6";
    let unprepared = settle(bench, 0)?;
    let person = &unprepared.person;
    let prepared = Place::of(bench, bench.diary_with_next_key(MNEMONIC)?, MNEMONIC, clause)?;
    let token_algorithm = prepared.registration()?["token_algorithm"].take();
    prepared.binds(person)?;
    bench.transcript().control(|| {
        prepared.lets_in(person)?;
        is_in_at(
            bench,
            bench.party(),
            &mut is_refused_without_next_key(bench, person)?,
            clause,
            &unprepared.id,
        )
    })?;

    let mut on_the_way = bench.browser(unprepared.who);
    prepared.diary.enter_through_portal(&mut on_the_way)?;
    on_the_way.fill("Мобильный телефон или почта", person.login())?;
    on_the_way.fill("Пароль", &person.password)?;
    let answer = on_the_way.press_and_hold("Войти")?;
    bench.transcript().did("the portal's operator", "rotates the key, with an hour of overlap")?;
    bench.idp().rotate_keys(token_algorithm.as_str().unwrap_or_default(), "PT1H")?;
    on_the_way.open(answer.as_str())?;
    is_in_at(bench, &prepared.diary, &mut on_the_way, clause, prepared.mother.id)?;
    prepared.lets_in(person)?;

    let mut stranded = is_refused_without_next_key(bench, person)?;
    says_no(bench, bench.party(), &stranded, clause)?;
    is_out(bench, &mut stranded, clause)?;

    bench.wait("PT2H", "the overlap has ended")?;
    prepared.keeps_time()?;
    prepared.lets_in(person).map(drop)
}

/// The same citizen at the scenario's own diary, which has today's certificate alone.
fn is_refused_without_next_key(bench: &Bench<'_>, person: &Person) -> Result<Browser, Halt> {
    let mut browser = bench.browser("mother");
    bench.party().enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, person)?;
    allow_if_asked(&mut browser)?;
    Ok(browser)
}
