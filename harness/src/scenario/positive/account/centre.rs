//! Owns the scenarios of confirmation at a service centre.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Centre, Level, Passport, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::{CONFIRMED, GO_CONFIRM, checked};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S003";

/// S003: to any service centre, with the passport.
pub(crate) fn confirm(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let (snils, passport) = papers(&person)?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    lacks(bench, &browser, CLAUSE, CONFIRMED)?;
    browser.follow(GO_CONFIRM)?;
    browser.follow("Обратиться лично")?;
    let centre = chosen(bench, &browser)?;
    browser.follow("На карте")?;
    let pin = format!(".map [href=\"#centre-{}\"]", centre.id);
    let pins = browser.page()?.texts(&pin).len();
    bench.transcript().check(
        CLAUSE,
        "the service centre's markers on the map",
        "1",
        &pins.to_string(),
        pins == 1,
    );
    shows(bench, &browser, CLAUSE, &centre.name)?;

    let mut operator = bench.browser("operator");
    compare(bench, &mut operator, &centre, &snils, &passport)?;
    shows(bench, &operator, CLAUSE, "Личность подтверждена")?;
    has_level(bench, CLAUSE, person.oid, Level::Confirmed)?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, "S004", CONFIRMED)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(checked("confirmed"), &json!({})))
}

/// Someone comes with a passport that is not the account's.
pub(crate) fn wrong_passport(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(json!({ "level": "standard" }))?;
    let (snils, passport) = papers(&person)?;
    let centre = first_centre(bench)?;
    let before = bench.idp().person_document(person.oid)?;
    let mut operator = bench.browser("operator");
    let series = passport.series.clone();
    for number in [another(&passport.number), "12".to_owned(), String::new()] {
        let other = Passport { series: series.clone(), number: number.clone() };
        compare(bench, &mut operator, &centre, &snils, &other)?;
        let words = if number.len() == 6 {
            "Паспорт не совпадает"
        } else {
            "Введите 4 цифры серии и 6 цифр номера"
        };
        shows(bench, &operator, CLAUSE, words)?;
        lacks(bench, &operator, CLAUSE, "Личность подтверждена")?;
    }
    let after = bench.idp().person_document(person.oid)?;
    let same = if before == after { "as before" } else { "changed" };
    bench.transcript().check(CLAUSE, "the account", "as before", same, before == after);
    has_level(bench, CLAUSE, person.oid, Level::Standard)?;
    // The right passport is taken: the refusals were about the passport.
    bench.transcript().control(|| {
        compare(bench, &mut operator, &centre, &snils, &passport)?;
        has_level(bench, CLAUSE, person.oid, Level::Confirmed).map(drop)
    })
}

fn papers(person: &Person) -> Result<(String, Passport), Halt> {
    person
        .snils
        .clone()
        .zip(person.passport.clone())
        .ok_or_else(|| Halt::Broken("a standard account has no SNILS or no passport".into()))
}

/// The first centre of the portal's list.
pub(crate) fn first_centre(bench: &Bench<'_>) -> Result<Centre, Halt> {
    let centre = bench.idp().centres()?.into_iter().next();
    centre.ok_or_else(|| Halt::Broken("the portal has no service centre".into()))
}

/// The first centre of the list that the citizen reads.
fn chosen(bench: &Bench<'_>, browser: &Browser) -> Result<Centre, Halt> {
    let (centres, page) = (bench.idp().centres()?, browser.page()?);
    let listed = centres.into_iter().find(|centre| !centre.name.is_empty() && page.shows(&centre.name));
    listed.ok_or_else(|| Halt::Missing(format!("the page «{}» lists no service centre", page.title())))
}

/// The operator finds the account by its insurance number and compares the passport.
pub(crate) fn compare(
    bench: &Bench<'_>,
    operator: &mut Browser,
    centre: &Centre,
    snils: &str,
    passport: &Passport,
) -> Result<(), Halt> {
    at_the_desk(bench, operator, centre)?;
    operator.fill("СНИЛС посетителя", snils)?;
    operator.press("Найти")?;
    operator.fill("Серия паспорта", &passport.series)?;
    operator.fill("Номер паспорта", &passport.number)?;
    operator.press("Подтвердить личность")
}

/// The operator's desk, which asks for a sign-in first.
pub(super) fn at_the_desk(bench: &Bench<'_>, operator: &mut Browser, centre: &Centre) -> Result<(), Halt> {
    let desk = bench.idp().url(&format!("/operator/?centre={}", centre.id));
    operator.open(&desk)?;
    if operator.page()?.forms().iter().any(|form| form.has("password")) {
        let own = centre.operators.first();
        let own =
            own.ok_or_else(|| Halt::Broken(format!("the service centre {} has no operator", centre.id)))?;
        bench.transcript().hide(&own.password);
        operator.fill("Логин", &own.login)?;
        operator.fill("Пароль", &own.password)?;
        operator.fill("Центр обслуживания", &centre.id.to_string())?;
        operator.press("Войти")?;
        operator.open(&desk)?;
    }
    Ok(())
}

/// The same number with another last digit.
fn another(number: &str) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    if let Some(last) = digits.last_mut() {
        *last = if *last == '1' { '2' } else { '1' };
    }
    digits.into_iter().collect()
}
