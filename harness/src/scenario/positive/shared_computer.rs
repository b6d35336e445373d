//! Owns the scenario of a computer that several people use: whose session is left behind, and where.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::LegacyUser;
use crate::check::page::shows;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::{account_of, allow_if_asked, bind, sign_in_at_portal, user};

const CLAUSE: &str = "S004: end the work with the portal too";

/// The letter's warning, shown both ways.
pub(crate) fn both_ways(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    let mothers = bench.citizen(account_of(mother, Level::Confirmed))?;
    let fathers = bench.citizen(account_of(father, Level::Confirmed))?;
    bind(bench, mother, &mothers)?;
    bind(bench, father, &fathers)?;

    let mut computer = bench.browser(mother.who);
    // Each of the two gets in as no one but themselves when the computer is clean.
    bench.transcript().control(|| enter(bench, &mut computer, mother, &mothers))?;

    // Leaving the diary only: the portal still has the mother's session.
    bench.party().leave(&mut computer)?;
    is_out(bench, &mut computer, CLAUSE)?;
    computer.hand_over(father.who)?;
    bench.party().enter_through_portal(&mut computer)?;
    is_in_as(bench, &mut computer, CLAUSE, mother.id)?;

    // Leaving the portal as the letter describes, by its own way out.
    bench.party().leave(&mut computer)?;
    computer.hand_over(mother.who)?;
    computer.open(&bench.idp().url("/profile/"))?;
    computer.click("Выйти")?;
    computer.hand_over(father.who)?;
    enter(bench, &mut computer, father, &fathers)?;

    // Leaving both with the diary's own button.
    bench.party().leave_with_portal(&mut computer)?;
    if bench.builtin().is_ok() {
        shows(bench, &computer, CLAUSE, "Вход в школьный дневник")?;
    }
    is_out(bench, &mut computer, CLAUSE)?;
    computer.hand_over(mother.who)?;
    enter(bench, &mut computer, mother, &mothers)
}

/// Comes in through the portal, which asks who it is.
fn enter(bench: &Bench<'_>, browser: &mut Browser, user: &LegacyUser, person: &Person) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    sign_in_at_portal(browser, person)?;
    allow_if_asked(browser)?;
    is_in_as(bench, browser, CLAUSE, user.id)
}
