//! Owns what scenarios of the wire share: a diary beside the scenario's own, with its citizen, and what its registration says.

pub(crate) mod drills;
pub(crate) mod rs;
pub(crate) mod spoken;

use serde_json::Value;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::{Builtin, LegacyUser, RelyingParty};
use crate::check::page::shows;
use crate::check::session::{is_in_at, is_out_of};
use crate::scenario::steps::{account_of, allow_if_asked, sign_in_at_portal, user};

/// A diary and its user, the mother.
struct Place<'s> {
    bench: &'s Bench<'s>,
    diary: Builtin,
    mnemonic: &'static str,
    mother: &'s LegacyUser,
    clause: &'static str,
}

/// The mother's account on the portal.
fn account(bench: &Bench<'_>) -> Result<Person, Halt> {
    bench.citizen(account_of(user(bench, 0)?, Level::Confirmed))
}

impl<'s> Place<'s> {
    fn of(
        bench: &'s Bench<'s>,
        diary: Builtin,
        mnemonic: &'static str,
        clause: &'static str,
    ) -> Result<Self, Halt> {
        Ok(Self { bench, diary, mnemonic, mother: user(bench, 0)?, clause })
    }

    /// The memo's way: the old login, and the account of the portal bound to it.
    fn binds(&self, person: &Person) -> Result<(), Halt> {
        let mut browser = self.bench.browser(self.mother.who);
        self.bench.transcript().hide(self.mother.password);
        self.diary.enter_with_password(&mut browser, self.mother)?;
        self.diary.bind(&mut browser)?;
        sign_in_at_portal(&mut browser, person)?;
        allow_if_asked(&mut browser)?;
        shows(self.bench, &browser, self.clause, self.diary.bound())
    }

    /// Through the portal, in a browser of its own, and to the marks.
    fn lets_in(&self, person: &Person) -> Result<Browser, Halt> {
        let mut browser = self.bench.browser(self.mother.who);
        self.diary.enter_through_portal(&mut browser)?;
        sign_in_at_portal(&mut browser, person)?;
        allow_if_asked(&mut browser)?;
        is_in_at(self.bench, &self.diary, &mut browser, self.clause, self.mother.id)?;
        let mut marks = self.mother.marks.iter();
        marks.try_for_each(|words| shows(self.bench, &browser, self.clause, words))?;
        Ok(browser)
    }

    /// The portal sends the browser straight back, for a reason that its journal states.
    fn is_turned_away(&self, error: &str) -> Result<(), Halt> {
        let mut browser = self.bench.browser(self.mother.who);
        self.diary.enter_through_portal(&mut browser)?;
        says_no(self.bench, &self.diary, &browser, self.clause)?;
        is_out_of(self.bench, &self.diary, &mut browser, self.clause)?;
        let text = self.bench.refusals(1)?.concat();
        let seen =
            text.split_once("error: ").map_or("nothing", |(_, rest)| rest.split(';').next().unwrap_or(rest));
        self.bench.transcript().check(self.clause, "the portal's journal names", error, seen, seen == error);
        Ok(())
    }

    /// Puts the diary's clock at the portal's moment.
    fn keeps_time(&self) -> Result<(), Halt> {
        self.diary.set_clock(&self.bench.idp().now()?)
    }

    fn registration(&self) -> Result<Value, Halt> {
        Ok(self.bench.idp().client(self.mnemonic)?)
    }

    fn register(&self, registration: &Value, meaning: &str) -> Result<(), Halt> {
        self.bench.transcript().did("the portal's operator", meaning)?;
        Ok(self.bench.idp().put_client(self.mnemonic, registration.clone())?)
    }
}

/// The page refuses in the diary's own words.
fn says_no(
    bench: &Bench<'_>,
    diary: &dyn RelyingParty,
    browser: &Browser,
    clause: &'static str,
) -> Result<(), Halt> {
    let page = browser.page()?;
    let (holds, seen) = (diary.says_no(page) == Some(true), format!("«{}»", page.title()));
    bench.transcript().check(clause, "the citizen reads", "a refusal by the diary", &seen, holds);
    Ok(())
}

/// Lets time pass until a moment, on the portal and in every diary.
fn wait_until(bench: &Bench<'_>, places: &[&Place<'_>], moment: &str, meaning: &str) -> Result<(), Halt> {
    bench.wait_until(moment, meaning)?;
    places.iter().try_for_each(|place| place.keeps_time())
}
