//! Owns the attacks: the relying party's own session shows whether one succeeded.

pub(crate) mod answers;
pub(crate) mod changes;
pub(crate) mod faults;
pub(crate) mod grown_up;
pub(crate) mod insiders;
pub(crate) mod provider;
pub(crate) mod push;
pub(crate) mod sessions;

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::LegacyUser;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::{KnownUser, allow_if_asked, bind, settle, sign_in_at_portal};

/// Two users of the party; the second is the attacker.
pub(in crate::scenario) struct Users {
    pub(in crate::scenario) mother: KnownUser,
    pub(in crate::scenario) father: KnownUser,
}

impl Users {
    /// Introduces both, and checks that each signs in as themselves.
    pub(in crate::scenario) fn settle(bench: &Bench<'_>, clause: &'static str) -> Result<Self, Halt> {
        bench.transcript().control(|| {
            let [mother, father] = [settle(bench, 0)?, settle(bench, 1)?];
            let mut first = comes_in(bench, &mother, clause)?;
            comes_in(bench, &father, clause)?;
            // A party that shows everyone the user who signed in last has passed so far.
            is_in_as(bench, &mut first, clause, &mother.id)?;
            stranger_is_out(bench, clause)?;
            Ok(Self { mother, father })
        })
    }

    /// An answer of the portal that the attacker asked for, with the own account, and kept back.
    fn attackers_answer(&self, bench: &Bench<'_>) -> Result<(Browser, Url), Halt> {
        let mut browser = bench.browser("attacker");
        let answer = hold_answer(bench, &mut browser, &self.father.person)?;
        Ok((browser, answer))
    }
}

/// A known user, checked to sign in without an attack, while a stranger cannot.
pub(in crate::scenario) fn settled(bench: &Bench<'_>, clause: &'static str) -> Result<KnownUser, Halt> {
    bench.transcript().control(|| {
        let known = settle(bench, 0)?;
        comes_in(bench, &known, clause)?;
        stranger_is_out(bench, clause)?;
        Ok(known)
    })
}

/// A known user signs in in a new browser.
pub(crate) fn comes_in(bench: &Bench<'_>, known: &KnownUser, clause: &'static str) -> Result<Browser, Halt> {
    let mut browser = bench.browser(known.who);
    enter(bench, &mut browser, &known.person)?;
    is_in_as(bench, &mut browser, clause, &known.id)?;
    Ok(browser)
}

/// A browser that only opens the front page must not be signed in; otherwise the user that the party names proves nothing.
pub(crate) fn stranger_is_out(bench: &Bench<'_>, clause: &'static str) -> Result<(), Halt> {
    let mut stranger = bench.browser("stranger");
    stranger.open(&bench.party().front_door())?;
    is_out(bench, &mut stranger, clause)
}

/// A user binds an account and signs in with it; a stranger cannot.
fn binds_and_comes_in(
    bench: &Bench<'_>,
    user: &LegacyUser,
    person: &Person,
    clause: &'static str,
) -> Result<(), Halt> {
    bench.transcript().control(|| {
        bind(bench, user, person)?;
        let mut browser = bench.browser(user.who);
        enter(bench, &mut browser, person)?;
        is_in_as(bench, &mut browser, clause, user.id)?;
        stranger_is_out(bench, clause)
    })
}

/// Comes in through the portal.
pub(crate) fn enter(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    sign_in_at_portal(browser, person)?;
    allow_if_asked(browser)
}

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
pub(in crate::scenario) fn begin(bench: &Bench<'_>, browser: &mut Browser) -> Result<(Url, String), Halt> {
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
