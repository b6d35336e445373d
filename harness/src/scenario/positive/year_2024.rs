//! Owns the scenarios of letter S002 about levels, roles and the school portfolio.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Passport, Person};
use crate::bench::party::people::{ADMINISTRATOR, MATVEY, NINA, OLGA};
use crate::bench::party::{LegacyUser, RelyingParty};
use crate::check::account::has_level;
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_in_at, is_out};
use crate::scenario::positive::account::centre::compare;
use crate::scenario::school::{
    PersonForm, desk, desk_through_portal, enter_through_portal, retype, snils_of,
};
use crate::scenario::steps::{account_of, allow_if_asked, sign_in_at_portal};

const CLAUSE: &str = "S002: confirmed only";

/// What the administrator types for a user of the school whose number is known now.
pub(crate) fn typed<'t>(user: &LegacyUser, snils: &'t str) -> PersonForm<'t> {
    let [last_name, first_name, middle_name] = user.name;
    PersonForm { last_name, first_name, middle_name, snils }
}

/// The words by which the administrator finds a user.
pub(crate) fn link(user: &LegacyUser, role: &str) -> String {
    format!("{} ({role})", user.name.join(" "))
}

/// A confirmed account of a user, whose number the administrator enters.
pub(crate) fn known(
    bench: &Bench<'_>,
    desk: &mut Browser,
    user: &LegacyUser,
    role: &str,
) -> Result<Person, Halt> {
    let mut wanted = account_of(user, Level::Confirmed);
    if user.id == MATVEY.id {
        wanted["birth_date"] = json!("20.05.2009");
    }
    let person = bench.citizen(wanted)?;
    retype(bench, desk, &link(user, role), typed(user, snils_of(&person)?))?;
    Ok(person)
}

/// Accepted in 2017, refused in 2024; confirmed at a centre, and accepted after a new sign-in.
pub(crate) fn standard_refused(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(account_of(&OLGA, Level::Standard))?;
    let snils = snils_of(&person)?.to_owned();
    let passport = person.passport.clone();
    let passport = passport.ok_or_else(|| Halt::Broken("a standard account has no passport".into()))?;
    retype(bench, &mut desk(bench, &ADMINISTRATOR)?, &link(&OLGA, "родитель"), typed(&OLGA, &snils))?;
    bench.transcript().control(|| good_in_2017(bench, &person, &snils))?;

    bench.wait_until("2024-09-03T09:00:00+08:00", "the day after 2 September 2024")?;
    let mut browser = bench.browser(OLGA.who);
    enter_through_portal(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, "Ваша учётная запись на портале госуслуг — стандартная")?;
    shows(bench, &browser, CLAUSE, "нужна подтверждённая")?;
    shows(bench, &browser, CLAUSE, "войдите в дневник повторно")?;
    is_out(bench, &mut browser, CLAUSE)?;

    confirm(bench, &person, &snils, &passport)?;
    // ESIA-MR, older edition, table 2: the level is that of the sign-in, so the old portal session still carries the old one.
    bench.party().enter_through_portal(&mut browser)?;
    shows(bench, &browser, CLAUSE, "нужна подтверждённая")?;
    is_out(bench, &mut browser, CLAUSE)?;
    browser.open(&bench.idp().url("/logout"))?;
    enter_through_portal(bench, &mut browser, &person)?;
    is_in_as(bench, &mut browser, CLAUSE, OLGA.id)
}

/// The same account in the diary of the letter of 2017.
fn good_in_2017(bench: &Bench<'_>, person: &Person, snils: &str) -> Result<(), Halt> {
    let clause = "S001: standard or confirmed";
    let party = bench.another_party("voronezh-itek-2017")?;
    let mut desk = bench.browser(ADMINISTRATOR.who);
    desk.open(&party.front_door())?;
    desk.fill("Логин", ADMINISTRATOR.login)?;
    desk.fill("Пароль", ADMINISTRATOR.password)?;
    desk.press("Войти")?;
    desk.follow("Пользователи школы")?;
    desk.follow("Белкина Вера Андреевна (родитель)")?;
    for (field, value) in ["Фамилия", "Имя", "Отчество"].iter().zip(OLGA.name) {
        desk.fill(field, value)?;
    }
    desk.fill("СНИЛС", snils)?;
    desk.press("Сохранить")?;
    let mut browser = bench.browser(OLGA.who);
    party.enter_through_portal(&mut browser)?;
    sign_in_at_portal(&mut browser, person)?;
    allow_if_asked(&mut browser)?;
    is_in_at(bench, &party, &mut browser, clause, "belkina-vera")
}

/// To a service centre with the passport.
fn confirm(bench: &Bench<'_>, person: &Person, snils: &str, passport: &Passport) -> Result<(), Halt> {
    let centre = bench.idp().centres()?.into_iter().next();
    let centre = centre.ok_or_else(|| Halt::Broken("the portal has no service centre".into()))?;
    compare(bench, &mut bench.browser("operator"), &centre, snils, passport)?;
    has_level(bench, CLAUSE, person.oid, Level::Confirmed).map(drop)
}

