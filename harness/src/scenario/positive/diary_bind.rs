//! Owns the scenarios of binding: as the memo describes, and declined.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::check::page::{shows, shows_marks};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::{
    CONSENT, account_of, allow, allow_if_asked, enter_with_password, sign_in_at_portal, user,
};
use crate::scenario::universal;

/// S000 memo 2, steps 1-6, word for word; then the way in that it opened.
pub(crate) fn as_the_memo_tells(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "S000 memo 2";
    let [mother, father] = [user(bench, 0)?, user(bench, 1)?];
    let person = bench.citizen(account_of(mother, Level::Confirmed))?;

    // An account that is not bound opens nothing: otherwise the binding would prove nothing.
    // It is another person's, so that the portal still asks the mother for her consent.
    let unbound = bench.citizen(account_of(father, Level::Confirmed))?;
    bench.transcript().control(|| {
        let mut early = bench.browser(father.who);
        bench.party().enter_through_portal(&mut early)?;
        sign_in_at_portal(&mut early, &unbound)?;
        allow(&mut early)?;
        is_out(bench, &mut early, clause)
    })?;

    let mut browser = bench.browser(mother.who);
    enter_with_password(bench, &mut browser, mother)?;
    is_in_as(bench, &mut browser, clause, mother.id)?;
    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, &person)?;
    shows(bench, &browser, clause, CONSENT)?;
    allow(&mut browser)?;
    shows(bench, &browser, clause, bench.party().bound())?;
    bench.party().go_on_bound(&mut browser)?;
    shows_marks(bench, &browser, clause, mother)?;
    is_in_as(bench, &mut browser, clause, mother.id)?;

    let mut later = bench.browser(mother.who);
    bench.party().enter_through_portal(&mut later)?;
    sign_in_at_portal(&mut later, &person)?;
    allow_if_asked(&mut later)?;
    is_in_as(bench, &mut later, clause, mother.id)?;
    shows_marks(bench, &later, clause, mother)
}

/// S000: the citizen presses «Отказать».
pub(crate) fn declined(bench: &Bench<'_>) -> Result<(), Halt> {
    if bench.builtin().is_err() {
        // Another party says it in words of its own.
        return universal::binding::declined(bench);
    }
    let clause = "S000, ESIA-007004";
    let mother = user(bench, 0)?;
    let person = bench.citizen(account_of(mother, Level::Confirmed))?;

    let mut browser = bench.browser(mother.who);
    enter_with_password(bench, &mut browser, mother)?;
    bench.party().bind(&mut browser)?;
    sign_in_at_portal(&mut browser, &person)?;
    shows(bench, &browser, clause, CONSENT)?;
    browser.press("Отказать")?;
    shows(bench, &browser, clause, "Вы отказались предоставить права доступа")?;
    is_in_as(bench, &mut browser, clause, mother.id)?;

    browser.follow("Вернуться в дневник")?;
    shows(bench, &browser, clause, "Учетная запись портала госуслуг не привязана")?;
    bench.party().leave(&mut browser)?;
    enter_with_password(bench, &mut browser, mother)?;
    is_in_as(bench, &mut browser, clause, mother.id)?;
    shows_marks(bench, &browser, clause, mother)?;

    // The same citizen, who allows it this time, is bound: the refusal was the citizen's and nothing else's.
    bench.transcript().control(|| {
        bench.party().bind(&mut browser)?;
        allow(&mut browser)?;
        shows(bench, &browser, clause, bench.party().bound())
    })
}
