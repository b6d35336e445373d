//! Owns the attacks on accounts that are bound: tied to a second user, or replaced by another account.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{LegacyUser, Presence};
use crate::check::answer;
use crate::check::session::is_in_as;
use crate::scenario::steps::{bind, enter_with_password};
use crate::scenario::universal::binding::{sent, shown_form};
use crate::scenario::universal::crowd::arrives;
use crate::scenario::universal::{
    ONE_ACCOUNT, account, at_portal, begin_to_bind, binders, consented, does_not_open, held_at_portal,
    name_of, opens, presence_of, unknown,
};

/// The account of the mother is bound; the father, with his own password, binds the same one.
pub(crate) fn account_of_another(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    stays_with_the_first(bench, mother, father)
}

/// The same the other way round: which of two users an account opens may be a matter of their order in a list.
pub(crate) fn account_of_later(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, father] = binders(bench)?;
    stays_with_the_first(bench, father, mother)
}

fn stays_with_the_first(bench: &Bench<'_>, mother: &LegacyUser, father: &LegacyUser) -> Result<(), Halt> {
    let mothers = account(bench, mother)?;
    let own = name_of(bench, &mothers, mother);
    bench.transcript().control(|| {
        bind(bench, mother, &mothers)?;
        let (mut browser, _) = presence_of(bench, mother.who, &mothers, ONE_ACCOUNT)?;
        is_in_as(bench, &mut browser, ONE_ACCOUNT, &own)
    })?;
    let mut browser = bench.browser(father.who);
    begin_to_bind(bench, &mut browser, father)?;
    at_portal(&mut browser, &mothers)?;
    answer::is_sound(bench, &browser, ONE_ACCOUNT)?;
    let bound = bench.party().bound();
    let says_bound = !bound.is_empty() && browser.page()?.shows(bound);
    let seen = if says_bound { format!("«{bound}»") } else { "something else".to_owned() };
    let guard = "whoever binds an account that another user has bound reads that it is not bound:";
    bench.transcript().judge(ONE_ACCOUNT, guard, "something else", &seen, !says_bound);
    let guard = "a bound account is not bound to a second user without a word to the first:";
    opens(bench, (&mothers, &own), ONE_ACCOUNT, guard)?;
    // The father's own session is not changed into the mother's.
    let seen = bench.party().who_is_in(&mut browser)?;
    let holds = seen != Presence::In(own.clone());
    let guard = "whoever fails to bind stays who they are:";
    bench.transcript().judge(ONE_ACCOUNT, guard, "the father or nobody is in", &seen.to_string(), holds);
    Ok(())
}

/// The mother has an account; somebody who knows her password of the diary binds another.
pub(crate) fn user_taken_over(bench: &Bench<'_>) -> Result<(), Halt> {
    let [mother, _] = binders(bench)?;
    let mothers = account(bench, mother)?;
    let own = name_of(bench, &mothers, mother);
    // A page of before, whose form is still there when the account is bound.
    let remembered = match shown_form(bench, mother) {
        Ok(shown) => Some(shown),
        Err(Halt::NotApplicable(_)) => None,
        Err(other) => return Err(other),
    };
    bench.transcript().control(|| bind(bench, mother, &mothers))?;
    let attackers = unknown(bench)?;
    let mut browser = bench.browser("attacker");
    enter_with_password(bench, &mut browser, mother)?;
    match bench.party().bind(&mut browser) {
        Ok(()) => {
            at_portal(&mut browser, &attackers)?;
            answer::is_sound(bench, &browser, ONE_ACCOUNT)?;
        }
        // Where an account is bound already, nothing offers another.
        Err(Halt::Missing(_) | Halt::NotApplicable(_)) => {}
        Err(other) => return Err(other),
    }
    let guard = "an account that is bound is not replaced by another without being taken away first:";
    does_not_open(bench, (&attackers, &own), ONE_ACCOUNT, guard)?;
    if let Some((mut browser, page, form)) = remembered {
        let attackers = unknown(bench)?;
        browser.send_forged(&page, &form, sent(&form))?;
        at_portal(&mut browser, &attackers)?;
        answer::is_sound(bench, &browser, ONE_ACCOUNT)?;
        does_not_open(bench, (&attackers, &own), ONE_ACCOUNT, guard)?;
    }
    opens(bench, (&mothers, &own), ONE_ACCOUNT, "the owner's account still opens the own diary:")
}

/// Two users have begun to bind one account, and both answers of the portal arrive at the same moment.
pub(crate) fn at_once(bench: &Bench<'_>) -> Result<(), Halt> {
    let bound = bench.party().bound();
    if bound.is_empty() {
        let why =
            "the party's file does not say which words tell that an account is bound: `done` in [binding]";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let [mother, father] = binders(bench)?;
    let shared = account(bench, mother)?;
    consented(bench, &shared, ONE_ACCOUNT)?;
    let (mut browsers, mut answers) = (Vec::new(), Vec::new());
    for user in [mother, father] {
        let mut browser = bench.browser(user.who);
        begin_to_bind(bench, &mut browser, user)?;
        let answer = held_at_portal(&mut browser, &shared)?;
        answers.push((browser.jar()?, answer));
        browsers.push((browser, user.who));
    }
    let mut count = 0;
    for ((browser, who), came) in browsers.iter_mut().zip(bench.at_once(&answers)?) {
        let at_once = came.as_ref().is_ok_and(|came| came.page.shows(bound));
        let leads_on = came.as_ref().is_ok_and(|came| came.location.is_some());
        arrives(bench, browser, who, came)?;
        count += usize::from(at_once || leads_on && browser.page()?.shows(bound));
    }
    let guard = "an account that two users bind at the same moment is bound to one of them:";
    let seen = format!("{count} of the two read that it is bound");
    bench.transcript().judge(ONE_ACCOUNT, guard, "one at most", &seen, count <= 1);
    Ok(())
}
