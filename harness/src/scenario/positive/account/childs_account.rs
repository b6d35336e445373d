//! Owns the scenarios of a child's account: what its form asks, when it is refused, who changes its data.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::check::account::has_level;
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::family::{CHILDS_MAIL, child_of, fill_in_card};
use crate::scenario::positive::account::{PASSWORD, checked};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "MR 4.1.1.1: a child's account";
const MANAGED: &str = "MR 4.2.1: a child's data";
const CREATE: &str = "Создать учетную запись: Ёлкина Соня Петровна";
const FATHER: &str = "+7(900)0000765";

/// The form asks for the place of birth and the address besides; the phone may be left out.
pub(crate) fn form(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.transcript().hide(PASSWORD);
    let parent = bench.citizen(checked("confirmed"))?;
    let mut browser = with_card(bench, &parent, "parent")?;
    checks(bench, &mut browser)?;
    browser.follow(CREATE)?;
    let filled = |browser: &mut Browser| -> Result<(), Halt> {
        browser.fill("Электронная почта ребенка", CHILDS_MAIL)?;
        browser.fill("Пароль", PASSWORD)?;
        browser.fill("Пароль еще раз", PASSWORD)?;
        browser.press("Создать")
    };
    // Without the place and the address no code is sent.
    bench.transcript().control(|| {
        filled(&mut browser)?;
        let sent = bench.idp().outbox(CHILDS_MAIL, "mail")?.len();
        let claim = "codes sent while the place and the address are missing";
        bench.transcript().check(CLAUSE, claim, "0", &sent.to_string(), sent == 0);
        Ok(())
    })?;
    browser.fill("Место рождения ребенка", "г. Примерск")?;
    browser.fill("Адрес постоянной регистрации ребенка", "г. Примерск, ул. Тестовая, д. 1")?;
    filled(&mut browser)?;
    browser.fill("Код подтверждения", &bench.code_for("parent", CHILDS_MAIL, "mail")?)?;
    browser.press("Подтвердить")?;
    shows(bench, &browser, CLAUSE, "связана с вашей")?;
    let child = bench.idp().people_with_login(CHILDS_MAIL)?.into_iter().next();
    let child = child.ok_or_else(|| Halt::Missing("the portal does not know the child".into()))?;
    has_level(bench, CLAUSE, child.oid, Level::Simplified)?;
    let phone = child.mobile.as_deref().unwrap_or("none");
    bench.transcript().check(CLAUSE, "the child's phone is", "none", phone, phone == "none");
    Ok(())
}

/// No account for a card that is not checked, for a child of fourteen, for a child who has one.
pub(crate) fn refused(bench: &Bench<'_>) -> Result<(), Halt> {
    let parent = bench.citizen(checked("confirmed"))?;
    let mut browser = with_card(bench, &parent, "parent")?;
    browser.open(&bench.idp().url("/profile/family"))?;
    lacks(bench, &browser, CLAUSE, CREATE)?;
    bench.transcript().control(|| {
        checks(bench, &mut browser)?;
        shows(bench, &browser, CLAUSE, CREATE)
    })?;
    // Another parent has made the account meanwhile.
    let other = bench.citizen(other_parent())?;
    bench.child(&other, child_of(&json!({})))?;
    browser.open(&bench.idp().url("/profile/family"))?;
    lacks(bench, &browser, CLAUSE, CREATE)?;
    shows(bench, &browser, CLAUSE, "У ребенка уже есть учетная запись")
}

/// On the fourteenth birthday the account can no longer be made by a parent.
pub(crate) fn refused_at_fourteen(bench: &Bench<'_>) -> Result<(), Halt> {
    let parent = bench.citizen(checked("confirmed"))?;
    let mut browser = with_card(bench, &parent, "parent")?;
    bench.transcript().control(|| {
        checks(bench, &mut browser)?;
        shows(bench, &browser, CLAUSE, CREATE)
    })?;
    bench.idp().put_clock("2022-05-20T09:00:00Z")?;
    enter_cabinet(bench, &mut browser, &parent)?;
    browser.open(&bench.idp().url("/profile/family"))?;
    shows(bench, &browser, CLAUSE, "Учетной записи нет")?;
    lacks(bench, &browser, CLAUSE, CREATE)
}

/// Only the parent who made the account changes the child's data.
pub(crate) fn managed(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = bench.citizen(checked("confirmed"))?;
    let child = bench.child(&mother, child_of(&json!({})))?;
    let own = Person { password: PASSWORD.to_owned(), ..child };
    let mut childs = bench.browser("child");
    enter_cabinet(bench, &mut childs, &own)?;
    shows(bench, &childs, MANAGED, "Данные ребенка изменяет родитель")?;
    let father = bench.citizen(other_parent())?;
    let mut fathers = with_card(bench, &father, "father")?;
    checks(bench, &mut fathers)?;
    fathers.press("Связать с моей учетной записью: Ёлкина Соня Петровна")?;
    fathers.open(&bench.idp().url("/profile/family"))?;
    shows(bench, &fathers, MANAGED, "Связана с вашей")?;
    lacks(bench, &fathers, MANAGED, "Изменить данные: Ёлкина Соня Петровна")?;
    bench.transcript().control(|| {
        let mut browser = bench.browser("mother");
        enter_cabinet(bench, &mut browser, &mother)?;
        browser.follow("Семья и дети")?;
        browser.follow("Изменить данные: Ёлкина Соня Петровна")?;
        browser.fill("Место рождения", "пос. Другой")?;
        browser.press("Сохранить")?;
        let seen = bench.idp().get(&format!("/people/{}", own.oid))?["birth_place"].clone();
        let seen = seen.as_str().unwrap_or("nothing");
        let must = "the child's place of birth is";
        bench.transcript().check(MANAGED, must, "пос. Другой", seen, seen == "пос. Другой");
        Ok(())
    })
}

/// A parent whose card of the child is under check.
fn with_card(bench: &Bench<'_>, parent: &Person, who: &str) -> Result<Browser, Halt> {
    let mut browser = bench.browser(who);
    enter_cabinet(bench, &mut browser, parent)?;
    browser.follow("Семья и дети")?;
    browser.follow("Добавить ребенка")?;
    fill_in_card(&mut browser)?;
    Ok(browser)
}

/// The card is checked.
fn checks(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    bench.wait("PT15M", "until the card is checked")?;
    browser.open(&bench.idp().url("/profile/family"))
}

/// Another parent of the same child.
fn other_parent() -> serde_json::Value {
    json!({ "level": "confirmed", "last_name": "Ёлкин", "first_name": "Петр", "gender": "M", "mobile": FATHER })
}
