//! Owns the scenarios of the profile: filled in, checked by two registers, corrected.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person, Register};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows, shows_all};
use crate::scenario::positive::account::{GO_CONFIRM, SNILS, checked, fill_in_profile, newcomer};
use crate::scenario::steps::cabinet::enter_cabinet;

const MEMO: &str = "S000 memo 1, 7";
const CHECKING: &str = "Выполняется автоматическая проверка введенных данных";
const CHECKED: &str = "Идентифицирован";
const LONG: &str = "Ёлкинаёлкинаёлкинаёлкинаёлкинаёлкинаёлкинаёлкинаёлкинаёлкинаёлкина";
const FAILED: &str = "Проверка не пройдена";

/// What is not as documents have it is named; what is, is kept.
pub(crate) fn fill(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = newcomer(bench)?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    browser.follow("Заполнить профиль")?;
    let wrong: [(&str, &str, &str); 7] = [
        ("СНИЛС", "112-233-445 96", "СНИЛС введен в неверном формате"),
        ("СНИЛС", "", "Заполните поле"),
        ("Дата рождения", "31.02.1984", "Введите дату рождения в формате ДД.ММ.ГГГГ"),
        ("Номер", "30", "Введите 4 цифры серии и 6 цифр номера паспорта"),
        ("Дата выдачи", "02.06.1980", "не раньше даты рождения"),
        ("Код подразделения", "3", "Введите код подразделения: 6 цифр"),
        ("Фамилия", LONG, "Введите не более 60 букв"),
    ];
    for (field, value, words) in wrong {
        fill_in_profile(&mut browser, &[(field, value)])?;
        browser.press("Сохранить")?;
        shows(bench, &browser, MEMO, words)?;
        lacks(bench, &browser, MEMO, CHECKING)?;
    }
    has_level(bench, MEMO, person.oid, Level::Simplified)?;
    fill_in_profile(&mut browser, &[])?;
    browser.press("Сохранить")?;
    shows(bench, &browser, MEMO, CHECKING)?;
    let kept = bench.idp().person_document(person.oid)?;
    for (name, value) in
        [("birth_date", "17.05.1984"), ("snils", SNILS), ("gender", "F"), ("middle_name", "Сергеевна")]
    {
        let seen = kept[name].as_str().unwrap_or_default();
        bench.transcript().check(MEMO, &format!("the portal keeps {name}"), value, seen, seen == value);
    }
    Ok(())
}

/// S000 memo 1, step 7, and the check that follows it.
pub(crate) fn check_passes(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().put_registers(Register::Agree, Register::Agree)?;
    let person = newcomer(bench)?;
    let mut browser = bench.browser("citizen");
    submit(bench, &mut browser, &person)?;
    bench.transcript().control(|| has_level(bench, MEMO, person.oid, Level::Simplified).map(drop))?;
    passes(bench, &mut browser, &person)?;
    notice_came(bench, &person)
}

/// The Pension Fund does not know the insurance number.
pub(crate) fn snils_fails(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().put_registers(Register::Refuse, Register::Agree)?;
    refused_and_corrected(bench, "Пенсионный фонд не нашел такой СНИЛС", ("Номер", "000303"))
}

/// The Interior Ministry does not know the passport.
pub(crate) fn passport_fails(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().put_registers(Register::Agree, Register::Refuse)?;
    refused_and_corrected(bench, "МВД не нашло документ", ("СНИЛС", SNILS))
}

/// One register never answers; the portal's operator ends the check.
pub(crate) fn check_hangs(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S003";
    bench.idp().put_registers(Register::Agree, Register::Silent)?;
    let person = newcomer(bench)?;
    let mut browser = bench.browser("citizen");
    submit(bench, &mut browser, &person)?;
    bench.wait("P7D", "a week without an answer")?;
    enter_cabinet(bench, &mut browser, &person)?;
    shows(bench, &browser, clause, CHECKING)?;
    lacks(bench, &browser, clause, CHECKED)?;
    has_level(bench, clause, person.oid, Level::Simplified)?;
    browser.open(&bench.idp().url("/profile/confirm"))?;
    shows(bench, &browser, clause, "Дождитесь ее окончания")?;

    bench.idp().command(person.oid, &json!({ "command": "finish-check" }))?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, clause, CHECKED)?;
    has_level(bench, clause, person.oid, Level::Standard).map(drop)
}

/// The failed field is named, nothing is gained, and the corrected data pass.
fn refused_and_corrected(bench: &Bench<'_>, words: &str, innocent: (&str, &str)) -> Result<(), Halt> {
    let clause = "S003";
    let person = newcomer(bench)?;
    let mut browser = bench.browser("citizen");
    submit(bench, &mut browser, &person)?;
    bench.wait("PT1M", "until the registers answer")?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows_all(bench, &browser, clause, &[FAILED, words])?;
    lacks(bench, &browser, clause, GO_CONFIRM)?;
    has_level(bench, clause, person.oid, Level::Simplified)?;

    bench.idp().put_registers(Register::Agree, Register::Agree)?;
    browser.follow("Исправить данные")?;
    let forms = browser.page()?.forms();
    let fields = forms.iter().flat_map(|form| &form.fields);
    let kept = fields.into_iter().find(|field| field.is_called(innocent.0)).map(|field| field.value.clone());
    let seen = kept.unwrap_or_default();
    let must = "the accepted fields are still filled in";
    bench.transcript().check(clause, must, innocent.1, &seen, seen == innocent.1);
    browser.press("Сохранить")?;
    passes(bench, &mut browser, &person)
}

/// Enters the cabinet, fills in the form and sends it.
pub(super) fn submit(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    enter_cabinet(bench, browser, person)?;
    browser.follow("Заполнить профиль")?;
    fill_in_profile(browser, &[])?;
    browser.press("Сохранить")?;
    shows(bench, browser, MEMO, CHECKING)
}

/// Minutes later the account is standard, as one that control calls made.
fn passes(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    bench.wait("PT1M", "until the registers answer")?;
    browser.open(&bench.idp().url("/profile/"))?;
    shows_all(bench, browser, MEMO, &[CHECKED, GO_CONFIRM])?;
    has_level(bench, MEMO, person.oid, Level::Standard)?;
    let changed = json!({ "inn": "", "email": person.email });
    equals_by_control(bench, MEMO, person.oid, |idp| idp.made(checked("standard"), &changed))
}

/// The portal notifies the citizen that the check has finished.
fn notice_came(bench: &Bench<'_>, person: &Person) -> Result<(), Halt> {
    let mut came = 0;
    for (to, kind) in [(&person.mobile, "sms"), (&person.email, "mail")] {
        if let Some(to) = to {
            came += bench.idp().outbox(to, kind)?.len();
        }
    }
    let must = "a notification of the finished check was sent";
    bench.transcript().check("S003", must, "a notice", &format!("{came} notices"), came > 0);
    Ok(())
}
