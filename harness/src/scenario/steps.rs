//! Owns the steps that several stories share, in the words of the letters.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::party::LegacyUser;

/// The button of the memo.
pub(crate) const BIND: &str = "Привязать учетную запись портала госуслуг";
/// The heading of the consent page.
pub(crate) const CONSENT: &str = "Предоставление прав доступа";

/// S000 memo 2, steps 1-2: opens the diary and enters with the old login and password.
pub(crate) fn enter_with_password(
    bench: &Bench<'_>,
    browser: &mut Browser,
    user: &LegacyUser,
) -> Result<(), Halt> {
    bench.transcript().hide(user.password);
    browser.open(&bench.party().front_door())?;
    browser.fill("Логин", user.login)?;
    browser.fill("Пароль", user.password)?;
    browser.press("Войти")
}

/// S000 memo 2, step 4: signs in at the portal, on the page that the browser was sent to.
pub(crate) fn sign_in_at_portal(browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    browser.fill("Мобильный телефон или почта", person.login())?;
    browser.fill("Пароль", &person.password)?;
    browser.press("Войти")
}

/// S000 memo 2, step 5: allows the portal to pass the account on.
pub(crate) fn allow(browser: &mut Browser) -> Result<(), Halt> {
    browser.press("Предоставить")
}

/// The same, when the portal may remember that it was allowed before.
pub(crate) fn allow_if_asked(browser: &mut Browser) -> Result<(), Halt> {
    if browser.page()?.shows(CONSENT) { allow(browser) } else { Ok(()) }
}

/// Binds a user's portal account in a browser of its own, and leaves diary and portal.
pub(crate) fn bind(bench: &Bench<'_>, user: &LegacyUser, person: &Person) -> Result<(), Halt> {
    let mut browser = bench.browser(user.who);
    enter_with_password(bench, &mut browser, user)?;
    browser.press(BIND)?;
    sign_in_at_portal(&mut browser, person)?;
    allow_if_asked(&mut browser)?;
    browser.follow("Перейти в Дневник.ру")?;
    bench.party().leave_with_portal(&mut browser)
}

/// What to ask of the control API for an account of this user of the diary.
pub(crate) fn account_of(user: &LegacyUser, level: Level) -> Value {
    let [last_name, first_name, middle_name] = user.name;
    json!({ "level": level.word(), "last_name": last_name, "first_name": first_name, "middle_name": middle_name })
}
