//! Owns the scenarios of a contact that is changed: the old one is in force until the new one is proved.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::account::equals_by_control;
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::{EMAIL, MOBILE, another, checked, sign_in};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S003: contacts";
const NEW: &str = "+7(900)0000755";
/// A password that is not the citizen's: the number is hers in the end.
const OTHERS: &str = "Sosnovka-2018!";
const THIRTY_DAYS: &str = "MR table 73: 039812";
const PROVED: &str = "Контакт подтвержден";

/// A new telephone counts from its code on, and not before.
pub(crate) fn phone(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("confirmed"))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    asked(&mut browser, NEW)?;
    let code = bench.code_for("citizen", NEW, "sms")?;
    answer(&mut browser, &another(&code))?;
    shows_all(bench, &browser, CLAUSE, &["Введен неверный код", "Осталось попыток: 2"])?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, CLAUSE, "ждет подтверждения")?;
    // Until then the old number opens the account, and the new one does not.
    bench.transcript().control(|| {
        enter_cabinet(bench, &mut bench.browser("citizen, by the old number"), &person)?;
        let mut early = bench.browser("citizen, by the new number");
        let hasty = Person { mobile: Some(NEW.to_owned()), ..person.clone() };
        sign_in(bench, &mut early, &hasty)?;
        shows(bench, &early, CLAUSE, "Неверный логин или пароль")
    })?;
    browser.follow("Ввести код: Мобильный телефон")?;
    answer(&mut browser, &code)?;
    shows(bench, &browser, CLAUSE, PROVED)?;
    lacks(bench, &browser, CLAUSE, "ждет подтверждения")?;
    let moved = Person { mobile: Some(NEW.to_owned()), ..person.clone() };
    enter_cabinet(bench, &mut bench.browser("citizen, by the new number"), &moved)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("confirmed"), &json!({}))?;
        let commands = format!("/people/{oid}/contacts/mobile/commands");
        idp.post(&commands, json!({ "command": "change", "value": NEW }))?;
        let code = idp.outbox(NEW, "sms")?.into_iter().next_back().and_then(|letter| letter.code);
        idp.post(&commands, json!({ "command": "enter-code", "code": code }))?;
        Ok(oid)
    })
}

/// Someone else's number is refused, and a change that was given up leaves everything as it was.
pub(crate) fn given_up(bench: &Bench<'_>) -> Result<(), Halt> {
    const TAKEN: &str = "+7(900)0000756";
    let person = bench.citizen(checked("confirmed"))?;
    bench.citizen(json!({ "level": "simplified", "mobile": TAKEN }))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    asked(&mut browser, TAKEN)?;
    lacks(bench, &browser, CLAUSE, "Код подтверждения")?;
    browser.open(&bench.idp().url("/profile/"))?;
    lacks(bench, &browser, CLAUSE, "ждет подтверждения")?;
    asked(&mut browser, NEW)?;
    shows(bench, &browser, CLAUSE, "Код подтверждения")?;
    let code = bench.code_for("citizen", NEW, "sms")?;
    browser.press("Оставить прежний контакт")?;
    lacks(bench, &browser, CLAUSE, "ждет подтверждения")?;
    let late = bench.idp().post(
        &format!("/people/{}/contacts/mobile/commands", person.oid),
        json!({ "command": "enter-code", "code": code }),
    );
    let seen = if late.is_err() { "refused" } else { "taken" };
    bench.transcript().check(CLAUSE, "the code of a cancelled change is", "refused", seen, late.is_err());
    enter_cabinet(bench, &mut bench.browser("citizen, by the old number"), &person)?;
    has_mobile(bench, person.oid, MOBILE)
}

