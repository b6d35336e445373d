//! Owns the scenarios of «Забыли пароль?»: by phone, by mail, with a document, at a centre.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::account::equals_by_control;
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::centre::{at_the_desk, first_centre};
use crate::scenario::positive::account::{
    CABINET, EMAIL, MOBILE, PASSWORD, SNILS, another, checked, enter_with_given_password, newcomer, sign_in,
};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S000 memo 2: «Забыли пароль?»";
const NEW: &str = "Metel-2019!";
const WRONG_PAIR: &str = "Неверный логин или пароль";

/// A simplified account: the code by SMS is enough.
pub(crate) fn by_phone(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = newcomer(bench)?;
    recovered(bench, &person, MOBILE, "sms", |_| Ok(()))?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let made =
            json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "mobile": MOBILE });
        idp.made(made, &json!({ "password": NEW, "email": person.email }))
    })
}

/// The same by mail.
pub(crate) fn by_mail(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut made = json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна" });
    (made["email"], made["mobile"]) = (json!(EMAIL), json!(MOBILE));
    let person = bench.citizen(made.clone())?;
    recovered(bench, &person, EMAIL, "mail", |_| Ok(()))?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(made, &json!({ "password": NEW })))
}

/// An account whose data are checked names a document too.
pub(crate) fn with_document(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    recovered(bench, &person, MOBILE, "sms", |browser| {
        shows(bench, browser, CLAUSE, "Проверка документа")?;
        name_document(browser, "ИНН", "500100732259")?;
        shows(bench, browser, CLAUSE, "Осталось попыток: 2")?;
        lacks(bench, browser, CLAUSE, "Новый пароль")?;
        name_document(browser, "Паспорт: серия и номер", "0004 000303")
    })?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        idp.made(checked("confirmed"), &json!({ "password": NEW }))
    })
}

/// Three documents that are not the account's lead to a centre, and nothing changes.
pub(crate) fn wrong_document(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let mut browser = bench.browser("citizen");
    contact_proved(bench, &mut browser, MOBILE, "sms")?;
    (0..3).try_for_each(|_| name_document(&mut browser, "СНИЛС", "087-654-303 00"))?;
    shows_all(bench, &browser, CLAUSE, &["Обратитесь в центр обслуживания", "Выбрать центр"])?;
    lacks(bench, &browser, CLAUSE, "Новый пароль")?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(checked("confirmed"), &json!({})))?;
    enter_cabinet(bench, &mut bench.browser("citizen who remembered"), &person)
}

/// A centre compares passport and insurance number, and sends a new password.
pub(crate) fn at_centre(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let mut elsewhere = bench.browser("citizen, on another computer");
    enter_cabinet(bench, &mut elsewhere, &person)?;
    let mut operator = bench.browser("operator");
    at_the_desk(bench, &mut operator, &first_centre(bench)?)?;
    operator.fill("СНИЛС посетителя", SNILS)?;
    operator.press("Найти")?;
    operator.follow("Восстановить доступ")?;
    // Someone else's insurance number gives nothing back.
    bench.transcript().control(|| {
        papers(&mut operator, "087-654-303 00")?;
        shows(bench, &operator, CLAUSE, "СНИЛС не совпадает")?;
        elsewhere.open(&bench.idp().url("/profile/"))?;
        shows(bench, &elsewhere, CLAUSE, CABINET)
    })?;
    papers(&mut operator, SNILS)?;
    shows(bench, &operator, CLAUSE, "Доступ восстановлен")?;
    let fresh = bench.with_first_password("citizen", person.clone(), MOBILE)?;
    old_password_is_dead(bench, &mut elsewhere, &person)?;
    enter_with_given_password(bench, &mut bench.browser("citizen"), &fresh)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("confirmed"), &json!({}))?;
        let passport = json!({ "series": "0004", "number": "000303" });
        let visit = json!({ "person": oid, "passport": passport, "snils": SNILS, "contact": MOBILE });
        idp.post("/centres/1/recoveries", visit)?;
        idp.change_person(oid, &json!({ "password": PASSWORD }))?;
        Ok(oid)
    })
}

/// The whole recovery: contact, code, further questions, a new password; the old password and sessions end.
fn recovered(
    bench: &Bench<'_>,
    person: &Person,
    contact: &str,
    kind: &str,
    proof: impl FnOnce(&mut Browser) -> Result<(), Halt>,
) -> Result<(), Halt> {
    bench.transcript().hide(NEW);
    let mut elsewhere = bench.browser("citizen, on another computer");
    enter_cabinet(bench, &mut elsewhere, person)?;
    let mut browser = bench.browser("citizen");
    contact_proved(bench, &mut browser, contact, kind)?;
    proof(&mut browser)?;
    shows(bench, &browser, CLAUSE, "Новый пароль")?;
    browser.fill("Пароль", NEW)?;
    browser.fill("Пароль еще раз", NEW)?;
    browser.press("Сохранить")?;
    shows(bench, &browser, CLAUSE, "Пароль изменен")?;
    old_password_is_dead(bench, &mut elsewhere, person)?;
    browser.follow("Войти")?;
    let fresh = Person { password: NEW.to_owned(), ..person.clone() };
    enter_cabinet(bench, &mut browser, &fresh)
}

/// «Забыли пароль?», the contact, a wrong code and the right one.
fn contact_proved(bench: &Bench<'_>, browser: &mut Browser, contact: &str, kind: &str) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/login"))?;
    browser.follow("Забыли пароль?")?;
    browser.fill("Мобильный телефон или почта", contact)?;
    browser.press("Продолжить")?;
    let code = bench.code_for("citizen", contact, kind)?;
    answer(browser, &another(&code))?;
    shows_all(bench, browser, CLAUSE, &["Введен неверный код", "Осталось попыток: 2"])?;
    answer(browser, &code)
}

fn answer(browser: &mut Browser, code: &str) -> Result<(), Halt> {
    browser.fill("Код подтверждения", code)?;
    browser.press("Подтвердить")
}

fn name_document(browser: &mut Browser, kind: &str, number: &str) -> Result<(), Halt> {
    browser.fill("Документ", kind)?;
    browser.fill("Номер", number)?;
    browser.press("Продолжить")
}

/// What the operator reads in the visitor's papers.
fn papers(operator: &mut Browser, snils: &str) -> Result<(), Halt> {
    operator.fill("СНИЛС", snils)?;
    operator.fill("Серия паспорта", "0004")?;
    operator.fill("Номер паспорта", "000303")?;
    operator.fill("Телефон или почта для нового пароля", MOBILE)?;
    operator.press("Восстановить доступ")
}

/// Old sessions have ended, and the old password does not work.
fn old_password_is_dead(bench: &Bench<'_>, elsewhere: &mut Browser, person: &Person) -> Result<(), Halt> {
    elsewhere.open(&bench.idp().url("/profile/"))?;
    lacks(bench, elsewhere, CLAUSE, CABINET)?;
    sign_in(bench, elsewhere, person)?;
    shows(bench, elsewhere, CLAUSE, WRONG_PAIR)
}
