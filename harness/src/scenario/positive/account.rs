//! Owns the stories of an account's life on the portal: registered, checked, confirmed.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Centre, Level, Passport, Person, Register};
use crate::check::account::has_level;
use crate::check::page::{lacks, shows};
use crate::scenario::steps::sign_in_at_portal;

/// A mobile number that belongs to nobody.
const MOBILE: &str = "+7(900)0000731";
/// Eight characters or more: Latin lower and upper case, a digit, punctuation.
const PASSWORD: &str = "Snezhok-2018!";
/// A well-formed insurance number that was given to nobody.
const SNILS: &str = "112-233-445 95";
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
    browser.open(&bench.idp().url("/login"))?;
    browser.follow("Зарегистрироваться")?;
    browser.fill("Фамилия", "Ёлкина")?;
    browser.fill("Имя", "Анна")?;
    browser.fill("Мобильный телефон", MOBILE)?;
    browser.press("Зарегистрироваться")?;

    bench.transcript().control(|| {
        browser.fill("Код подтверждения", "000000")?;
        browser.press("Подтвердить")?;
        shows(bench, &browser, clause, "Код подтверждения")?;
        lacks(bench, &browser, clause, "Пароль еще раз")
    })?;
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    browser.fill("Код подтверждения", &code)?;
    browser.press("Подтвердить")?;
    browser.fill("Пароль", PASSWORD)?;
    browser.fill("Пароль еще раз", PASSWORD)?;
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

    browser.follow("Заполнить профиль")?;
    fill_in_profile(&mut browser)?;
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
    browser.follow(GO_CONFIRM)?;
    browser.follow("Обратиться лично")?;
    let centre = chosen_centre(bench, &browser)?;
    shows(bench, &browser, clause, &centre.name)?;

    let mut operator = bench.browser("operator");
    bench.transcript().control(|| {
        let other = Passport { series: passport.series.clone(), number: another_number(&passport.number) };
        confirm(bench, &mut operator, centre.id, &snils, &other)?;
        shows(bench, &operator, clause, "Паспорт не совпадает")?;
        has_level(bench, clause, person.oid, Level::Standard).map(drop)
    })?;
    confirm(bench, &mut operator, centre.id, &snils, &passport)?;
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
fn fill_in_profile(browser: &mut Browser) -> Result<(), Halt> {
    let fields = [
        ("Фамилия", "Ёлкина"),
        ("Имя", "Анна"),
        ("Отчество (если есть)", "Сергеевна"),
        ("Пол", "Женский"),
        ("Дата рождения", "17.05.1984"),
        ("Место рождения", "пос. Вымышленный"),
        ("СНИЛС", SNILS),
        ("Гражданство", "Россия"),
        ("Серия", "0004"),
        ("Номер", "000303"),
        ("Дата выдачи", "02.06.2004"),
        ("Код подразделения", "000-003"),
        ("Кем выдан", "ОВД вымышленного района"),
    ];
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

/// The first centre of the list that the citizen reads.
fn chosen_centre(bench: &Bench<'_>, browser: &Browser) -> Result<Centre, Halt> {
    let (centres, page) = (bench.idp().centres()?, browser.page()?);
    let listed = centres.into_iter().find(|centre| !centre.name.is_empty() && page.shows(&centre.name));
    listed.ok_or_else(|| Halt::Missing(format!("the page «{}» lists no service centre", page.title())))
}

/// The operator finds the account by its insurance number and compares the passport.
fn confirm(
    bench: &Bench<'_>,
    operator: &mut Browser,
    centre: u64,
    snils: &str,
    passport: &Passport,
) -> Result<(), Halt> {
    operator.open(&bench.idp().url(&format!("/operator/?centre={centre}")))?;
    operator.fill("СНИЛС посетителя", snils)?;
    operator.press("Найти")?;
    operator.fill("Серия паспорта", &passport.series)?;
    operator.fill("Номер паспорта", &passport.number)?;
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
