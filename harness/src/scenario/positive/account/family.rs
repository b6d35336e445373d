//! Owns the scenarios of the family section: a child's card, its account, the consent for school data, the fourteenth birthday.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Idp, IdpError, Level, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::{CONFIRMED, PASSWORD, checked};
use crate::scenario::steps::cabinet::enter_cabinet;

/// What the child's account is (MR 4.1.1.1): a parent's word is no confirmation.
const SIMPLIFIED: &str = "Учетная запись ребенка упрощенная";

const CLAUSE: &str = "S002: a child account";
pub(super) const CHILDS_MAIL: &str = "sonya@mail.example";
const CHILDS_SNILS: &str = "087-654-303 00";
/// Somewhat longer than until the birthday.
const MONTH: &str = "P31D";
const CARD: [(&str, &str); 10] = [
    ("Фамилия", "Ёлкина"),
    ("Имя", "Соня"),
    ("Отчество (если есть)", "Петровна"),
    ("Пол", "Женский"),
    ("Дата рождения", "20.05.2008"),
    ("СНИЛС", CHILDS_SNILS),
    ("Серия", "IV-ТС"),
    ("Номер", "000300"),
    ("Дата выдачи", "01.06.2008"),
    ("Кем выдано", "Отдел ЗАГС г. Примерска"),
];

/// A confirmed parent fills in the card, it is checked, and the account is made; the child signs in on its own.
pub(crate) fn create(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.transcript().hide(PASSWORD);
    let parent = bench.citizen(checked("confirmed"))?;
    let mut browser = bench.browser("parent");
    enter_cabinet(bench, &mut browser, &parent)?;
    browser.follow("Семья и дети")?;
    browser.follow("Добавить ребенка")?;
    fill_in_card(&mut browser)?;
    shows_all(bench, &browser, CLAUSE, &["Карточка проверяется", "Учетной записи нет"])?;
    bench.wait("PT15M", "until the card is checked")?;
    browser.open(&bench.idp().url("/profile/family"))?;
    shows(bench, &browser, CLAUSE, "Карточка проверена")?;
    browser.follow("Создать учетную запись: Ёлкина Соня Петровна")?;
    browser.fill("Место рождения ребенка", "г. Примерск")?;
    browser.fill("Адрес постоянной регистрации ребенка", "г. Примерск, ул. Тестовая, д. 1")?;
    browser.fill("Электронная почта ребенка", CHILDS_MAIL)?;
    browser.fill("Пароль", PASSWORD)?;
    browser.fill("Пароль еще раз", PASSWORD)?;
    browser.press("Создать")?;
    // No one is there before the child's address is proved.
    bench.transcript().control(|| {
        browser.fill("Код подтверждения", "000000")?;
        browser.press("Подтвердить")?;
        let count = bench.idp().people_with_login(CHILDS_MAIL)?.len();
        bench.transcript().check(
            CLAUSE,
            "persons with the child's address",
            "0",
            &count.to_string(),
            count == 0,
        );
        Ok(())
    })?;
    browser.fill("Код подтверждения", &bench.code_for("parent", CHILDS_MAIL, "mail")?)?;
    browser.press("Подтвердить")?;
    shows_all(bench, &browser, CLAUSE, &["связана с вашей", CHILDS_MAIL])?;

    let child = bench.idp().people_with_login(CHILDS_MAIL)?.into_iter().next();
    let child = child.ok_or_else(|| Halt::Missing("the portal does not know the child".into()))?;
    has_level(bench, CLAUSE, child.oid, Level::Simplified)?;
    let own = Person { password: PASSWORD.to_owned(), ..child };
    let mut childs = bench.browser("child");
    enter_cabinet(bench, &mut childs, &own)?;
    shows_all(bench, &childs, CLAUSE, &["Ёлкина Соня Петровна", SIMPLIFIED])?;
    equals_by_control(bench, CLAUSE, parent.oid, |idp| Ok(made_by_control(idp)?.0))?;
    equals_by_control(bench, CLAUSE, own.oid, |idp| Ok(made_by_control(idp)?.1))
}

