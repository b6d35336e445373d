//! Owns the scenarios of letter S003: a SNILS is bound to one pupil, and sign-in without the portal ends.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::people::{ADMINISTRATOR, ADMINISTRATOR_OF_THE_OTHER, ANNA, TIKHON, ZOYA};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::school::{bind_snils, desk, enter_through_portal, snils_of};
use crate::scenario::steps::{account_of, enter_with_password, user};

const CLAUSE: &str = "S003: the SNILS is bound to one pupil";

/// One child, then a second one at another school.
pub(crate) fn bound_to_pupil(bench: &Bench<'_>) -> Result<(), Halt> {
    let parent = bench.citizen(json!({ "level": "confirmed" }))?;
    let snils = snils_of(&parent)?.to_owned();
    let mut first = desk(bench, &ADMINISTRATOR)?;
    let mut second = desk(bench, &ADMINISTRATOR_OF_THE_OTHER)?;
    let mut browser = bench.browser("parent");
    bench.transcript().control(|| {
        enter_through_portal(bench, &mut browser, &parent)?;
        shows(bench, &browser, CLAUSE, "Ваш СНИЛС школа не привязала ни к одному ученику")?;
        is_out(bench, &mut browser, CLAUSE)
    })?;

    bind_snils(bench, &mut first, TIKHON.id, &snils)?;
    // No one binds a pupil of another school.
    first.open(&bench.builtin()?.url(&format!("/admin/pupils/{}", ANNA.id)))?;
    shows(bench, &first, CLAUSE, "Нет доступа к этому дневнику")?;

    bench.party().enter_through_portal(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, "added-1")?;
    TIKHON.marks.iter().try_for_each(|words| shows(bench, &browser, CLAUSE, words))?;
    lacks(bench, &browser, CLAUSE, ZOYA.marks[1])?;
    for other in [&ZOYA, &ANNA] {
        browser.open(&bench.builtin()?.url(&format!("/pupils/{}", other.id)))?;
        shows(bench, &browser, CLAUSE, "Нет доступа к этому дневнику")?;
        lacks(bench, &browser, CLAUSE, other.marks[1])?;
    }
    bench.party().leave(&mut browser)?;

    bind_snils(bench, &mut second, ANNA.id, &snils)?;
    bench.party().enter_through_portal(&mut browser)?;
    shows(bench, &browser, CLAUSE, "Выберите, как войти")?;
    is_out(bench, &mut browser, CLAUSE)?;
    browser.press("родитель: Громова Анна Олеговна, Гимназия № 2 посёлка Вымышленный")?;
    is_in_as(bench, &mut browser, CLAUSE, "added-2")?;
    ANNA.marks.iter().try_for_each(|words| shows(bench, &browser, CLAUSE, words))?;
    lacks(bench, &browser, CLAUSE, TIKHON.marks[1])?;
    browser.follow("Сменить роль или ученика")?;
    browser.press("родитель: Белкин Тихон Егорович, Школа № 7 посёлка Вымышленный")?;
    is_in_as(bench, &mut browser, CLAUSE, "added-1")?;
    lacks(bench, &browser, CLAUSE, ANNA.marks[1])
}

/// «исключить анонимный доступ с использованием логина и пароля»: for parent, pupil and administrator alike.
pub(crate) fn no_anonymous(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S003: no anonymous access";
    let mother = user(bench, 0)?;
    let everybody = [mother, &ANNA, &ADMINISTRATOR];
    bench.transcript().control(|| {
        everybody.iter().try_for_each(|user| {
            let mut browser = bench.browser(user.who);
            enter_with_password(bench, &mut browser, user)?;
            is_in_as(bench, &mut browser, clause, user.id)
        })
    })?;
    // The administrator binds the mother's number in time.
    let person = bench.citizen(account_of(mother, crate::bench::idp::Level::Confirmed))?;
    bind_snils(bench, &mut desk(bench, &ADMINISTRATOR)?, TIKHON.id, snils_of(&person)?)?;

    bench.wait_until("2017-09-29T00:00:00+03:00", "29 September, by the region's clock")?;
    for user in everybody {
        let mut browser = bench.browser(user.who);
        enter_with_password(bench, &mut browser, user)?;
        shows(bench, &browser, clause, "анонимного доступа по логину и паролю нет")?;
        shows(bench, &browser, clause, "передайте СНИЛС администратору школы")?;
        is_out(bench, &mut browser, clause)?;
    }
    let mut browser = bench.browser(mother.who);
    enter_through_portal(bench, &mut browser, &person)?;
    is_in_as(bench, &mut browser, clause, "added-1")
}
