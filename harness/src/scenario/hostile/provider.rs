//! Owns the scenario of every lie: a citizen who came in yesterday signs in while the provider misbehaves.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::bench::party::{Introduced, Presence};
use crate::check::answer::{survives, tells_of_failure};
use crate::check::page::lacks;
use crate::check::session::{is_in_as, is_in_as_or_out, is_out, stays_out};
use crate::event::Grade;
use crate::scenario::hostile::faults::{Expected, FAULTS, ProviderFault, TIMES};
use crate::scenario::steps::known::{binds_and_comes_in, comes_in, enter, settled};
use crate::scenario::steps::{
    account_of, allow_if_asked, enter_with_password, sign_in_at_portal, user, wanted,
};
use crate::scenario::universal::level;

/// The policy of the built-in diary under which an account must be confirmed.
const LEVEL_DEMANDED: &str = "yaroslavl-2018";

/// The lie that shows another person's record.
const OTHER_PERSON: &str = "resource-other-person";

/// The scenario of the lie that the scenario is named after.
pub(crate) fn faulty(bench: &Bench<'_>) -> Result<(), Halt> {
    let id = bench.transcript().id();
    let fault = FAULTS.iter().find(|fault| fault.id == id);
    let fault = fault.ok_or_else(|| Halt::Broken(format!("there is no fault scenario {id}")))?;
    if fault.policy == LEVEL_DEMANDED && !level::demands_confirmed(bench)? {
        let why = "the party does not demand a confirmed account, or nobody says so: `level` in [people]";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    if fault.expected == Expected::NotBound {
        weak_account(bench, fault)
    } else {
        bound_account(bench, fault)
    }
}

/// She is bound and came in before; the same way while the provider lies; and again when it is honest.
fn bound_account(bench: &Bench<'_>, fault: &ProviderFault) -> Result<(), Halt> {
    let clause = fault.clauses[0];
    let mother = settled(bench, clause)?;
    // Only the portal may confuse persons here, not the diary.
    bench.citizen(wanted(bench, 1, Level::Confirmed))?;

    arm(bench, fault)?;
    let mut browser = bench.browser(mother.who);
    try_to_enter(bench, &mut browser, &mother.person)?;
    survives(bench, &browser, clause)?;
    was_requested(bench, fault)?;
    if fault.expected == Expected::Stranger && mother.introduced == Introduced::Anybody {
        let why = "this party lets in any portal account, so it cannot detect this fault";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let expected = if cannot_tell(bench, fault) { Expected::Either } else { fault.expected };
    if matches!(expected, Expected::Nobody | Expected::Stranger) {
        tells_of_failure(bench, &browser, clause)?;
    }
    match expected {
        Expected::Nobody | Expected::Stranger => stays_out(bench, &mut browser, clause, fault.grade)?,
        Expected::Herself => is_in_as(bench, &mut browser, clause, &mother.id)?,
        Expected::Either if fault.fault == OTHER_PERSON => {
            only_herself(bench, &mut browser, clause, &mother.id)?
        }
        Expected::Either | Expected::NotBound => is_in_as_or_out(bench, &mut browser, clause, &mother.id)?,
    }
    bench.idp().disarm()?;
    comes_in(bench, &mother, clause).map(drop)
}

/// Whose record it is, a party cannot tell that knows people by the number of their account and keeps nothing else of them:
/// the record has no such number.
fn cannot_tell(bench: &Bench<'_>, fault: &ProviderFault) -> bool {
    fault.fault == OTHER_PERSON && !bench.party().terms().keeps
}

/// As another person she is in nowhere. That she is in at all is a remark: what is kept of a person would tell.
fn only_herself(
    bench: &Bench<'_>,
    browser: &mut Browser,
    clause: &'static str,
    user: &str,
) -> Result<(), Halt> {
    is_in_as_or_out(bench, browser, clause, user)?;
    let seen = bench.party().who_is_in(browser)?;
    let must = "the record is compared with what is kept of the person, such as the insurance number (`keeps` of [binding]):";
    let (grade, holds) = (Grade::Should, seen == Presence::Nobody);
    bench.transcript().weigh(grade, clause, must, "nobody is in", &seen.to_string(), holds);
    Ok(())
}

/// A simplified account that the provider makes look better than it is.
fn weak_account(bench: &Bench<'_>, fault: &ProviderFault) -> Result<(), Halt> {
    let clause = fault.clauses[0];
    if bench.party().known_by() != Introduced::ByBinding {
        return weak_and_introduced(bench, fault);
    }
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    let strong = bench.citizen(account_of(father, Level::Confirmed))?;
    binds_and_comes_in(bench, father, &strong, clause)?;
    let weak = bench.citizen(account_of(mother, too_low(bench)))?;
    arm(bench, fault)?;
    let mut browser = bench.browser(mother.who);
    enter_with_password(bench, &mut browser, mother)?;
    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, &weak)?;
    allow_if_asked(&mut browser)?;
    was_requested(bench, fault)?;
    lacks(bench, &browser, clause, bench.party().bound())?;
    let mut later = bench.browser(mother.who);
    enter(bench, &mut later, &weak)?;
    is_out(bench, &mut later, clause)
}

/// The same where the school enters people: the party knows the person, and the account is too weak.
fn weak_and_introduced(bench: &Bench<'_>, fault: &ProviderFault) -> Result<(), Halt> {
    let clause = fault.clauses[0];
    settled(bench, clause)?;
    let weak = bench.citizen(wanted(bench, 1, too_low(bench)))?;
    bench.party().introduce(&weak)?;
    arm(bench, fault)?;
    let mut browser = bench.browser("somebody with a weak account");
    try_to_enter(bench, &mut browser, &weak)?;
    was_requested(bench, fault)?;
    is_out(bench, &mut browser, clause)
}

/// The highest level that is too low: the lower ones lack more than the level, which hides the guard.
fn too_low(bench: &Bench<'_>) -> Level {
    if bench.party().terms().level == Some(Level::Confirmed) { Level::Standard } else { Level::Simplified }
}

fn arm(bench: &Bench<'_>, fault: &ProviderFault) -> Result<(), Halt> {
    bench.transcript().did("provider", &format!("arms a fault: {}", fault.fault))?;
    Ok(bench.idp().arm(&fault.armed())?)
}

/// A fault that did not occur proves nothing.
fn was_requested(bench: &Bench<'_>, fault: &ProviderFault) -> Result<(), Halt> {
    if bench.idp().faults_left()? < TIMES {
        return Ok(());
    }
    let never = format!(
        "the party never made the request in which the provider would have returned the fault: {}",
        fault.fault
    );
    Err(Halt::NotApplicable(never))
}

/// As far as the lie lets her come.
fn try_to_enter(bench: &Bench<'_>, browser: &mut Browser, person: &Person) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    if browser.page()?.forms().iter().any(|form| form.has("login") && form.has("password")) {
        sign_in_at_portal(browser, person)?;
        allow_if_asked(browser)?;
    }
    Ok(())
}
