//! Owns the scenarios of letter S004: two ways in for a while, then marks through the portal only.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::LegacyUser;
use crate::bench::party::people::{ADMINISTRATOR, TIKHON, ZOYA};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::school::{PersonForm, add_parent, desk, enter_through_portal, show_slip, slip};
use crate::scenario::steps::{
    account_of, allow_if_asked, bind, enter_with_password, sign_in_at_portal, user,
};

const HIDDEN: &str = "Оценки скрыты";

/// The marks of a cabinet are on the page.
fn marks(bench: &Bench<'_>, browser: &Browser, clause: &'static str, user: &LegacyUser) -> Result<(), Halt> {
    user.marks.iter().try_for_each(|words| shows(bench, browser, clause, words))
}

/// A parent of the first family, with an account in the parent's own name.
fn parent(bench: &Bench<'_>) -> Result<Person, Halt> {
    bench.citizen(account_of(user(bench, 0)?, Level::Confirmed))
}

pub(crate) fn both(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004: both ways until 31 December";
    let person = parent(bench)?;
    bench.transcript().control(|| {
        let mut early = bench.browser("parent");
        enter_through_portal(bench, &mut early, &person)?;
        is_out(bench, &mut early, clause)
    })?;
    bind(bench, &TIKHON, &person)?;

    let mut by_password = bench.browser(TIKHON.who);
    enter_with_password(bench, &mut by_password, &TIKHON)?;
    is_in_as(bench, &mut by_password, clause, TIKHON.id)?;
    marks(bench, &by_password, clause, &TIKHON)?;
    shows(bench, &by_password, clause, "С 1 января 2019 года оценки видны только после входа через портал")?;

    let mut by_portal = bench.browser("parent");
    enter_through_portal(bench, &mut by_portal, &person)?;
    is_in_as(bench, &mut by_portal, clause, TIKHON.id)?;
    marks(bench, &by_portal, clause, &TIKHON)?;
    lacks(bench, &by_portal, clause, "Внимание!")
}

pub(crate) fn new_user(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004: new users through the portal only";
    let person =
        bench.citizen(json!({ "level": "confirmed", "last_name": "Рощина", "first_name": "Инна" }))?;
    // Existing logins still work.
    bench.transcript().control(|| {
        let mut browser = bench.browser(TIKHON.who);
        enter_with_password(bench, &mut browser, &TIKHON)?;
        is_in_as(bench, &mut browser, clause, TIKHON.id)
    })?;
    let mut desk = desk(bench, &ADMINISTRATOR)?;
    let typed = PersonForm { last_name: "Рощина", first_name: "Инна", middle_name: "", snils: "" };
    add_parent(bench, &mut desk, typed, "Рябинин Лев Павлович")?;
    let code = slip(bench, &mut desk)?;

    let mut browser = bench.browser("new parent");
    show_slip(bench, &mut browser, &code)?;
    shows(bench, &browser, clause, "Новые пользователи входят в дневник только через портал госуслуг")?;
    lacks(bench, &browser, clause, "Придумайте пароль")?;
    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, &person)?;
    allow_if_asked(&mut browser)?;
    shows(bench, &browser, clause, "Отлично!")?;
    is_in_as(bench, &mut browser, clause, "added-1")?;
    bench.party().leave(&mut browser)?;
    bench.party().enter_through_portal(&mut browser)?;
    is_in_as(bench, &mut browser, clause, "added-1")
}

pub(crate) fn marks_hidden(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004: after 1 January 2019";
    let person = parent(bench)?;
    bench.wait_until("2018-12-31T23:30:00+03:00", "New Year's Eve")?;
    let mut browser = bench.browser(TIKHON.who);
    bench.transcript().control(|| {
        enter_with_password(bench, &mut browser, &TIKHON)?;
        marks(bench, &browser, clause, &TIKHON)
    })?;

    bench.wait_until("2019-01-01T00:00:00+03:00", "1 January, by the region's clock")?;
    // A session of the old year shows no marks in the new one.
    browser.open(&bench.party().inside())?;
    lacks(bench, &browser, clause, TIKHON.marks[1])?;
    bench.party().leave(&mut browser)?;
    enter_with_password(bench, &mut browser, &TIKHON)?;
    is_in_as(bench, &mut browser, clause, TIKHON.id)?;
    shows(bench, &browser, clause, "успеваемость учащегося не отображается")?;
    shows(bench, &browser, clause, HIDDEN)?;
    lacks(bench, &browser, clause, TIKHON.marks[1])?;
    // Not by the address of the pupil either.
    browser.open(&bench.builtin()?.url(&format!("/pupils/{}", TIKHON.id)))?;
    lacks(bench, &browser, clause, TIKHON.marks[1])?;

    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, &person)?;
    allow_if_asked(&mut browser)?;
    browser.follow("Перейти в Дневник.ру")?;
    marks(bench, &browser, clause, &TIKHON)?;
    lacks(bench, &browser, clause, HIDDEN)
}

/// The pupil whose cabinet is open is bound to whichever account signs in, so one parent holds two.
pub(crate) fn second_child(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004: the pupil is bound to the account that signs in";
    let person = parent(bench)?;
    bind(bench, &TIKHON, &person)?;
    let mut browser = bench.browser("parent");
    bench.transcript().control(|| {
        enter_through_portal(bench, &mut browser, &person)?;
        is_in_as(bench, &mut browser, clause, TIKHON.id)?;
        bench.party().leave_with_portal(&mut browser)
    })?;
    bind(bench, &ZOYA, &person)?;

    enter_through_portal(bench, &mut browser, &person)?;
    shows(bench, &browser, clause, "Выберите, как войти")?;
    is_out(bench, &mut browser, clause)?;
    browser.press("ученик: Белкина Зоя Егоровна, Школа № 7 посёлка Вымышленный")?;
    is_in_as(bench, &mut browser, clause, ZOYA.id)?;
    marks(bench, &browser, clause, &ZOYA)?;
    lacks(bench, &browser, clause, TIKHON.marks[1])?;
    browser.follow("Сменить роль или ученика")?;
    browser.press("ученик: Белкин Тихон Егорович, Школа № 7 посёлка Вымышленный")?;
    is_in_as(bench, &mut browser, clause, TIKHON.id)?;

    // The cabinet of another family is not among them, and a second account does not take a cabinet over.
    let father = bench.citizen(account_of(user(bench, 1)?, Level::Confirmed))?;
    let mut other = bench.browser("another parent");
    enter_with_password(bench, &mut other, &ZOYA)?;
    lacks(bench, &other, clause, "Учетная запись портала госуслуг не привязана")?;
    bench.party().leave(&mut other)?;
    enter_through_portal(bench, &mut other, &father)?;
    is_out(bench, &mut other, clause)
}
