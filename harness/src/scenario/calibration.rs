//! Owns the look at a party before anything is judged: an honest sign-in, after which the party's file must find who is in.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::{Introduced, Presence};
use crate::check::answer::is_partys;
use crate::scenario::steps::known::enter;
use crate::scenario::steps::{enter_with_password, settle, user};
use crate::scenario::{Kind, Scenario};

/// The look, as a scenario that is in no catalogue.
pub(crate) const CALIBRATION: Scenario = Scenario {
    id: "calibration",
    title: "After an honest sign-in the party's file finds who is in",
    kind: Kind::Positive,
    clauses: &["[who]"],
    policy: "bratsk-2018",
    at: "2018-11-20T09:00:00+08:00",
    run: look,
};

/// What begins the one line that says what to mend in the file.
pub(crate) const MEND: &str = "[who] finds nobody";

/// Comes in by whatever way changes least: a party that runs already keeps what was done to it.
fn come_in(bench: &Bench<'_>) -> Result<Browser, Halt> {
    if bench.party().known_by() == Introduced::ByBinding && bench.party().password_page().is_some() {
        let user = user(bench, 0)?;
        let mut browser = bench.browser(user.who);
        enter_with_password(bench, &mut browser, user)?;
        return Ok(browser);
    }
    let known = settle(bench, 0)?;
    let mut browser = bench.browser(known.who);
    enter(bench, &mut browser, &known.person)?;
    Ok(browser)
}

/// Comes in honestly, and asks who is in.
///
/// # Errors
/// [`Halt::Invalid`] when the sign-in led to a page of the party that refuses nobody, and `[who]` finds nobody all the
/// same: the file has to be mended. Whatever else goes wrong is the party's, and the scenarios say it.
fn look(bench: &Bench<'_>) -> Result<(), Halt> {
    let mut browser = come_in(bench)?;
    let page = browser.page()?;
    let is_in = is_partys(bench, page) && page.status < 400 && bench.party().says_no(page) != Some(true);
    let (title, at) = (page.title(), page.url.path().to_owned());
    // On the page of the sign-in `[who]` finds somebody: it is right, and the session does not go on.
    let is_found = matches!(bench.party().who_on(page), Presence::In(_));
    if is_in && !is_found && bench.party().who_is_in(&mut browser)? == Presence::Nobody {
        let inside = bench.party().inside();
        return Err(Halt::Invalid(format!(
            "{MEND} on {inside} after an honest sign-in, which ended on «{title}» ({at}): correct `page` or `selector`"
        )));
    }
    Ok(())
}
