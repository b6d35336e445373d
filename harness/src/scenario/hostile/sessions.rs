//! Owns the attacks on the number that the diary gives a browser.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::answers::begin;
use crate::scenario::steps::known::{Users, enter};

/// The attacker gets a number, plants it, and waits until the victim has signed in with it.
pub(crate) fn fixed(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 9700, 4.7";
    let users = Users::settle(bench, clause)?;
    let mut attacker = bench.browser("attacker");
    begin(bench, &mut attacker)?;
    bench.transcript().control(|| is_out(bench, &mut attacker, clause))?;
    let mut victim = bench.browser(users.mother.who);
    victim.plant(&attacker, &bench.party().front_door())?;
    enter(bench, &mut victim, &users.mother.person)?;
    is_in_as(bench, &mut victim, clause, &users.mother.id)?;
    is_out(bench, &mut attacker, clause)
}

/// The attacker has copied a session id; it must become invalid when the user signs out.
pub(crate) fn stolen(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "OWASP ASVS 7.4.1";
    let users = Users::settle(bench, clause)?;
    let mut victim = bench.browser(users.mother.who);
    enter(bench, &mut victim, &users.mother.person)?;
    let mut attacker = bench.browser("attacker");
    attacker.plant(&victim, &bench.party().front_door())?;
    // A copied number is as good as the own one while it lives.
    bench.transcript().control(|| is_in_as(bench, &mut attacker, clause, &users.mother.id))?;
    let mut fathers = bench.browser(users.father.who);
    enter(bench, &mut fathers, &users.father.person)?;
    bench.transcript().control(|| is_in_as(bench, &mut fathers, clause, &users.father.id))?;
    bench.party().leave(&mut victim)?;
    is_out(bench, &mut victim, clause)?;
    is_out(bench, &mut attacker, clause)?;
    let seen = bench.party().who_is_in(&mut fathers)?;
    let must = "the end of one user's session ends no other user's:";
    let holds = seen == Presence::In(users.father.id.clone());
    bench.transcript().judge(clause, must, &format!("in as {}", users.father.id), &seen.to_string(), holds);
    Ok(())
}