/// A parent without a confirmed account may not.
pub(crate) fn not_confirmed(bench: &Bench<'_>) -> Result<(), Halt> {
    let parent = bench.citizen(checked("standard"))?;
    let mut browser = bench.browser("parent");
    enter_cabinet(bench, &mut browser, &parent)?;
    browser.follow("Семья и дети")?;
    shows(bench, &browser, CLAUSE, "только родитель с подтвержденной учетной записью")?;
    browser.open(&bench.idp().url("/profile/family/add"))?;
    fill_in_card(&mut browser)?;
    shows(bench, &browser, CLAUSE, "Сначала подтвердите свою личность")?;
    let cards = bench.idp().get(&format!("/people/{}/children", parent.oid))?;
    let count = cards["children"].as_array().map_or(0, Vec::len);
    bench.transcript().check(CLAUSE, "cards on the portal", "0", &count.to_string(), count == 0);
    // Confirmed, the same parent may.
    bench.transcript().control(|| {
        bench.idp().command(parent.oid, &json!({ "command": "confirm" }))?;
        browser.open(&bench.idp().url("/profile/family/add"))?;
        fill_in_card(&mut browser)?;
        shows(bench, &browser, CLAUSE, "Карточка проверяется")
    })
}

/// Consent for school data is given in the card, and withdrawn on any day.
pub(crate) fn consent(bench: &Bench<'_>) -> Result<(), Halt> {
    let parent = bench.citizen(checked("confirmed"))?;
    bench.child(&parent, child_of(&json!({})))?;
    let mut browser = bench.browser("parent");
    enter_cabinet(bench, &mut browser, &parent)?;
    browser.follow("Семья и дети")?;
    shows(bench, &browser, CLAUSE, "Согласия нет: дневник не найдет ребенка")?;
    give(&mut browser)?;
    shows(bench, &browser, CLAUSE, "Вы разрешили передавать сведения школы")?;
    equals_by_control(bench, CLAUSE, parent.oid, |idp| {
        let oid = idp.made(checked("confirmed"), &json!({}))?;
        idp.post(&format!("/people/{oid}/children"), child_of(&json!({ "school_consent": true })))?;
        Ok(oid)
    })?;
    browser.follow("Отозвать согласие: Ёлкина Соня Петровна")?;
    browser.press("Отозвать согласие")?;
    shows(bench, &browser, CLAUSE, "Согласия нет")?;
    lacks(bench, &browser, CLAUSE, "Вы разрешили")?;
    equals_by_control(bench, CLAUSE, parent.oid, |idp| {
        let oid = idp.made(checked("confirmed"), &json!({}))?;
        idp.post(&format!("/people/{oid}/children"), child_of(&json!({})))?;
        Ok(oid)
    })
}

/// On the fourteenth birthday the child is notified; by default nothing else changes.
pub(crate) fn fourteen(bench: &Bench<'_>) -> Result<(), Halt> {
    let before = bench.idp().now()?;
    let (parent, child) = nearly_fourteen(bench)?;
    let mut childs = bench.browser("child");
    enter_cabinet(bench, &mut childs, &child)?;
    shows(bench, &childs, CLAUSE, SIMPLIFIED)?;
    turns_fourteen(bench, &child)?;
    enter_cabinet(bench, &mut childs, &child)?;
    shows(bench, &childs, CLAUSE, "Учетная запись упрощенная")?;
    is_linked(bench, &parent, true)?;
    // Parent and child are what they were before the birthday, except for the notification.
    equals_by_control(bench, CLAUSE, parent.oid, |idp| Ok(made_fourteen(idp, &before)?.0))?;
    equals_by_control(bench, CLAUSE, child.oid, |idp| Ok(made_fourteen(idp, &before)?.1))
}

