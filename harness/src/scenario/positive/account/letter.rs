//! Owns the scenarios of confirmation by a registered letter: ordered, awaited, answered, given up.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, IdpError, Level, Passport, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::centre::{compare, first_centre};
use crate::scenario::positive::account::{CONFIRMED, SNILS, another, at_confirmation_methods, checked};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S003: by letter";
const BANNER: &str = "Вам направлено почтовое отправление, содержащее код подтверждения личности";
const ANOTHER_WAY: &str = "Или воспользуйтесь другим способом подтверждения личности!";
const FIELD: &str = "Введите код";
const ADDRESS: [(&str, &str); 6] = [
    ("Индекс", "000106"),
    ("Область, край или республика", "Примерская область"),
    ("Город, село или поселок", "г. Примерск"),
    ("Улица (если есть)", "ул. Тестовая"),
    ("Дом", "10"),
    ("Квартира (если есть)", "97"),
];
const LINE: &str = "000106, Примерская область, г. Примерск, ул. Тестовая, д. 10, кв. 97";
/// As long as the letter travels.
const JOURNEY: &str = "P14D";

/// The letter arrives after two weeks; its code confirms the account.
pub(crate) fn confirm(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = ordered(bench)?;
    // Nothing has come yet: the code is in the letter and nowhere else.
    bench.transcript().control(|| {
        let early = bench.idp().outbox(SNILS, "letter")?.len();
        bench.transcript().check(CLAUSE, "letters received", "0", &early.to_string(), early == 0);
        Ok(())
    })?;
    let code = arrived(bench, &mut browser, &person)?;
    answer(&mut browser, &code)?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    lacks(bench, &browser, CLAUSE, BANNER)?;
    has_level(bench, CLAUSE, person.oid, Level::Confirmed)?;
    equals_by_control(bench, CLAUSE, person.oid, by_control)
}

/// Five wrong codes spend the letter; another one may be ordered.
pub(crate) fn wrong(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = ordered(bench)?;
    let code = arrived(bench, &mut browser, &person)?;
    for left in ["4", "3", "2", "1"] {
        answer(&mut browser, &another(&code))?;
        shows_all(bench, &browser, CLAUSE, &["Введен неверный код", &format!("Осталось попыток: {left}")])?;
    }
    // A second window still has the field when the last try is spent in the first.
    let mut second = bench.browser("citizen, in another window");
    enter_cabinet(bench, &mut second, &person)?;
    answer(&mut browser, &another(&code))?;
    shows(bench, &browser, CLAUSE, "Попытки закончились")?;
    answer(&mut second, &code)?;
    lacks(bench, &second, CLAUSE, CONFIRMED)?;
    has_level(bench, CLAUSE, person.oid, Level::Standard)?;

    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let (oid, code) = by_letter(idp)?;
        // Each is refused, and costs a try.
        let wrong = json!({ "command": "enter-letter-code", "code": another(&code) });
        (0..5).for_each(|_| drop(idp.command(oid, &wrong)));
        Ok(oid)
    })?;
    browser.open(&bench.idp().url("/profile/confirm/letter/code"))?;
    browser.follow("Заказать новое письмо")?;
    order(bench, &mut browser)?;
    let fresh = arrived(bench, &mut browser, &person)?;
    bench.transcript().check(
        CLAUSE,
        "the new letter's code",
        "another user",
        differs(&code, &fresh),
        code != fresh,
    );
    bench.transcript().control(|| {
        answer(&mut browser, &fresh)?;
        shows(bench, &browser, CLAUSE, CONFIRMED)
    })
}

/// The letter lies about for three months.
pub(crate) fn expired(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = ordered(bench)?;
    let code = arrived(bench, &mut browser, &person)?;
    bench.wait("P91D", "the letter is left unused")?;
    enter_cabinet(bench, &mut browser, &person)?;
    answer(&mut browser, &code)?;
    shows(bench, &browser, CLAUSE, "Срок действия кода истек")?;
    lacks(bench, &browser, CLAUSE, CONFIRMED)?;
    has_level(bench, CLAUSE, person.oid, Level::Standard).map(drop)
}

