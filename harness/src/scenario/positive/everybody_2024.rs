//! Owns the scenarios of letter S002 about everyone: grown-ups, pupils, and a young pupil with an account that a parent made.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::LegacyUser;
use crate::bench::party::people::{MATVEY, NINA, OLGA, POLINA};
use crate::check::page::{lacks, shows};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::positive::year_2024::{known, link, typed};
use crate::scenario::school::{desk_through_portal, enter_through_portal, retype, snils_of};
use crate::scenario::steps::cabinet::enter_cabinet;
use crate::scenario::steps::{account_of, enter_with_password};

const CLAUSE: &str = "S002: everybody";

/// A number and a mail address that were given to no one, and a password for both.
const CHILDS_SNILS: &str = "087-654-303 00";
const CHILDS_MAIL: &str = "polina@mail.example";
const CHILDS_PASSWORD: &str = "Skazka-2024!a";

/// What a parent types on the card of a child, beside its name.
const CARD: [(&str, &str); 7] = [
    ("Пол", "Женский"),
    ("Дата рождения", "08.04.2014"),
    ("СНИЛС", CHILDS_SNILS),
    ("Серия", "IV-ТС"),
    ("Номер", "000300"),
    ("Дата выдачи", "20.04.2014"),
    ("Кем выдано", "Отдел ЗАГС пос. Вымышленный"),
];

/// A child account that a parent makes in the family section, whose number the administrator enters.
fn known_child(bench: &Bench<'_>, desk: &mut Browser, parent: &Person) -> Result<Person, Halt> {
    let child = made_by(bench, parent, &POLINA)?;
    retype(bench, desk, &link(&POLINA, "ученик"), typed(&POLINA, snils_of(&child)?))?;
    Ok(child)
}

/// «родителю необходимо … создать детскую учетную запись», page by page: the card, its check, the account, the consent.
fn made_by(bench: &Bench<'_>, parent: &Person, child: &LegacyUser) -> Result<Person, Halt> {
    [CHILDS_SNILS, CHILDS_PASSWORD].iter().for_each(|secret| bench.transcript().hide(secret));
    let full_name = child.name.join(" ");
    let mut browser = bench.browser(OLGA.who);
    enter_cabinet(bench, &mut browser, parent)?;
    browser.follow("Семья и дети")?;
    browser.follow("Добавить ребенка")?;
    for (field, value) in ["Фамилия", "Имя", "Отчество (если есть)"].into_iter().zip(child.name).chain(CARD)
    {
        browser.fill(field, value)?;
    }
    browser.press("Сохранить")?;
    bench.wait("PT15M", "until the card is checked")?;
    browser.open(&bench.idp().url("/profile/family"))?;
    browser.follow(&format!("Создать учетную запись: {full_name}"))?;
    browser.fill("Место рождения ребенка", "г. Примерск")?;
    browser.fill("Адрес постоянной регистрации ребенка", "г. Примерск, ул. Тестовая, д. 1")?;
    browser.fill("Электронная почта ребенка", CHILDS_MAIL)?;
    browser.fill("Пароль", CHILDS_PASSWORD)?;
    browser.fill("Пароль еще раз", CHILDS_PASSWORD)?;
    browser.press("Создать")?;
    browser.fill("Код подтверждения", &bench.code_for(OLGA.who, CHILDS_MAIL, "mail")?)?;
    browser.press("Подтвердить")?;
    browser.open(&bench.idp().url("/profile/family"))?;
    browser.follow(&format!("Дать согласие: {full_name}"))?;
    browser.press("Дать согласие")?;
    shows(bench, &browser, CLAUSE, "Вы разрешили передавать сведения школы")?;
    let made = bench.idp().people_with_login(CHILDS_MAIL)?.into_iter().next();
    let made = made.ok_or_else(|| Halt::Missing("the portal does not know the child".into()))?;
    Ok(Person { password: CHILDS_PASSWORD.to_owned(), ..made })
}

pub(crate) fn everyone(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut desk = desk_through_portal(bench)?;
    // No one's password opens anything any more.
    bench.transcript().control(|| {
        [&OLGA, &NINA, &MATVEY, &POLINA].iter().try_for_each(|user| {
            let mut browser = bench.browser(user.who);
            enter_with_password(bench, &mut browser, user)?;
            is_out(bench, &mut browser, CLAUSE)
        })
    })?;
    let parent = known(bench, &mut desk, &OLGA, "родитель")?;
    let teacher = known(bench, &mut desk, &NINA, "учитель")?;
    let pupil = known(bench, &mut desk, &MATVEY, "ученик")?;
    let child = known_child(bench, &mut desk, &parent)?;
    for (user, person) in [(&OLGA, &parent), (&NINA, &teacher), (&MATVEY, &pupil), (&POLINA, &child)] {
        let mut browser = bench.browser(user.who);
        enter_through_portal(bench, &mut browser, person)?;
        is_in_as(bench, &mut browser, CLAUSE, user.id)?;
        user.marks.iter().try_for_each(|words| shows(bench, &browser, CLAUSE, words))?;
    }
    Ok(())
}

pub(crate) fn child_missing(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S002: a child account";
    let mut browser = bench.browser(POLINA.who);
    enter_with_password(bench, &mut browser, &POLINA)?;
    shows(bench, &browser, clause, "Нужна детская учётная запись")?;
    shows(bench, &browser, clause, "Её создаёт родитель с подтверждённой учётной записью")?;
    shows(bench, &browser, clause, "Семья и дети на портале госуслуг")?;
    is_out(bench, &mut browser, clause)?;
    // An older pupil sees another text, so the reason is the age.
    let mut older = bench.browser(MATVEY.who);
    enter_with_password(bench, &mut older, &MATVEY)?;
    lacks(bench, &older, clause, "детская учётная запись")?;
    is_out(bench, &mut older, clause)?;

    bench.transcript().control(|| {
        let mut desk = desk_through_portal(bench)?;
        let parent = bench.citizen(account_of(&OLGA, Level::Confirmed))?;
        let child = known_child(bench, &mut desk, &parent)?;
        enter_through_portal(bench, &mut browser, &child)?;
        is_in_as(bench, &mut browser, clause, POLINA.id)
    })
}
