//! Owns the scenarios of a second factor after the password: by SMS, of an authenticator.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::authenticator::Authenticator;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, IdpError, Person};
use crate::check::account::equals_by_control;
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::{CABINET, MOBILE, another, checked, is_in, past_password, sign_in};
use crate::scenario::steps::answer_sms;
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S003: two factors";
const LOCKED: &str = "Вход временно закрыт";

/// Switched on under «Безопасность», then asked for at every sign-in.
pub(crate) fn by_sms(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow("Безопасность")?;
    browser.press("Получать код в SMS")?;
    shows(bench, &browser, CLAUSE, "код приходит в SMS")?;
    let mut later = bench.browser("citizen, on another computer");
    past_password(bench, &mut later, &person, CLAUSE)?;
    answer_sms(bench, &mut later, MOBILE)?;
    is_in(bench, &mut later, CLAUSE)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| made_guarded(idp, "sms"))
}

/// Wrong codes reduce the attempts left; then sign-in is locked for half an hour, even with the right code.
pub(crate) fn sms_locks(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = guarded(bench, "sms")?;
    let mut browser = bench.browser("citizen");
    past_password(bench, &mut browser, &person, CLAUSE)?;
    let wrong = another(&bench.code_for("citizen", MOBILE, "sms")?);
    counts_down_and_locks(bench, &mut browser, SMS, &wrong)?;
    sign_in(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, LOCKED)?;
    bench.wait("PT30M", "until the lock ends")?;
    past_password(bench, &mut browser, &person, CLAUSE)?;
    answer_sms(bench, &mut browser, MOBILE)?;
    is_in(bench, &mut browser, CLAUSE)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| made_guarded(idp, "sms"))
}

/// The page shows a picture and a secret; from then on the application shows the codes.
pub(crate) fn by_totp(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow("Безопасность")?;
    browser.follow("Настроить приложение")?;
    let secret = browser.page()?.texts("#secret").concat();
    bench.transcript().hide(&secret);
    let own = Authenticator::with_secret(&secret)?;
    bench.transcript().control(|| {
        switch_on(&mut browser, &another(&own.code_at(bench.now()?)))?;
        shows(bench, &browser, CLAUSE, "Введен неверный код")
    })?;
    let code = own.code_at(bench.now()?);
    switch_on(&mut browser, &code)?;
    shows(bench, &browser, CLAUSE, "код показывает приложение")?;

    bench.wait("PT30S", "the authenticator shows a different code")?;
    let mut later = bench.browser("citizen, on another computer");
    past_password(bench, &mut later, &person, CLAUSE)?;
    let code = own.code_at(bench.now()?);
    answer(&mut later, APPLICATION, &code)?;
    is_in(bench, &mut later, CLAUSE)?;
    // A code that someone else has seen is already used.
    let mut thief = bench.browser("thief with the code");
    past_password(bench, &mut thief, &person, CLAUSE)?;
    answer(&mut thief, APPLICATION, &code)?;
    shows(bench, &thief, CLAUSE, "Этот код уже использован")?;
    thief.open(&bench.idp().url("/profile/"))?;
    lacks(bench, &thief, CLAUSE, CABINET)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| made_guarded(idp, "totp"))
}

/// Wrong codes of the application count down and lock.
pub(crate) fn totp_locks(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = guarded(bench, "totp")?;
    let code = |bench: &Bench<'_>| -> Result<String, Halt> {
        let text = bench.idp().get(&format!("/people/{}/second-factor", person.oid))?;
        let code = text["code"].as_str().unwrap_or_default().to_owned();
        bench.transcript().hide(&code);
        Ok(code)
    };
    let mut browser = bench.browser("citizen");
    past_password(bench, &mut browser, &person, CLAUSE)?;
    counts_down_and_locks(bench, &mut browser, APPLICATION, &another(&code(bench)?))?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = made_guarded(idp, "totp")?;
        idp.post(&format!("/people/{oid}/credentials/commands"), json!({ "command": "lock" }))?;
        Ok(oid)
    })?;
    bench.wait("PT30M", "until the lock ends")?;
    past_password(bench, &mut browser, &person, CLAUSE)?;
    answer(&mut browser, APPLICATION, &code(bench)?)?;
    is_in(bench, &mut browser, CLAUSE)
}

const SMS: &str = "Код подтверждения";
const APPLICATION: &str = "Код из приложения";

/// A confirmed citizen who has switched a second factor on.
fn guarded(bench: &Bench<'_>, kind: &str) -> Result<Person, Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    bench.idp().put(&format!("/people/{}/second-factor", person.oid), json!({ "kind": kind }))?;
    Ok(person)
}

/// The same by control calls alone.
fn made_guarded(idp: &Idp, kind: &str) -> Result<u64, IdpError> {
    let oid = idp.made(checked("confirmed"), &json!({}))?;
    idp.put(&format!("/people/{oid}/second-factor"), json!({ "kind": kind }))?;
    Ok(oid)
}

fn counts_down_and_locks(
    bench: &Bench<'_>,
    browser: &mut Browser,
    field: &str,
    wrong: &str,
) -> Result<(), Halt> {
    for left in ["Осталось попыток: 2", "Осталось попыток: 1"] {
        answer(browser, field, wrong)?;
        shows_all(bench, browser, CLAUSE, &["Введен неверный код", left])?;
    }
    answer(browser, field, wrong)?;
    shows(bench, browser, CLAUSE, LOCKED)
}

fn answer(browser: &mut Browser, field: &str, code: &str) -> Result<(), Halt> {
    browser.fill(field, code)?;
    browser.press("Подтвердить")
}

fn switch_on(browser: &mut Browser, code: &str) -> Result<(), Halt> {
    browser.fill(APPLICATION, code)?;
    browser.press("Включить")
}