/// A code works only once.
pub(crate) fn used(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = ordered(bench)?;
    let code = arrived(bench, &mut browser, &person)?;
    let mut second = bench.browser("citizen, in another window");
    enter_cabinet(bench, &mut second, &person)?;
    answer(&mut browser, &code)?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    let before = bench.idp().portrait(person.oid)?;
    answer(&mut second, &code)?;
    shows(bench, &second, CLAUSE, CONFIRMED)?;
    lacks(bench, &second, CLAUSE, FIELD)?;
    let after = bench.idp().portrait(person.oid)?;
    let same = if before == after { "as before" } else { "changed" };
    bench.transcript().check(
        CLAUSE,
        "the account after the code was sent again",
        "as before",
        same,
        before == after,
    );
    equals_by_control(bench, CLAUSE, person.oid, by_control)
}

/// The citizen does not wait for the letter and goes to a centre.
pub(crate) fn another_way(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = ordered(bench)?;
    browser.open(&bench.idp().url("/profile/"))?;
    browser.follow(ANOTHER_WAY)?;
    browser.follow("Обратиться лично")?;
    let centre = first_centre(bench)?;
    shows(bench, &browser, CLAUSE, &centre.name)?;
    let passport = Passport { series: "0004".to_owned(), number: "000303".to_owned() };
    compare(bench, &mut bench.browser("operator"), &centre, SNILS, &passport)?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    lacks(bench, &browser, CLAUSE, BANNER)?;
    // What comes by post now asks for nothing.
    bench.wait(JOURNEY, "the time by which the letter would arrive")?;
    enter_cabinet(bench, &mut browser, &person)?;
    lacks(bench, &browser, CLAUSE, FIELD)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(checked("confirmed"), &json!({})))
}

/// A citizen who has ordered a letter, with the page that says when it is expected.
fn ordered(bench: &Bench<'_>) -> Result<(Person, Browser), Halt> {
    let (person, mut browser) = at_confirmation_methods(bench)?;
    browser.follow("Получить код подтверждения письмом")?;
    order(bench, &mut browser)?;
    Ok((person, browser))
}

fn order(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    ADDRESS.iter().try_for_each(|(field, value)| browser.fill(field, value))?;
    browser.press("Заказать письмо")?;
    shows_all(bench, browser, CLAUSE, &[BANNER, LINE, "Письмо ожидается"])
}

/// Two weeks later: the code that the letter brought, and the cabinet that waits for it.
fn arrived(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<String, Halt> {
    bench.wait(JOURNEY, "two weeks until the letter arrives")?;
    let code = bench.code_for("citizen", SNILS, "letter")?;
    enter_cabinet(bench, browser, person)?;
    shows_all(bench, browser, CLAUSE, &[BANNER, ANOTHER_WAY])?;
    Ok(code)
}

fn answer(browser: &mut Browser, code: &str) -> Result<(), Halt> {
    browser.fill(FIELD, code)?;
    browser.press("Подтвердить")
}

fn by_control(idp: &Idp) -> Result<u64, IdpError> {
    let (oid, code) = by_letter(idp)?;
    idp.command(oid, &json!({ "command": "enter-letter-code", "code": code }))?;
    Ok(oid)
}

/// By control calls alone: an account whose letter has come, and the letter's code.
fn by_letter(idp: &Idp) -> Result<(u64, String), IdpError> {
    let oid = idp.made(checked("standard"), &json!({}))?;
    idp.command(oid, &json!({ "command": "order-letter", "address": LINE }))?;
    idp.advance(JOURNEY)?;
    let code = idp.outbox(SNILS, "letter")?.into_iter().next_back().and_then(|letter| letter.code);
    Ok((oid, code.unwrap_or_default()))
}

fn differs(one: &str, other: &str) -> &'static str {
    if one == other { "the same" } else { "another user" }
}