/// Where a realm is set so, the level drops and the link to the parent ends.
pub(crate) fn fourteen_as_set(bench: &Bench<'_>) -> Result<(), Halt> {
    let fourteenth = json!({ "level_drops": true, "link_ends": true });
    let family = json!({ "fourteenth": fourteenth, "child_trusted": true });
    bench.idp().change_settings(json!({ "family": family }))?;
    let (parent, child) = nearly_fourteen(bench)?;
    bench.transcript().control(|| {
        has_level(bench, CLAUSE, child.oid, Level::Confirmed)?;
        is_linked(bench, &parent, true)
    })?;
    turns_fourteen(bench, &child)?;
    has_level(bench, CLAUSE, child.oid, Level::Standard)?;
    let mut childs = bench.browser("child");
    enter_cabinet(bench, &mut childs, &child)?;
    lacks(bench, &childs, CLAUSE, CONFIRMED)?;
    is_linked(bench, &parent, false)
}

pub(super) fn fill_in_card(browser: &mut Browser) -> Result<(), Halt> {
    CARD.iter().try_for_each(|(field, value)| browser.fill(field, value))?;
    browser.press("Сохранить")
}

fn give(browser: &mut Browser) -> Result<(), Halt> {
    browser.follow("Дать согласие: Ёлкина Соня Петровна")?;
    browser.press("Дать согласие")
}

/// The child of the scenarios as control calls make one.
pub(super) fn child_of(more: &Value) -> Value {
    let mut child = json!({
        "last_name": "Ёлкина", "first_name": "Соня", "middle_name": "Петровна", "gender": "F",
        "birth_date": "20.05.2008", "snils": CHILDS_SNILS, "email": CHILDS_MAIL, "password": PASSWORD,
        "certificate": { "series": "IV-ТС", "number": "000300" }, "birth_place": "г. Примерск",
        "registration": "г. Примерск, ул. Тестовая, д. 1",
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        child[name] = value.clone();
    }
    child
}

/// Parent and child.
fn made_by_control(idp: &Idp) -> Result<(u64, u64), IdpError> {
    let parent = idp.made(checked("confirmed"), &json!({}))?;
    let made = idp.post(&format!("/people/{parent}/children"), child_of(&json!({})))?;
    let child = made["account"].as_u64().unwrap_or_default();
    idp.change_person(child, &json!({ "inn": "", "mobile": "" }))?;
    Ok((parent, child))
}

/// A month before the birthday.
fn nearly_fourteen(bench: &Bench<'_>) -> Result<(Person, Person), Halt> {
    let parent = bench.citizen(checked("confirmed"))?;
    let child = bench.child(&parent, child_of(&turning_fourteen()))?;
    Ok((parent, child))
}

/// The same by control calls alone, from before the birthday on.
fn made_fourteen(idp: &Idp, before: &str) -> Result<(u64, u64), IdpError> {
    idp.put_clock(before)?;
    let parent = idp.made(checked("confirmed"), &json!({}))?;
    let made = idp.post(&format!("/people/{parent}/children"), child_of(&turning_fourteen()))?;
    idp.advance(MONTH)?;
    Ok((parent, made["account"].as_u64().unwrap_or_default()))
}

fn turning_fourteen() -> Value {
    json!({ "birth_date": "20.12.2004", "inn": "000000073270", "mobile": "+7(900)0000733" })
}

fn turns_fourteen(bench: &Bench<'_>, child: &Person) -> Result<(), Halt> {
    bench.wait(MONTH, "until the fourteenth birthday")?;
    let shown = bench.idp().outbox(CHILDS_MAIL, "mail")?;
    let sms = child.mobile.as_deref().map_or(Ok(Vec::new()), |to| bench.idp().outbox(to, "sms"))?;
    let came = shown.iter().chain(&sms).any(|letter| letter.text.contains("исполнилось 14 лет"));
    let seen = if came { "told" } else { "not told" };
    bench.transcript().check(
        CLAUSE,
        "the child is notified that a document of their own is needed",
        "told",
        seen,
        came,
    );
    Ok(())
}

fn is_linked(bench: &Bench<'_>, parent: &Person, expected: bool) -> Result<(), Halt> {
    let cards = bench.idp().get(&format!("/people/{}/children", parent.oid))?;
    let linked = cards["children"][0]["account"].is_u64();
    let word = |linked: bool| if linked { "linked" } else { "not linked" };
    let must = "the child's account and the parent's are";
    bench.transcript().check(CLAUSE, must, word(expected), word(linked), linked == expected);
    Ok(())
}
