//! Owns the scenarios of signing in to the portal itself.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Person, Register};
use crate::check::account::equals_by_control;
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::profile::submit;
use crate::scenario::positive::account::{CABINET, EMAIL, MOBILE, PASSWORD, SNILS, checked, newcomer};

const CLAUSE: &str = "S000 memo 2, 4";
const WRONG_PAIR: &str = "Неверный логин или пароль";
const CONTACT: &str = "Мобильный телефон или почта";
/// A well-formed insurance number that was given to no one either.
const OTHER_SNILS: &str = "087-654-303 00";

/// By phone, in any spelling of it.
pub(crate) fn by_phone(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let words = wrong_pair(bench, None, CONTACT, MOBILE)?;
    let stranger = wrong_pair(bench, None, CONTACT, "+7(900)0000799")?;
    let must = "a wrong password and an unknown login read";
    let same = if words == stranger { "the same" } else { "not the same" };
    bench.transcript().check(CLAUSE, must, "the same", same, words == stranger);
    for spelling in [MOBILE, "+7 900 000-07-31", "89000000731"] {
        let mut browser = bench.browser("citizen");
        enter(bench, &mut browser, None, CONTACT, spelling, &person.password)?;
        is_in(bench, &mut browser, &person)?;
    }
    is_untouched(bench, &person, checked("standard"))
}

/// By mail: an address is the same in any letter case.
pub(crate) fn by_mail(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    wrong_pair(bench, None, CONTACT, EMAIL)?;
    for spelling in [EMAIL, "Elkina@Mail.Example"] {
        let mut browser = bench.browser("citizen");
        enter(bench, &mut browser, None, CONTACT, spelling, &person.password)?;
        is_in(bench, &mut browser, &person)?;
    }
    is_untouched(bench, &person, checked("confirmed"))
}

/// By insurance number, on its own tab: only when it was checked.
pub(crate) fn by_snils(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().put_registers(Register::Silent, Register::Agree)?;
    let unchecked = newcomer(bench)?;
    submit(bench, &mut bench.browser("citizen with unchecked data"), &unchecked)?;
    let mut early = bench.browser("citizen with unchecked data");
    enter(bench, &mut early, Some("СНИЛС"), "СНИЛС", SNILS, &unchecked.password)?;
    shows(bench, &early, CLAUSE, WRONG_PAIR)?;
    let mut wanted = checked("standard");
    (wanted["snils"], wanted["mobile"]) = (json!(OTHER_SNILS), json!("+7(900)0000732"));
    let person = bench.citizen(wanted.clone())?;
    wrong_pair(bench, Some("СНИЛС"), "СНИЛС", OTHER_SNILS)?;
    for spelling in [OTHER_SNILS, "08765430300"] {
        let mut browser = bench.browser("citizen");
        enter(bench, &mut browser, Some("СНИЛС"), "СНИЛС", spelling, &person.password)?;
        is_in(bench, &mut browser, &person)?;
    }
    is_untouched(bench, &person, wanted)
}

/// S004: a session on someone else's computer must not outlive the browser.
pub(crate) fn foreign_computer(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004";
    let person = bench.citizen(checked("standard"))?;
    // On one's own computer the portal remembers: otherwise the tick below would change nothing.
    bench.transcript().control(|| {
        let mut own = bench.browser("citizen at home");
        enter(bench, &mut own, None, CONTACT, MOBILE, &person.password)?;
        own.restart()?;
        is_in(bench, &mut own, &person)
    })?;
    let mut foreign = bench.browser("citizen at the library");
    foreign.open(&bench.idp().url("/profile/"))?;
    foreign.fill("Чужой компьютер", "on")?;
    foreign.fill(CONTACT, MOBILE)?;
    foreign.fill("Пароль", &person.password)?;
    foreign.press("Войти")?;
    is_in(bench, &mut foreign, &person)?;
    foreign.restart()?;
    foreign.open(&bench.idp().url("/profile/"))?;
    shows(bench, &foreign, clause, "Забыли пароль?")?;
    lacks(bench, &foreign, clause, CABINET)?;
    is_untouched(bench, &person, checked("standard"))
}

/// Signing in, rightly and wrongly, leaves the account as it was made.
fn is_untouched(bench: &Bench<'_>, person: &Person, wanted: Value) -> Result<(), Halt> {
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(wanted, &json!({})))
}

/// A wrong password under this login, and what the citizen reads then.
fn wrong_pair(bench: &Bench<'_>, tab: Option<&str>, label: &str, login: &str) -> Result<String, Halt> {
    let mut browser = bench.browser("citizen");
    enter(bench, &mut browser, tab, label, login, PASSWORD)?;
    shows(bench, &browser, CLAUSE, WRONG_PAIR)?;
    let words = browser.page()?.text();
    browser.open(&bench.idp().url("/profile/"))?;
    lacks(bench, &browser, CLAUSE, CABINET)?;
    Ok(words)
}

fn enter(
    bench: &Bench<'_>,
    browser: &mut Browser,
    tab: Option<&str>,
    label: &str,
    login: &str,
    password: &str,
) -> Result<(), Halt> {
    bench.transcript().hide(password);
    browser.open(&bench.idp().url("/login"))?;
    if let Some(tab) = tab {
        browser.follow(tab)?;
    }
    browser.fill(label, login)?;
    browser.fill("Пароль", password)?;
    browser.press("Войти")
}

fn is_in(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, browser, CLAUSE, CABINET)?;
    shows(bench, browser, CLAUSE, &person.last_name)
}
