//! Owns the stories of an account's life on the portal: registered, checked, confirmed.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Passport, Person, Register};
use crate::check::account::has_level;
use crate::check::page::{lacks, shows};
use crate::scenario::steps::sign_in_at_portal;

/// A mobile number that belongs to nobody.
const MOBILE: &str = "+7(900)0000731";
/// Eight characters or more: Latin lower and upper case, a digit, punctuation.
const PASSWORD: &str = "Snezhok-2018!";
const REGISTERED: &str = "Поздравляем, Вы успешно прошли предварительную регистрацию";
const CHECKING: &str = "Выполняется автоматическая проверка введенных данных";
const CHECKED: &str = "Идентифицирован";
const GO_CONFIRM: &str = "Перейти к подтверждению личности";
const CONFIRMED: &str = "Статус вашей учетной записи «Подтвержденная»";

/// S000 memo 1, steps 1-6.
pub(crate) fn register_by_phone(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S000 memo 1, 3-6";
    let mut browser = bench.browser("citizen");
    bench.transcript().hide(PASSWORD);
    browser.open(&bench.idp().url("/registration/"))?;
    browser.fill("last_name", "Ёлкина")?;
    browser.fill("first_name", "Анна")?;
    browser.fill("mobile", MOBILE)?;
    browser.press("Зарегистрироваться")?;

    bench.transcript().control(|| {
        browser.fill("code", "000000")?;
        browser.press("Подтвердить")?;
        lacks(bench, &browser, clause, "Готово")
    })?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    browser.fill("code", &code)?;
    browser.press("Подтвердить")?;
    browser.fill("password", PASSWORD)?;
    browser.fill("password_again", PASSWORD)?;
    browser.press("Готово")?;
    shows(bench, &browser, clause, REGISTERED)?;

    let found = bench.idp().people_with_login(MOBILE)?;
    let seen = format!("{} of that number", found.len());
    bench.transcript().check(
        clause,
        "the portal knows one person of that number",
        "1 of that number",
        &seen,
        found.len() == 1,
    );
    if let Some(person) = found.first() {
        has_level(bench, clause, person.oid, Level::Simplified)?;
        let person = Person { password: PASSWORD.to_owned(), ..person.clone() };
        enter_cabinet(bench, &mut bench.browser("citizen"), &person)?;
    }
    Ok(())
}

/// S000 memo 1, step 7, and the check that follows it.
pub(crate) fn check_passes(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S000 memo 1, 7";
    bench.idp().put_registers(Register::Agree, Register::Agree)?;
    let person =
        bench.citizen(json!({ "level": "simplified", "last_name": "Ёлкина", "first_name": "Анна" }))?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;

    browser.open(&bench.idp().url("/profile/edit"))?;
    fill_in_profile(bench, &mut browser)?;
    browser.press("Сохранить")?;
    shows(bench, &browser, clause, CHECKING)?;
    bench.transcript().control(|| has_level(bench, clause, person.oid, Level::Simplified).map(drop))?;

    bench.wait("PT1M", "the registers answer")?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, clause, CHECKED)?;
    shows(bench, &browser, clause, GO_CONFIRM)?;
    has_level(bench, clause, person.oid, Level::Standard)?;
    notice_came(bench, &person)
}

/// S003: to any service centre, with the passport.
pub(crate) fn confirm_at_centre(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S003";
    let person = bench.citizen(json!({ "level": "standard" }))?;
    let (Some(snils), Some(passport)) = (person.snils.clone(), person.passport.clone()) else {
        return Err(Halt::Broken("a standard account has no insurance number or no passport".into()));
    };
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    lacks(bench, &browser, clause, CONFIRMED)?;
    let centres = bench.idp().centres()?;
    let centre = centres.first().ok_or_else(|| Halt::Broken("there is no service centre".into()))?;
    browser.open(&bench.idp().url("/public/ra/?fts=cfm"))?;
    shows(bench, &browser, clause, &centre.name)?;

    let mut operator = bench.browser("operator");
    bench.transcript().control(|| {
        let other = Passport { series: passport.series.clone(), number: another_number(&passport.number) };
        confirm(bench, &mut operator, &centre.id, &snils, &other)?;
        has_level(bench, clause, person.oid, Level::Standard).map(drop)
    })?;
    confirm(bench, &mut operator, &centre.id, &snils, &passport)?;
    has_level(bench, clause, person.oid, Level::Confirmed)?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, "S004", CONFIRMED)
}

/// The cabinet asks for a sign-in first.
fn enter_cabinet(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.open(&bench.idp().url("/profile/"))?;
    sign_in_at_portal(browser, person)?;
    if !browser.page()?.url.path().contains("/profile") {
        browser.open(&bench.idp().url("/profile/"))?;
    }
    shows(bench, browser, "S004", &person.last_name)
}

/// The fields of the profile, as in the passport.
fn fill_in_profile(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    let fields = [
        ("last_name", "Ёлкина"),
        ("first_name", "Анна"),
        ("middle_name", "Сергеевна"),
        ("gender", "F"),
        ("birth_date", "17.05.1984"),
        ("birth_place", "пос. Вымышленный"),
        ("snils", "112-233-445 95"),
        ("citizenship", "RUS"),
        ("passport_series", "0004"),
        ("passport_number", "000303"),
        ("passport_issued_on", "02.06.2004"),
        ("passport_issuer_code", "000-003"),
        ("passport_issued_by", "ОВД вымышленного района"),
    ];
    bench.transcript().hide("112-233-445 95");
    fields.iter().try_for_each(|(name, value)| browser.fill(name, value))
}

/// The portal tells the citizen that the check is over.
fn notice_came(bench: &Bench<'_>, person: &Person) -> Result<(), Halt> {
    let mut came = 0;
    for (to, kind) in [(&person.mobile, "sms"), (&person.email, "mail")] {
        if let Some(to) = to {
            came += bench.idp().outbox(to, kind)?.len();
        }
    }
    bench.transcript().check(
        "S003",
        "a notice of the finished check came",
        "a notice",
        &format!("{came} notices"),
        came > 0,
    );
    Ok(())
}

/// The operator finds the account by its insurance number and compares the passport.
fn confirm(
    bench: &Bench<'_>,
    operator: &mut Browser,
    centre: &str,
    snils: &str,
    passport: &Passport,
) -> Result<(), Halt> {
    operator.open(&bench.idp().url(&format!("/operator/?centre={centre}")))?;
    operator.fill("snils", snils)?;
    operator.press("Найти")?;
    operator.fill("passport_series", &passport.series)?;
    operator.fill("passport_number", &passport.number)?;
    operator.press("Подтвердить личность")
}

/// The same number with another last digit.
fn another_number(number: &str) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    if let Some(last) = digits.last_mut() {
        *last = if *last == '1' { '2' } else { '1' };
    }
    digits.into_iter().collect()
}