pub(crate) fn portfolio(bench: &Bench<'_>) -> Result<(), Halt> {
    // The letter speaks of pupils under fourteen; the realm asks a parent's consent for everybody under eighteen.
    bench.idp().change_settings(json!({"consents": {"portfolio_below_age": 14}}))?;
    let mut desk = desk_through_portal(bench)?;
    let person = known(bench, &mut desk, &NINA, "учитель")?;
    let pupil = known(bench, &mut desk, &MATVEY, "ученик")?;
    let mut teacher = bench.browser(NINA.who);
    enter_through_portal(bench, &mut teacher, &person)?;
    let matvey = "Лукин Матвей Денисович";
    bench.transcript().control(|| holds(bench, &pupil, &[]))?;

    give(&mut teacher, matvey, "Алгебра", "Контрольная")?;
    holds(bench, &pupil, &["Алгебра: Контрольная"])?;
    lacks(bench, &teacher, PORTFOLIO, "Ждут отправки")?;

    bench.idp().put_portfolio("down")?;
    give(&mut teacher, matvey, "Химия", "Опыт")?;
    shows(bench, &teacher, PORTFOLIO, "Ждут отправки в «Школьное портфолио»: 1")?;
    holds(bench, &pupil, &["Алгебра: Контрольная"])?;
    bench.idp().put_portfolio("answers")?;
    teacher.press("Отправить ещё раз")?;
    holds(bench, &pupil, &["Алгебра: Контрольная", "Химия: Опыт"])?;
    lacks(bench, &teacher, PORTFOLIO, "Ждут отправки")?;

    // The portal has it, and the diary does not hear so: it sends again, and the mark is there once.
    bench.idp().put_portfolio("loses-answers")?;
    give(&mut teacher, matvey, "История", "Доклад")?;
    shows(bench, &teacher, PORTFOLIO, "Ждут отправки в «Школьное портфолио»: 1")?;
    let all = ["Алгебра: Контрольная", "Химия: Опыт", "История: Доклад"];
    holds(bench, &pupil, &all)?;
    bench.idp().put_portfolio("answers")?;
    teacher.press("Отправить ещё раз")?;
    lacks(bench, &teacher, PORTFOLIO, "Ждут отправки")?;
    holds(bench, &pupil, &all)
}

const PORTFOLIO: &str = "S002: the school portfolio";

/// The teacher gives a pupil a five.
pub(crate) fn give(teacher: &mut Browser, pupil: &str, subject: &str, work: &str) -> Result<(), Halt> {
    teacher.fill("Ученик", pupil)?;
    teacher.fill("Предмет", subject)?;
    teacher.fill("Работа", work)?;
    teacher.fill("Оценка", "5")?;
    teacher.press("Поставить оценку")
}

/// The portal's portfolio of the pupil holds these marks, each once.
pub(crate) fn holds(bench: &Bench<'_>, pupil: &Person, expected: &[&str]) -> Result<(), Halt> {
    let seen = bench.idp().portfolio(pupil.oid)?;
    let must = "the pupil's school portfolio on the portal";
    let words = |all: &[String]| if all.is_empty() { "no marks".to_owned() } else { all.join(", ") };
    let expected: Vec<String> = expected.iter().map(|one| (*one).to_owned()).collect();
    bench.transcript().check(PORTFOLIO, must, &words(&expected), &words(&seen), seen == expected);
    Ok(())
}

/// One person teaches here and has children here: one number, two profiles, and a choice.
pub(crate) fn teacher_and_parent(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S002: staff and parents";
    let mut desk = desk_through_portal(bench)?;
    let person = known(bench, &mut desk, &OLGA, "родитель")?;
    let mut browser = bench.browser(OLGA.who);
    bench.transcript().control(|| {
        enter_through_portal(bench, &mut browser, &person)?;
        is_in_as(bench, &mut browser, clause, OLGA.id)?;
        bench.party().leave(&mut browser)
    })?;
    retype(bench, &mut desk, &link(&OLGA, "учитель"), typed(&OLGA, snils_of(&person)?))?;

    bench.party().enter_through_portal(&mut browser)?;
    shows(bench, &browser, clause, "Выберите, как войти")?;
    is_out(bench, &mut browser, clause)?;
    browser.press("учитель: Лукина Ольга Игоревна, Школа № 7 посёлка Вымышленный")?;
    is_in_as(bench, &mut browser, clause, "lukina-olga-teacher")?;
    shows(bench, &browser, clause, "Поставить оценку")?;
    lacks(bench, &browser, clause, "Стихи наизусть")?;

    browser.follow("Сменить роль или ученика")?;
    browser.press("родитель: Лукина Ольга Игоревна, Школа № 7 посёлка Вымышленный")?;
    is_in_as(bench, &mut browser, clause, OLGA.id)?;
    shows(bench, &browser, clause, "Стихи наизусть")?;
    lacks(bench, &browser, clause, "Поставить оценку")
}
