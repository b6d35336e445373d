//! Owns the scenarios of an account's end: deleted by its owner, blocked by the portal's operator.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, IdpError, Level, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::positive::account::{CABINET, MOBILE, checked, sign_in};
use crate::scenario::steps::cabinet::enter_cabinet;
use crate::scenario::steps::{allow_if_asked, bind, sign_in_at_portal};

const CLAUSE: &str = "S003: the end of an account";

/// «Удалить учетную запись»: sign-in is over, and the contact is free for someone else.
pub(crate) fn delete(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow("Безопасность")?;
    browser.follow("Удалить учетную запись")?;
    // A slip of the finger deletes nothing.
    bench.transcript().control(|| {
        browser.fill("Пароль", &person.password)?;
        browser.press("Удалить учетную запись")?;
        has_level(bench, CLAUSE, person.oid, Level::Standard).map(drop)
    })?;
    browser.fill("Пароль", &person.password)?;
    browser.fill("Я понимаю, что вернуть учетную запись нельзя", "on")?;
    browser.press("Удалить учетную запись")?;
    browser.open(&bench.idp().url("/profile/"))?;
    lacks(bench, &browser, CLAUSE, CABINET)?;
    sign_in(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "Неверный логин или пароль")?;
    let count = bench.idp().people_with_login(MOBILE)?.len();
    bench.transcript().check(CLAUSE, "persons with that number", "0", &count.to_string(), count == 0);
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("standard"), &json!({}))?;
        idp.command(oid, &json!({ "command": "delete" }))?;
        Ok(oid)
    })
}

/// A blocked account cannot sign in to the diary; after unblocking it can.
pub(crate) fn block(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, _) = bound(bench)?;
    blocks(bench.idp(), person.oid)?;
    let mut browser = bench.browser("citizen");
    bench.party().enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, &person)?;
    shows(bench, &browser, CLAUSE, BLOCKED)?;
    is_out(bench, &mut browser, CLAUSE)?;
    let before = bench.idp().portrait(person.oid)?;
    let seen = before["person"]["status"].as_str().unwrap_or_default();
    bench.transcript().check(CLAUSE, "the account's status", "blocked", seen, seen == "blocked");
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("confirmed"), &json!({}))?;
        blocks(idp, oid)?;
        Ok(oid)
    })?;

    // What was blocked and nothing else kept her out.
    bench.transcript().control(|| {
        bench.idp().command(person.oid, &json!({ "command": "unblock" }))?;
        is_let_in(bench, &mut bench.browser("citizen, later"), &person)
    })
}

/// Blocked while signed in: the portal session ends at once, and the next sign-in to the diary is refused.
pub(crate) fn block_amid_session(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = bound(bench)?;
    browser.open(&bench.idp().url("/profile/"))?;
    bench.transcript().control(|| shows(bench, &browser, CLAUSE, CABINET))?;
    blocks(bench.idp(), person.oid)?;
    browser.open(&bench.idp().url("/profile/"))?;
    lacks(bench, &browser, CLAUSE, CABINET)?;
    bench.party().leave(&mut browser)?;
    bench.party().enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, &person)?;
    shows(bench, &browser, CLAUSE, BLOCKED)?;
    is_out(bench, &mut browser, CLAUSE)?;
    // The session of before does not come back with the account.
    bench.idp().command(person.oid, &json!({ "command": "unblock" }))?;
    browser.open(&bench.idp().url("/profile/"))?;
    lacks(bench, &browser, CLAUSE, CABINET)?;
    is_let_in(bench, &mut browser, &person)
}

const BLOCKED: &str = "Учетная запись заблокирована";

/// A confirmed account that is bound to the diary, in a browser that is in both.
fn bound(bench: &Bench<'_>) -> Result<(Person, Browser), Halt> {
    let mother = &bench.party().legacy_users()[0];
    let person = bench.citizen(checked("confirmed"))?;
    bind(bench, mother, &person)?;
    let mut browser = bench.browser("citizen");
    is_let_in(bench, &mut browser, &person)?;
    Ok((person, browser))
}

fn blocks(idp: &Idp, oid: u64) -> Result<(), IdpError> {
    idp.command(oid, &json!({ "command": "block", "reason": "утеряны документы" }))
}

fn is_let_in(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    sign_in_at_portal(browser, person)?;
    allow_if_asked(browser)?;
    is_in_as(bench, browser, CLAUSE, bench.party().legacy_users()[0].id)
}
