//! Owns the scenarios of letter S001: the diary's profile must match the portal's account in full name and number.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::LegacyUser;
use crate::bench::party::people::{ADMINISTRATOR, ANNA};
use crate::check::page::{shows, shows_marks};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::school::{
    PersonForm, add_parent, desk, desk_through_portal, enter_through_portal, retype, show_slip, slip,
    snils_of,
};
use crate::scenario::steps::{account_of, enter_with_password, user};

const CLAUSE: &str = "S001: name and SNILS agree";
const MOTHERS_PAGE: &str = "Белкина Вера Андреевна (родитель)";

/// The mother's account on the portal, and what the administrator has to type for it.
fn mother<'b>(bench: &'b Bench<'_>) -> Result<(&'b LegacyUser, Person, String), Halt> {
    let mother = user(bench, 0)?;
    let person = bench.citizen(account_of(mother, Level::Standard))?;
    let snils = snils_of(&person)?.to_owned();
    Ok((mother, person, snils))
}

fn typed<'t>(user: &LegacyUser, snils: &'t str) -> PersonForm<'t> {
    let [last_name, first_name, middle_name] = user.name;
    PersonForm { last_name, first_name, middle_name, snils }
}

/// Comes back through the portal, which remembers who is there, and sees why not.
fn refused(bench: &Bench<'_>, browser: &mut Browser, words: &[&str]) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    words.iter().try_for_each(|words| shows(bench, browser, CLAUSE, words))?;
    is_out(bench, browser, CLAUSE)
}

/// The administrator enters name and number; from 1 October the portal is the way in, and a standard account enough.
pub(crate) fn ok(bench: &Bench<'_>) -> Result<(), Halt> {
    let (mother, person, snils) = mother(bench)?;
    let mut desk = desk(bench, &ADMINISTRATOR)?;
    retype(bench, &mut desk, MOTHERS_PAGE, typed(mother, &snils))?;

    bench.wait_until("2017-10-01T00:00:00+03:00", "1 October, by the region's clock")?;
    // Another standard account of no one at school is kept out: what lets the mother in is the match.
    bench.transcript().control(|| {
        let stranger = bench.citizen(json!({ "level": "standard" }))?;
        let mut browser = bench.browser("stranger");
        enter_through_portal(bench, &mut browser, &stranger)?;
        shows(bench, &browser, CLAUSE, "Дневник Вас не знает")?;
        is_out(bench, &mut browser, CLAUSE)
    })?;
    let mut browser = bench.browser(mother.who);
    enter_with_password(bench, &mut browser, mother)?;
    shows(bench, &browser, CLAUSE, "Вход по логину и паролю закрыт")?;
    is_out(bench, &mut browser, CLAUSE)?;
    enter_through_portal(bench, &mut browser, &person)?;
    is_in_as(bench, &mut browser, CLAUSE, mother.id)?;
    shows_marks(bench, &browser, CLAUSE, mother)
}

/// Another name is refused; another spelling of the same name, as the policy says, is not.
pub(crate) fn name(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = user(bench, 0)?;
    let wanted = json!({
        "level": "standard", "last_name": "Ёлкина-Берёзова", "first_name": "Анна", "middle_name": "",
    });
    let person = bench.citizen(wanted)?;
    let snils = snils_of(&person)?.to_owned();
    let mut desk = desk_through_portal(bench)?;
    let typed =
        |last_name, first_name, middle_name| PersonForm { last_name, first_name, middle_name, snils: &snils };
    retype(bench, &mut desk, MOTHERS_PAGE, typed("Ёлкина-Берёзова", "Анна", ""))?;

    let mut browser = bench.browser("citizen");
    bench.transcript().control(|| {
        enter_through_portal(bench, &mut browser, &person)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)?;
        bench.party().leave(&mut browser)
    })?;
    let mut page = "Ёлкина-Берёзова Анна (родитель)".to_owned();
    for (last, first) in
        [("Елкина-Березова", "Анна"), ("ЁЛКИНА-БЕРЁЗОВА", "анна"), ("Ёлкина  Берёзова", " Анна ")]
    {
        retype(bench, &mut desk, &page, typed(last, first, ""))?;
        page = format!("{last} {first} (родитель)");
        bench.party().enter_through_portal(&mut browser)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)?;
        bench.party().leave(&mut browser)?;
    }
    // A new surname, and a patronymic that the portal does not have: the policy calls both another name.
    for (last, middle) in [("Берёзова", ""), ("Ёлкина-Берёзова", "Сергеевна")]
    {
        retype(bench, &mut desk, &page, typed(last, "Анна", middle))?;
        page =
            if middle.is_empty() { format!("{last} Анна") } else { format!("{last} Анна {middle}") };
        page.push_str(" (родитель)");
        let words = ["ФИО на портале госуслуг и в дневнике записаны по-разному", "Сообщите администратору"];
        refused(bench, &mut browser, &words)?;
    }
    Ok(())
}

