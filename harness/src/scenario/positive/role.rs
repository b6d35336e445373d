//! Owns the scenarios of the page «Войти как»: a citizen with an organisation says in whose name they enter.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::check::page::{lacks, shows, shows_all};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::{account_of, allow_if_asked, bind, sign_in_at_portal, user};

const CLAUSE: &str = "TECH 2.2: the page of roles";
const PAGE: &str = "Войти как";
const CITIZEN: &str = "Частное лицо";
const POST: &str = "ООО «Ромашка»: Бухгалтер";

/// A mother whose account is bound, and who keeps the books of a company.
fn bookkeeper(bench: &Bench<'_>) -> Result<Person, Halt> {
    let mother = user(bench, 0)?;
    let person = bench.citizen(account_of(mother, Level::Confirmed))?;
    bind(bench, mother, &person)?;
    let member = json!({ "person": person.oid.to_string(), "position": "Бухгалтер" });
    bench.idp().post("/organisations", json!({ "short_name": "ООО «Ромашка»", "members": [member] }))?;
    Ok(person)
}

/// Where the portal asks: no sign-in before the choice, each choice signs in the same person, and one session
/// is asked once.
pub(crate) fn choice(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bookkeeper(bench)?;
    let (mother, father) = (user(bench, 0)?, user(bench, 1)?);
    // A citizen without an organisation is not asked, although the realm asks others.
    bench.idp().change_settings(json!({ "role_choice": "always" }))?;
    bench.transcript().control(|| {
        let other = bench.citizen(account_of(father, Level::Confirmed))?;
        bind(bench, father, &other)
    })?;
    for role in [CITIZEN, POST] {
        let mut browser = bench.browser(mother.who);
        at_the_roles(bench, &mut browser, &person)?;
        is_out(bench, &mut browser, CLAUSE)?;
        at_the_roles_again(bench, &mut browser)?;
        browser.press("Продолжить")?;
        shows(bench, &browser, CLAUSE, PAGE)?;
        browser.fill("Роль", role)?;
        browser.press("Продолжить")?;
        allow_if_asked(&mut browser)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)?;
        bench.party().leave(&mut browser)?;
        bench.party().enter_through_portal(&mut browser)?;
        lacks(bench, &browser, CLAUSE, PAGE)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)?;
    }
    Ok(())
}

/// Where nothing in the request is about organisations, and where the realm never asks, the citizen enters as such.
pub(crate) fn not_asked(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bookkeeper(bench)?;
    let mother = user(bench, 0)?;
    bench.transcript().control(|| {
        bench.idp().change_settings(json!({ "role_choice": "always" }))?;
        at_the_roles(bench, &mut bench.browser(mother.who), &person)
    })?;
    for choice in ["when-asked", "never"] {
        bench.idp().change_settings(json!({ "role_choice": choice }))?;
        let mut browser = bench.browser(mother.who);
        bench.party().enter_through_portal(&mut browser)?;
        sign_in_at_portal(&mut browser, &person)?;
        lacks(bench, &browser, CLAUSE, PAGE)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)?;
    }
    Ok(())
}

/// Past the password, before the choice.
fn at_the_roles(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    sign_in_at_portal(browser, person)?;
    shows_all(bench, browser, CLAUSE, &[PAGE, CITIZEN, POST])
}

/// The password is not asked for twice.
fn at_the_roles_again(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    shows_all(bench, browser, CLAUSE, &[PAGE, CITIZEN, POST])
}
