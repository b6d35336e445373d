//! Owns the scenarios of the messenger MAX as second factor: its codes, its refusals, the day from which it is required.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::account::equals_by_control;
use crate::check::page::{shows, shows_all};
use crate::scenario::positive::account::{MOBILE, another, checked, is_in, past_password};
use crate::scenario::steps::answer_sms;
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "public clients of the sign-in page: codes by the messenger MAX";
const CODE: &str = "Код из MAX";

/// Bound under «Безопасность», then asked for at every sign-in; by SMS instead, while the portal allows it.
pub(crate) fn bound(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow("Безопасность")?;
    browser.follow("Получать код в MAX")?;
    browser.press("Получить код в MAX")?;
    let code = bench.code_for("citizen", MOBILE, "max")?;
    bench.transcript().control(|| {
        answer(&mut browser, &another(&code), "Привязать")?;
        shows(bench, &browser, CLAUSE, "Введен неверный код")
    })?;
    answer(&mut browser, &code, "Привязать")?;
    shows(bench, &browser, CLAUSE, "код приходит в мессенджер MAX")?;

    let mut later = bench.browser("citizen, on another computer");
    past_password(bench, &mut later, &person, CLAUSE)?;
    let code = bench.code_for("citizen", MOBILE, "max")?;
    answer(&mut later, &code, "Подтвердить")?;
    is_in(bench, &mut later, CLAUSE)?;

    let mut by_sms = bench.browser("citizen, in another window");
    past_password(bench, &mut by_sms, &person, CLAUSE)?;
    by_sms.press("Получить код в SMS")?;
    answer_sms(bench, &mut by_sms, MOBILE)?;
    is_in(bench, &mut by_sms, CLAUSE)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("confirmed"), &json!({}))?;
        idp.put(&format!("/people/{oid}/second-factor"), json!({ "kind": "max" }))?;
        Ok(oid)
    })
}

/// A messenger that is not installed: no code comes, wrong ones count down, and only SMS helps.
pub(crate) fn silent(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let oid = person.oid;
    bench.idp().put(&format!("/people/{oid}/second-factor"), json!({ "kind": "max" }))?;
    bench.idp().post(
        &format!("/people/{oid}/credentials/commands"),
        json!({ "command": "messenger", "reaches": false }),
    )?;
    let mut browser = bench.browser("citizen");
    past_password(bench, &mut browser, &person, CLAUSE)?;
    answer(&mut browser, "000000", "Подтвердить")?;
    shows_all(bench, &browser, CLAUSE, &["Введен неверный код", "Осталось попыток: 2"])?;
    browser.press("Получить код в SMS")?;
    answer_sms(bench, &mut browser, MOBILE)?;
    is_in(bench, &mut browser, CLAUSE)
}

/// Offered first and put off; required then: who refuses stays outside, who binds is in.
pub(crate) fn required(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    bench.idp().put(&format!("/people/{}/second-factor", person.oid), json!({ "kind": "sms" }))?;
    let day = |meaning: &str| json!({ "messenger": { meaning: "2000-01-01" } });
    bench.transcript().control(|| {
        let mut browser = bench.browser("citizen");
        past_sms(bench, &mut browser, &person)?;
        is_in(bench, &mut browser, CLAUSE)
    })?;

    bench.idp().change_settings(day("offered_from"))?;
    let mut browser = bench.browser("citizen");
    past_sms(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "сделайте это позже")?;
    browser.press("Позже")?;
    is_in(bench, &mut browser, CLAUSE)?;

    bench.idp().change_settings(day("required_from"))?;
    let mut browser = bench.browser("citizen");
    past_sms(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "Коды для входа больше не приходят в SMS")?;
    browser.press("Отказаться")?;
    shows(bench, &browser, CLAUSE, "Без привязки мессенджера MAX войти нельзя")?;
    browser.press("Получить код в MAX")?;
    let code = bench.code_for("citizen", MOBILE, "max")?;
    answer(&mut browser, &code, "Привязать")?;
    is_in(bench, &mut browser, CLAUSE)
}

fn past_sms(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    past_password(bench, browser, person, CLAUSE)?;
    answer_sms(bench, browser, MOBILE)
}

fn answer(browser: &mut Browser, code: &str, button: &str) -> Result<(), Halt> {
    browser.fill(CODE, code)?;
    browser.press(button)
}
