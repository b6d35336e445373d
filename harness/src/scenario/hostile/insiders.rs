//! Owns the attacks of people who have a place in the diary and want another.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::check::page::lacks;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::known::{Users, binds_and_comes_in, enter};
use crate::scenario::steps::{account_of, allow_if_asked, enter_with_password, sign_in_at_portal, user};

/// The mother's session at the portal was left open; the father binds her account to his own user.
pub(crate) fn account_of_another_user(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004";
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    let mothers = bench.citizen(account_of(mother, Level::Confirmed))?;
    binds_and_comes_in(bench, mother, &mothers, clause)?;
    let mut computer = bench.browser(mother.who);
    enter(bench, &mut computer, &mothers)?;
    is_in_as(bench, &mut computer, clause, mother.id)?;
    bench.party().leave(&mut computer)?;
    computer.hand_over(father.who)?;
    enter_with_password(bench, &mut computer, father)?;
    bench.party().bind(&mut computer)?;
    allow_if_asked(&mut computer)?;
    lacks(bench, &computer, clause, bench.party().bound())?;
    let mut later = bench.browser(mother.who);
    enter(bench, &mut later, &mothers)?;
    is_in_as(bench, &mut later, clause, mother.id)
}

/// The address of another family's child, typed by hand.
pub(crate) fn pupil_of_others(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S003";
    let users = Users::settle(bench, clause)?;
    let mut fathers = bench.browser(users.father.who);
    enter(bench, &mut fathers, &users.father.person)?;
    let Some(child) = users.father.marks.first() else {
        return Err(Halt::NotApplicable("the party's file has no marks for its [[user]]".to_owned()));
    };
    // The addresses of another party's records, `marks.addresses` finds by itself.
    bench.builtin()?;
    let address = fathers.page()?.link(child);
    let address = address.ok_or_else(|| Halt::Missing(format!("the father sees no link «{child}»")))?;
    let mut mothers = bench.browser(users.mother.who);
    enter(bench, &mut mothers, &users.mother.person)?;
    mothers.open(address.url.as_str())?;
    users.father.marks.iter().try_for_each(|words| lacks(bench, &mothers, clause, words))?;
    is_in_as(bench, &mut mothers, clause, &users.mother.id)
}

/// An account whose identity is not confirmed.
pub(crate) fn level_too_low(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S004";
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    let strong = bench.citizen(account_of(father, Level::Confirmed))?;
    binds_and_comes_in(bench, father, &strong, clause)?;
    let weak = bench.citizen(account_of(mother, Level::Simplified))?;
    let mut browser = bench.browser("attacker");
    enter_with_password(bench, &mut browser, mother)?;
    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, &weak)?;
    allow_if_asked(&mut browser)?;
    lacks(bench, &browser, clause, bench.party().bound())?;
    let mut later = bench.browser("attacker");
    enter(bench, &mut later, &weak)?;
    is_out(bench, &mut later, clause)
}
