//! Owns the steps that scenarios share on the school's side: the administrator's desk and the slip of paper.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::LegacyUser;
use crate::bench::party::people::{ADMINISTRATOR, ADMINISTRATORS_SNILS};
use crate::scenario::steps::{account_of, allow_if_asked, enter_with_password, sign_in_at_portal};

/// A person as the administrator types one in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PersonForm<'t> {
    pub(crate) last_name: &'t str,
    pub(crate) first_name: &'t str,
    pub(crate) middle_name: &'t str,
    pub(crate) snils: &'t str,
}

/// The insurance number of a person who has one.
pub(crate) fn snils_of(person: &Person) -> Result<&str, Halt> {
    let none = || Halt::Broken("the portal created a person without a SNILS".to_owned());
    person.snils.as_deref().ok_or_else(none)
}

/// The administrator's browser, in with the old login while that still works.
pub(crate) fn desk(bench: &Bench<'_>, administrator: &LegacyUser) -> Result<Browser, Halt> {
    let mut browser = bench.browser(administrator.who);
    enter_with_password(bench, &mut browser, administrator)?;
    browser.follow("Пользователи школы")?;
    Ok(browser)
}

/// The administrator's browser, in through the portal where the school's own number is what counts.
pub(crate) fn desk_through_portal(bench: &Bench<'_>) -> Result<Browser, Halt> {
    let mut wanted = account_of(&ADMINISTRATOR, Level::Confirmed);
    wanted["snils"] = json!(ADMINISTRATORS_SNILS);
    let person = bench.citizen(wanted)?;
    let mut browser = bench.browser(ADMINISTRATOR.who);
    enter_through_portal(bench, &mut browser, &person)?;
    browser.follow("Пользователи школы")?;
    Ok(browser)
}

/// Signs in from the front page through the portal; the result is not checked.
pub(crate) fn enter_through_portal(
    bench: &Bench<'_>,
    browser: &mut Browser,
    person: &Person,
) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    sign_in_at_portal(browser, person)?;
    allow_if_asked(browser)
}

/// The administrator types a person's data over, on the page of the person whose link is `link`.
pub(crate) fn retype(
    bench: &Bench<'_>,
    desk: &mut Browser,
    link: &str,
    typed: PersonForm<'_>,
) -> Result<(), Halt> {
    desk.open(&bench.builtin()?.url("/admin"))?;
    desk.follow(link)?;
    desk.fill("Фамилия", typed.last_name)?;
    desk.fill("Имя", typed.first_name)?;
    desk.fill("Отчество", typed.middle_name)?;
    desk.fill("СНИЛС", typed.snils)?;
    desk.press("Сохранить")
}

/// The administrator adds a new parent.
pub(crate) fn add_parent(
    bench: &Bench<'_>,
    desk: &mut Browser,
    typed: PersonForm<'_>,
    pupil: &str,
) -> Result<(), Halt> {
    desk.open(&bench.builtin()?.url("/admin"))?;
    desk.fill("Роль", "родитель")?;
    desk.fill("Фамилия", typed.last_name)?;
    desk.fill("Имя", typed.first_name)?;
    desk.fill("Отчество", typed.middle_name)?;
    desk.fill("СНИЛС", typed.snils)?;
    desk.fill("Ученик", pupil)?;
    desk.press("Добавить")
}

/// The administrator writes an activation code on a slip, on the page of the person that is open.
pub(crate) fn slip(bench: &Bench<'_>, desk: &mut Browser) -> Result<String, Halt> {
    desk.press("Выдать код активации")?;
    let code = desk.page()?.texts("#code").concat();
    if code.is_empty() {
        return Err(Halt::Missing("the administrator asked for an activation code and saw none".to_owned()));
    }
    bench.transcript().hide(&code);
    Ok(code)
}

/// Opens the front door and types in the code from the slip.
pub(crate) fn show_slip(bench: &Bench<'_>, browser: &mut Browser, code: &str) -> Result<(), Halt> {
    browser.open(&bench.party().front_door())?;
    browser.follow("Активировать доступ")?;
    browser.fill("Код из школы", code)?;
    browser.press("Продолжить")
}

/// The administrator binds an insurance number to one pupil.
pub(crate) fn bind_snils(
    bench: &Bench<'_>,
    desk: &mut Browser,
    pupil: &str,
    snils: &str,
) -> Result<(), Halt> {
    desk.open(&bench.builtin()?.url(&format!("/admin/pupils/{pupil}")))?;
    desk.fill("СНИЛС представителя", snils)?;
    desk.press("Привязать СНИЛС к ученику")
}
