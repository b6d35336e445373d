//! Owns the scenarios of wrong passwords: the puzzle, and the lock.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::account::equals_by_control;
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::{CABINET, MOBILE, PASSWORD, checked, sign_in};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S000 memo 2, 4";
const LOCKED: &str = "Вход временно закрыт";
const WRONG_PAIR: &str = "Неверный логин или пароль";
const PUZZLE: &str = "Код с картинки";

/// After three wrong passwords a CAPTCHA is required.
pub(crate) fn captcha(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let mut browser = bench.browser("citizen");
    for _ in 0..2 {
        wrong(bench, &mut browser)?;
        lacks(bench, &browser, CLAUSE, PUZZLE)?;
    }
    wrong(bench, &mut browser)?;
    shows(bench, &browser, CLAUSE, PUZZLE)?;
    // The right password is not looked at without the puzzle, nor with a wrong answer.
    type_in(&mut browser, &person.password)?;
    browser.fill(PUZZLE, "0")?;
    browser.press("Войти")?;
    shows(bench, &browser, CLAUSE, "Введите код с картинки")?;
    lacks(bench, &browser, CLAUSE, CABINET)?;

    let answer = solved(bench, &browser)?;
    type_in(&mut browser, &person.password)?;
    browser.fill(PUZZLE, &answer)?;
    browser.press("Войти")?;
    shows(bench, &browser, CLAUSE, CABINET)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(checked("standard"), &json!({})))
}

/// After as many as the realm allows, sign-in is locked for a while.
pub(crate) fn lock(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().change_settings(json!({ "guard": { "captcha_after": 100, "lock_after": 5 } }))?;
    let person = bench.citizen(checked("standard"))?;
    let mut browser = bench.browser("citizen");
    for _ in 0..4 {
        wrong(bench, &mut browser)?;
        lacks(bench, &browser, CLAUSE, LOCKED)?;
    }
    sign_in(bench, &mut browser, &guess(&person))?;
    shows(bench, &browser, CLAUSE, LOCKED)?;
    let mut elsewhere = bench.browser("citizen, on another computer");
    sign_in(bench, &mut elsewhere, &person)?;
    shows(bench, &elsewhere, CLAUSE, LOCKED)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("standard"), &json!({}))?;
        idp.post(&format!("/people/{oid}/credentials/commands"), json!({ "command": "lock" }))?;
        Ok(oid)
    })?;
    bench.wait("PT30M", "until the lock ends")?;
    enter_cabinet(bench, &mut elsewhere, &person)
}

fn guess(person: &Person) -> Person {
    Person { password: PASSWORD.to_owned(), ..person.clone() }
}

/// A password that is not this citizen's.
fn wrong(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    bench.transcript().hide(PASSWORD);
    browser.open(&bench.idp().url("/login"))?;
    type_in(browser, PASSWORD)?;
    browser.press("Войти")?;
    shows(bench, browser, CLAUSE, WRONG_PAIR)
}

fn type_in(browser: &mut Browser, password: &str) -> Result<(), Halt> {
    browser.fill("Мобильный телефон или почта", MOBILE)?;
    browser.fill("Пароль", password)
}

/// The text in the CAPTCHA, from the control API.
fn solved(bench: &Bench<'_>, browser: &Browser) -> Result<String, Halt> {
    let id = browser.page()?.attribute("input[name=captcha_id]", "value");
    let id = id.ok_or_else(|| Halt::Missing("the page has no CAPTCHA".into()))?;
    let text = bench.idp().get(&format!("/captchas/{id}"))?;
    Ok(text["answer"].as_str().unwrap_or_default().to_owned())
}
