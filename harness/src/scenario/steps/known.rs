//! Owns users whom the party knows, each checked to come in before anything is done to them, while a stranger stays out.

use reqwest::Url;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::bench::party::LegacyUser;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::answers::hold_answer;
use crate::scenario::steps::{KnownUser, allow_if_asked, bind, settle, sign_in_at_portal};

/// Two users of the party; the second is the attacker.
pub(crate) struct Users {
    pub(crate) mother: KnownUser,
    pub(crate) father: KnownUser,
}

impl Users {
    /// Introduces both, and checks that each signs in as themselves.
    pub(crate) fn settle(bench: &Bench<'_>, clause: &'static str) -> Result<Self, Halt> {
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
    pub(crate) fn attackers_answer(&self, bench: &Bench<'_>) -> Result<(Browser, Url), Halt> {
        let mut browser = bench.browser("attacker");
        let answer = hold_answer(bench, &mut browser, &self.father.person)?;
        Ok((browser, answer))
    }
}

/// A known user, checked to sign in without an attack, while a stranger cannot.
pub(crate) fn settled(bench: &Bench<'_>, clause: &'static str) -> Result<KnownUser, Halt> {
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
pub(crate) fn binds_and_comes_in(
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