/// A wrong digit in the diary.
pub(crate) fn snils(bench: &Bench<'_>) -> Result<(), Halt> {
    let (mother, person, snils) = mother(bench)?;
    let mut desk = desk_through_portal(bench)?;
    retype(bench, &mut desk, MOTHERS_PAGE, typed(mother, "112-233-445 95"))?;
    let mut browser = bench.browser(mother.who);
    enter_through_portal(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "СНИЛС в дневнике другой")?;
    shows(bench, &browser, CLAUSE, "Покажите СНИЛС администратору")?;
    is_out(bench, &mut browser, CLAUSE)?;

    // The diary itself does not take a number whose digits contradict each other.
    retype(bench, &mut desk, MOTHERS_PAGE, typed(mother, "112-233-445 96"))?;
    shows(bench, &desk, CLAUSE, "СНИЛС введён с ошибкой")?;

    bench.transcript().control(|| {
        retype(bench, &mut desk, MOTHERS_PAGE, typed(mother, &snils))?;
        bench.party().enter_through_portal(&mut browser)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)
    })
}

/// The administrator has not entered the number; someone else is not in the diary at all.
pub(crate) fn missing(bench: &Bench<'_>) -> Result<(), Halt> {
    let (mother, person, snils) = mother(bench)?;
    let mut browser = bench.browser(mother.who);
    enter_through_portal(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "СНИЛС администратор школы ещё не внёс")?;
    shows(bench, &browser, CLAUSE, "Передайте СНИЛС администратору")?;
    is_out(bench, &mut browser, CLAUSE)?;

    let stranger = bench.citizen(json!({ "level": "standard" }))?;
    let mut other = bench.browser("stranger");
    enter_through_portal(bench, &mut other, &stranger)?;
    shows(bench, &other, CLAUSE, "Дневник Вас не знает")?;
    is_out(bench, &mut other, CLAUSE)?;

    bench.transcript().control(|| {
        let mut desk = desk_through_portal(bench)?;
        retype(bench, &mut desk, MOTHERS_PAGE, typed(mother, &snils))?;
        bench.party().enter_through_portal(&mut browser)?;
        is_in_as(bench, &mut browser, CLAUSE, mother.id)
    })
}

pub(crate) fn not_activated(bench: &Bench<'_>) -> Result<(), Halt> {
    let wanted = json!({
        "level": "standard", "last_name": "Рощина", "first_name": "Инна", "middle_name": "Павловна",
    });
    let person = bench.citizen(wanted)?;
    let snils = snils_of(&person)?.to_owned();
    let mut desk = desk_through_portal(bench)?;
    let typed =
        PersonForm {
            last_name: "Рощина", first_name: "Инна", middle_name: "Павловна", snils: &snils
        };
    add_parent(bench, &mut desk, typed, "Рябинин Лев Павлович")?;
    let code = slip(bench, &mut desk)?;

    let mut browser = bench.browser("parent");
    enter_through_portal(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "Профиль дневника не активирован")?;
    shows(bench, &browser, CLAUSE, "Нажмите «Активировать доступ»")?;
    is_out(bench, &mut browser, CLAUSE)?;

    bench.transcript().control(|| {
        show_slip(bench, &mut browser, &code)?;
        browser.press("Активировать профиль")?;
        bench.party().enter_through_portal(&mut browser)?;
        is_in_as(bench, &mut browser, CLAUSE, "added-1")
    })
}

/// «вход в систему учащихся до 14 лет остаётся прежним»: until the birthday, by the region's clock.
pub(crate) fn under_fourteen(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S001: pupils under 14 as before";
    // Grown-ups are refused the same day: the old login is open for the pupil's age, not for everyone.
    bench.transcript().control(|| {
        let mother = user(bench, 0)?;
        let mut browser = bench.browser(mother.who);
        enter_with_password(bench, &mut browser, mother)?;
        is_out(bench, &mut browser, clause)
    })?;
    let mut browser = bench.browser(ANNA.who);
    enter_with_password(bench, &mut browser, &ANNA)?;
    is_in_as(bench, &mut browser, clause, ANNA.id)?;
    ANNA.marks.iter().try_for_each(|words| shows(bench, &browser, clause, words))?;

    bench.wait_until("2017-11-14T23:30:00+03:00", "the day before the fourteenth birthday")?;
    let mut eve = bench.browser(ANNA.who);
    enter_with_password(bench, &mut eve, &ANNA)?;
    is_in_as(bench, &mut eve, clause, ANNA.id)?;

    bench.wait_until("2017-11-15T00:00:00+03:00", "the fourteenth birthday")?;
    is_out(bench, &mut eve, clause)?;
    let mut day = bench.browser(ANNA.who);
    enter_with_password(bench, &mut day, &ANNA)?;
    shows(bench, &day, clause, "Вход по логину и паролю закрыт")?;
    shows(bench, &day, clause, "Нажмите «через Госуслуги»")?;
    is_out(bench, &mut day, clause)
}
