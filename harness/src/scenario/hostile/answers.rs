//! Owns the attacks with the portal's answers: in another browser, with another state, twice.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::RelyingParty;
use crate::check::page::lacks;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::answers::{answer_to, begin, code_of, hold_answer};
use crate::scenario::steps::known::{Users, enter};
use crate::scenario::steps::{allow_if_asked, sign_in_at_portal};

const CLAUSE: &str = "RFC 6749, 10.12";

/// A link in a letter, a picture on a page: the victim's browser opens the attacker's answer.
pub(crate) fn forced(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let (_, answer) = users.attackers_answer(bench)?;
    let mut victim = bench.browser("victim");
    victim.open(&bench.party().front_door())?;
    victim.open(answer.as_str())?;
    is_out(bench, &mut victim, CLAUSE)?;
    // In the attacker's own browser the same kind of answer leads in: the refusal was about the browser.
    bench.transcript().control(|| {
        let (mut own, answer) = users.attackers_answer(bench)?;
        own.open(answer.as_str())?;
        is_in_as(bench, &mut own, CLAUSE, &users.father.id)
    })
}

/// The victim has an attempt of her own under way; the attacker's is not it.
pub(crate) fn of_another_browser(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let (_, answer) = users.attackers_answer(bench)?;
    let mut victim = bench.browser("victim");
    bench.party().enter_through_portal(&mut victim)?;
    victim.open(answer.as_str())?;
    is_out(bench, &mut victim, CLAUSE)?;
    // Her own attempt still leads in.
    let mut again = victim;
    enter(bench, &mut again, &users.mother.person)?;
    is_in_as(bench, &mut again, CLAUSE, &users.mother.id)
}

/// The victim is signed in; the attacker's response must not change her session.
pub(crate) fn to_whoever_is_in(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let (_, answer) = users.attackers_answer(bench)?;
    let mut victim = bench.browser(users.mother.who);
    enter(bench, &mut victim, &users.mother.person)?;
    is_in_as(bench, &mut victim, CLAUSE, &users.mother.id)?;
    victim.open(answer.as_str())?;
    is_in_as(bench, &mut victim, CLAUSE, &users.mother.id)
}

/// A state that looks right and was never given out; an empty one; none; two.
pub(crate) fn made_up_state(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    for state in [Some("4be1bb7d-7f9b-4a4f-9a4e-0c5a5c2f3a10"), Some(""), None] {
        let (_, answer) = users.attackers_answer(bench)?;
        let code = code_of(&answer);
        let mut victim = bench.browser("victim");
        let (back, _) = begin(bench, &mut victim)?;
        let fields: Vec<(&str, &str)> =
            [("code", code.as_str())].into_iter().chain(state.map(|state| ("state", state))).collect();
        victim.open(&answer_to(&back, &fields))?;
        is_out(bench, &mut victim, CLAUSE)?;
    }
    Ok(())
}

/// The victim's attempt ended with a refusal, and its state can be found in logs; the attacker uses it again.
pub(crate) fn spent_state(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let (_, answer) = users.attackers_answer(bench)?;
    let code = code_of(&answer);
    let mut victim = bench.browser("victim");
    let (back, state) = begin(bench, &mut victim)?;
    let declined = "ESIA-007004: the resource owner denied the request";
    let refusal = [("error", "access_denied"), ("error_description", declined), ("state", &state)];
    victim.open(&answer_to(&back, &refusal))?;
    bench.transcript().control(|| is_out(bench, &mut victim, CLAUSE))?;
    victim.open(&answer_to(&back, &[("code", &code), ("state", &state)]))?;
    is_out(bench, &mut victim, CLAUSE)
}

/// The portal itself forgets a sign-in after half an hour; an attempt that is still good then has no end that shows.
const ATTEMPT_MINUTES_MAX: u64 = 28;

/// The citizen left the portal's page open for longer than an attempt may last: as the party says, else nearly as long as
/// the portal keeps the page.
pub(crate) fn stale_attempt(bench: &Bench<'_>) -> Result<(), Halt> {
    let minutes = bench.party().terms().attempt_minutes.unwrap_or(ATTEMPT_MINUTES_MAX);
    if minutes > ATTEMPT_MINUTES_MAX {
        let why = format!("an attempt lasts {minutes} minutes, and the portal forgets a sign-in before");
        return Err(Halt::NotApplicable(why));
    }
    let users = Users::settle(bench, CLAUSE)?;
    let mut browser = bench.browser(users.mother.who);
    bench.party().enter_through_portal(&mut browser)?;
    bench.wait(&format!("PT{}M", minutes + 1), "the computer is idle")?;
    sign_in_at_portal(&mut browser, &users.mother.person)?;
    allow_if_asked(&mut browser)?;
    is_out(bench, &mut browser, CLAUSE)?;
    bench.party().enter_through_portal(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)
}

/// The answer is carried back two times.
pub(crate) fn twice(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let mut browser = bench.browser(users.mother.who);
    let answer = hold_answer(bench, &mut browser, &users.mother.person)?;
    browser.open(answer.as_str())?;
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)?;
    browser.open(answer.as_str())?;
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)
}

/// Two tabs of one browser sign in at the same time: the first answer arrives while the second tab is still at the portal,
/// and another time after the second.
pub(crate) fn two_tabs(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let mut waiting = bench.browser(users.mother.who);
    let first = hold_answer(bench, &mut waiting, &users.mother.person)?;
    bench.party().begin(&mut waiting)?;
    waiting.open(first.as_str())?;
    is_in_as(bench, &mut waiting, CLAUSE, &users.mother.id)?;
    let mut browser = bench.browser(users.mother.who);
    let first = hold_answer(bench, &mut browser, &users.mother.person)?;
    // The second tab finds the portal's session and comes straight back with an answer of its own.
    bench.party().enter_through_portal(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)?;
    browser.open(first.as_str())?;
    is_in_as(bench, &mut browser, CLAUSE, &users.mother.id)
}

/// The code was used; the attacker finds it and puts it into an attempt of the own.
pub(crate) fn redeemed_code(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 6749, 10.5";
    let users = Users::settle(bench, clause)?;
    let mut victim = bench.browser(users.mother.who);
    let answer = hold_answer(bench, &mut victim, &users.mother.person)?;
    victim.open(answer.as_str())?;
    bench.transcript().control(|| is_in_as(bench, &mut victim, clause, &users.mother.id))?;
    let mut attacker = bench.browser("attacker");
    let (back, state) = begin(bench, &mut attacker)?;
    attacker.open(&answer_to(&back, &[("code", &code_of(&answer)), ("state", &state)]))?;
    is_out(bench, &mut attacker, clause)?;
    users.mother.marks.iter().try_for_each(|words| lacks(bench, &attacker, clause, words))
}

/// Another site got a code for the victim's account, and its owner carries it here.
pub(crate) fn code_of_another_party(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 6749, 10.5";
    let users = Users::settle(bench, clause)?;
    let other = bench.another_party("bratsk-2018")?;
    let mut victim = bench.browser(users.mother.who);
    other.enter_through_portal(&mut victim)?;
    sign_in_at_portal(&mut victim, &users.mother.person)?;
    let answer = victim.press_and_hold("Предоставить")?;
    let mut attacker = bench.browser("attacker");
    let (back, state) = begin(bench, &mut attacker)?;
    attacker.open(&answer_to(&back, &[("code", &code_of(&answer)), ("state", &state)]))?;
    is_out(bench, &mut attacker, clause)
}
