//! Owns the scenario of registration by e-mail, without a mobile phone.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::registration::{answer, finish, name};
use crate::scenario::positive::account::{EMAIL, PASSWORD};
use crate::scenario::steps::cabinet::enter_cabinet;

const MEMO: &str = "S000 memo 1, 3";
const NO_PHONE: &str = "У меня нет мобильного телефона";

/// «У меня нет мобильного телефона»: the code of the letter leads on.
pub(crate) fn by_code(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = apply(bench)?;
    bench.transcript().control(|| {
        answer(&mut browser, "000000")?;
        lacks(bench, &browser, MEMO, "Пароль еще раз")
    })?;
    let code = bench.code_for("citizen", EMAIL, "mail")?;
    answer(&mut browser, &code)?;
    finish(bench, &mut browser)?;
    is_registered(bench)
}

/// The link in the letter does the same, in any browser.
pub(crate) fn by_link(bench: &Bench<'_>) -> Result<(), Halt> {
    apply(bench)?;
    let mut elsewhere = bench.browser("citizen, on another computer");
    let link = bench.link_for("citizen", EMAIL)?;
    bench.transcript().control(|| {
        let (start, _) = link.rsplit_once('=').unwrap_or((&link, ""));
        elsewhere.open(&format!("{start}=00000000-0000-4000-8000-000000000000"))?;
        shows(bench, &elsewhere, MEMO, "Ссылка не подходит")
    })?;
    elsewhere.open(&link)?;
    finish(bench, &mut elsewhere)?;
    is_registered(bench)
}

fn apply(bench: &Bench<'_>) -> Result<Browser, Halt> {
    bench.transcript().hide(PASSWORD);
    let mut browser = bench.browser("citizen");
    browser.open(&bench.idp().url("/registration/"))?;
    browser.follow(NO_PHONE)?;
    name(&mut browser)?;
    browser.fill("Электронная почта", EMAIL)?;
    browser.press("Зарегистрироваться")?;
    Ok(browser)
}

/// One simplified account of that address, which its password opens.
fn is_registered(bench: &Bench<'_>) -> Result<(), Halt> {
    let found = bench.idp().people_with_login(EMAIL)?;
    let seen = format!("{} of that address", found.len());
    let must = "the portal knows one person of that address";
    bench.transcript().check(MEMO, must, "1 of that address", &seen, found.len() == 1);
    let Some(person) = found.into_iter().next() else {
        return Ok(());
    };
    has_level(bench, MEMO, person.oid, Level::Simplified)?;
    let oid = person.oid;
    let person = Person { password: PASSWORD.to_owned(), ..person };
    enter_cabinet(bench, &mut bench.browser("citizen"), &person)?;
    let made = json!({
        "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "", "email": EMAIL,
    });
    equals_by_control(bench, MEMO, oid, |idp| idp.made(made, &json!({ "mobile": "" })))
}
