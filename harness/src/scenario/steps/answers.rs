//! Owns the portal's answers that are kept back, taken apart, or made up.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;

/// Goes all the way to the portal's answer, and does not carry it back.
pub(crate) fn hold_answer(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<Url, Halt> {
    bench.party().enter_through_portal(browser)?;
    browser.is_at_portal()?;
    browser.fill("Мобильный телефон или почта", person.login())?;
    browser.fill("Пароль", &person.password)?;
    let answer = browser.press_and_hold("Войти")?;
    if answer.query_pairs().any(|(name, _)| name == "code") {
        return Ok(answer);
    }
    Err(Halt::Missing(format!("the portal gave no code but sent {} to {}", browser.who(), answer.path())))
}

/// Starts a sign-in without following it: gives the redirect URI and the state.
pub(crate) fn begin(bench: &Bench<'_>, browser: &mut Browser) -> Result<(Url, String), Halt> {
    let portal = bench.party().begin(browser)?;
    let of = |wanted: &str| {
        portal.query_pairs().find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    let back = of("redirect_uri").and_then(|uri| Url::parse(&uri).ok());
    back.zip(of("state"))
        .ok_or_else(|| Halt::Missing("the authorization request has no `redirect_uri`".into()))
}

/// The code in an answer.
pub(crate) fn code_of(answer: &Url) -> String {
    answer
        .query_pairs()
        .find(|(name, _)| name == "code")
        .map(|(_, code)| code.into_owned())
        .unwrap_or_default()
}

/// An answer of one's own making.
pub(crate) fn answer_to(back: &Url, fields: &[(&str, &str)]) -> String {
    let mut answer = back.clone();
    answer.query_pairs_mut().clear().extend_pairs(fields);
    answer.to_string()
}