/// A contact is taken off and free again when it has rested; the last contact stays.
pub(crate) fn removed(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().change_settings(json!({ "contacts": { "phone_rest_days": 7 } }))?;
    let made = json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "mobile": MOBILE, "email": EMAIL });
    let person = bench.citizen(made.clone())?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow("Удалить: Мобильный телефон")?;
    shows_all(bench, &browser, CLAUSE, &["будет удален из вашей учетной записи", MOBILE])?;
    // A cancelled change keeps the number.
    bench.transcript().control(|| {
        browser.follow("Не удалять")?;
        has_mobile(bench, person.oid, MOBILE)
    })?;
    browser.follow("Удалить: Мобильный телефон")?;
    browser.press("Удалить номер")?;
    shows(bench, &browser, CLAUSE, "Контакт удален")?;
    has_mobile(bench, person.oid, "none")?;
    let mut stranger = bench.browser("citizen, by the old number");
    sign_in(bench, &mut stranger, &person)?;
    shows(bench, &stranger, CLAUSE, "Неверный логин или пароль")?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(made, &json!({}))?;
        idp.post(&format!("/people/{oid}/contacts/mobile/commands"), json!({ "command": "remove" }))?;
        Ok(oid)
    })?;
    let by_mail = Person { mobile: None, ..person.clone() };
    enter_cabinet(bench, &mut bench.browser("citizen, by mail"), &by_mail)?;

    browser.follow("Удалить: Электронная почта")?;
    browser.press("Удалить адрес")?;
    shows(bench, &browser, CLAUSE, "Это последний контакт")?;
    enter_cabinet(bench, &mut bench.browser("citizen, by mail still"), &by_mail)?;

    register(bench, "уже используется")?;
    bench.wait("P7D", "the waiting period of the number has ended")?;
    register(bench, "Код подтверждения")
}

/// Someone else registers with the number, and reads this.
fn register(bench: &Bench<'_>, words: &str) -> Result<(), Halt> {
    let mut browser = bench.browser("newcomer");
    browser.open(&bench.idp().url("/registration/"))?;
    browser.fill("Фамилия", "Снегирева")?;
    browser.fill("Имя", "Алена")?;
    browser.fill("Мобильный телефон", MOBILE)?;
    browser.press("Зарегистрироваться")?;
    shows(bench, &browser, CLAUSE, words)
}

fn has_mobile(bench: &Bench<'_>, oid: u64, expected: &str) -> Result<(), Halt> {
    let seen = bench.idp().person(oid)?.mobile.unwrap_or_else(|| "none".to_owned());
    bench.transcript().check(CLAUSE, "the account's number", expected, &seen, seen == expected);
    Ok(())
}

/// In the cabinet: the contact, its new value.
fn asked(browser: &mut Browser, value: &str) -> Result<(), Halt> {
    browser.follow("Изменить: Мобильный телефон")?;
    browser.fill("Новый номер", value)?;
    browser.press("Получить код")
}

fn answer(browser: &mut Browser, code: &str) -> Result<(), Halt> {
    browser.fill("Код подтверждения", code)?;
    browser.press("Подтвердить")
}

/// A number that was proved in another account nine days ago is refused with the day from which it is free; on that day
/// it is taken, and no longer opens the account that had it.
pub(crate) fn thirty_days(bench: &Bench<'_>) -> Result<(), Halt> {
    let former = bench.citizen(
        json!({ "level": "simplified", "last_name": "Снегирев", "first_name": "Петр", "mobile": NEW, "password": OTHERS }),
    )?;
    bench.transcript().hide(OTHERS);
    let person = bench.citizen(checked("confirmed"))?;
    bench.wait("P9D", "nine days since the number was proved")?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    asked(&mut browser, NEW)?;
    shows(bench, &browser, THIRTY_DAYS, "Указать его можно будет с")?;
    bench.transcript().control(|| enter_cabinet(bench, &mut bench.browser("former owner"), &former))?;
    bench.wait("P21D", "until the number is free")?;
    enter_cabinet(bench, &mut browser, &person)?;
    asked(&mut browser, NEW)?;
    answer(&mut browser, &bench.code_for("citizen", NEW, "sms")?)?;
    shows(bench, &browser, THIRTY_DAYS, PROVED)?;
    let mut late = bench.browser("former owner, later");
    sign_in(bench, &mut late, &former)?;
    shows(bench, &late, THIRTY_DAYS, "Неверный логин или пароль")
}
