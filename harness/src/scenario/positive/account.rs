//! Owns the scenarios of an account's life on the portal, and the steps that they share.

pub(crate) mod bank;
pub(crate) mod centre;
pub(crate) mod childs_account;
pub(crate) mod contacts;
pub(crate) mod deletion;
pub(crate) mod desk;
pub(crate) mod family;
pub(crate) mod import;
pub(crate) mod letter;
pub(crate) mod lockout;
pub(crate) mod mail;
pub(crate) mod messenger;
pub(crate) mod profile;
pub(crate) mod recovery;
pub(crate) mod registration;
pub(crate) mod second;
pub(crate) mod second_factor;
pub(crate) mod sign_in;
pub(crate) mod signature;

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::clause::Clause;
use crate::check::page::{lacks, shows};
use crate::scenario::steps::cabinet::enter_cabinet;
use crate::scenario::steps::sign_in_at_portal;

/// A mobile number that belongs to no one.
const MOBILE: &str = "+7(900)0000731";
/// An address that belongs to no one.
const EMAIL: &str = "elkina@mail.example";
/// Eight characters or more: Latin lower and upper case, a digit, punctuation.
const PASSWORD: &str = "Snezhok-2018!";
/// A well-formed insurance number that was given to no one.
const SNILS: &str = "112-233-445 95";
/// The heading of the cabinet.
const CABINET: &str = "Персональные данные";
const CONFIRMED: &str = "Статус вашей учетной записи «Подтвержденная»";
const GO_CONFIRM: &str = "Перейти к подтверждению личности";

/// The fields of the profile, as in the passport: the words beside each, its name in the control API, its value.
const PROFILE: [(&str, &str, &str); 13] = [
    ("Фамилия", "last_name", "Ёлкина"),
    ("Имя", "first_name", "Анна"),
    ("Отчество (если есть)", "middle_name", "Сергеевна"),
    ("Пол", "gender", "Женский"),
    ("Дата рождения", "birth_date", "17.05.1984"),
    ("Место рождения", "birth_place", "пос. Вымышленный"),
    ("СНИЛС", "snils", SNILS),
    ("Гражданство", "citizenship", "Россия"),
    ("Серия", "series", "0004"),
    ("Номер", "number", "000303"),
    ("Дата выдачи", "issued_on", "02.06.2004"),
    ("Код подразделения", "issuer_code", "000-003"),
    ("Кем выдан", "issued_by", "ОВД вымышленного района"),
];

/// The citizen of the scenarios, as the registration leaves the account.
fn newcomer(bench: &Bench<'_>) -> Result<Person, Halt> {
    bench.citizen(
        json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна", "mobile": MOBILE }),
    )
}

/// The same citizen as a control call makes one whose data are checked.
fn checked(level: &str) -> Value {
    json!({
        "level": level, "mobile": MOBILE, "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "Сергеевна",
        "gender": "F", "birth_date": "17.05.1984", "birth_place": "пос. Вымышленный", "citizenship": "RUS",
        "snils": SNILS, "inn": "000000073104", "email": EMAIL,
        "passport": {
            "series": "0004", "number": "000303", "issued_on": "02.06.2004", "issuer_code": "000003",
            "issued_by": "ОВД вымышленного района",
        },
    })
}

/// The citizen whose data are checked, in a cabinet that offers ways to confirm who she is.
fn at_confirmation_methods(bench: &Bench<'_>) -> Result<(Person, Browser), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow(GO_CONFIRM)?;
    Ok((person, browser))
}

/// A code that is not this one.
fn another(code: &str) -> String {
    let next = |digit: char| if digit == '9' { '0' } else { char::from(digit as u8 + 1) };
    code.chars().map(|c| if c.is_ascii_digit() { next(c) } else { c }).collect()
}

/// The sign-in form of the portal itself, filled in and sent.
fn sign_in(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/login"))?;
    sign_in_at_portal(browser, person)
}

/// Opens the account with a password set by someone else: a new one is required first.
fn enter_with_given_password(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/profile/"))?;
    sign_in_at_portal(browser, person)?;
    shows(bench, browser, "S003: the password of the first sign-in", "Смените пароль")?;
    bench.transcript().hide(PASSWORD);
    browser.fill("Пароль", PASSWORD)?;
    browser.fill("Пароль еще раз", PASSWORD)?;
    browser.press("Сохранить")?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, browser, "S004", &person.last_name)
}

/// Fills in everything from the passport except some fields.
fn fill_in_profile(browser: &mut Browser, but: &[(&str, &str)]) -> Result<(), Halt> {
    PROFILE.iter().try_for_each(|(field, _, value)| {
        let other = but.iter().find(|(name, _)| name == field).map(|(_, other)| *other);
        browser.fill(field, other.unwrap_or(value))
    })
}

/// The password alone opens nothing: a code is asked for.
fn past_password(
    bench: &Bench<'_>,
    browser: &mut Browser,
    person: &Person,
    clause: Clause,
) -> Result<(), Halt> {
    sign_in(bench, browser, person)?;
    shows(bench, browser, clause, "Вход с подтверждением")?;
    lacks(bench, browser, clause, CABINET)
}

/// The cabinet opens.
fn is_in(bench: &Bench<'_>, browser: &mut Browser, clause: Clause) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, browser, clause, CABINET)
}
