//! Owns the way between two sites: outside this machine the portal is another site than the party, and browsers hold
//! cookies back on the way from one to the other.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::{Introduced, Presence};
use crate::cause;
use crate::scenario::steps::known::enter;
use crate::scenario::steps::{enter_with_password, settle};

const CLAUSE: &str = "RFC 6265bis, 5.2: SameSite";

/// The citizen comes back from the portal and is in, on the page that is shown, without pressing anything.
pub(crate) fn return_from_portal(bench: &Bench<'_>) -> Result<(), Halt> {
    in_a_cookie(bench)?;
    let guard = "no cookie that the way back from the portal needs is held back by the browser:";
    let entered = settle(bench, 0).and_then(|known| {
        let mut browser = bench.browser(known.who);
        enter(bench, &mut browser, &known.person)?;
        let shown = bench.party().who_on(browser.page()?);
        let at = browser.page()?.url.to_string();
        let again = browser.peek(&at)?;
        Ok((known, shown, bench.party().who_on(&again), bench.party().who_is_in(&mut browser)?))
    });
    let held_back = held_back(bench);
    let told = if held_back.is_empty() { "none".to_owned() } else { held_back.join(", ") };
    match entered {
        Ok((known, shown, again, at_last)) => {
            let is_in = |presence: &Presence| *presence == Presence::In(known.id.clone());
            // On a page that never says who is in, the way there says it; where asking again helps, a cookie was missing.
            let is_shut_out = !held_back.is_empty() && (!is_in(&at_last) || is_in(&again) && !is_in(&shown));
            let seen = format!("held back: {told}; on arrival {shown}, asked again {again}");
            bench.transcript().judge(CLAUSE, guard, "the citizen is in on arrival", &seen, !is_shut_out);
            if held_back.is_empty() && is_in(&shown) && at_last == Presence::Nobody {
                let must =
                    "who is in is kept in a cookie, and not in the address of the page (a session number):";
                bench.transcript().about(&cause::SECRET_LEAK, || {
                    bench.transcript().judge(CLAUSE, must, "in a cookie", "in the address", false);
                    Ok(())
                })?;
            }
            let must = "the citizen is in after the way through the portal:";
            let transcript = bench.transcript();
            // Where no cookie was held back, something else keeps her out.
            let other = held_back.is_empty().then_some(&cause::GOOD_USER_REFUSED);
            transcript.perhaps_about(other, || {
                let expected = format!("in as {}", known.id);
                transcript.check(CLAUSE, must, &expected, &at_last.to_string(), is_in(&at_last));
                Ok(())
            })
        }
        Err(halt) if !held_back.is_empty() => {
            let seen = format!("held back: {told}; {halt}");
            bench.transcript().judge(CLAUSE, guard, "the citizen is in on arrival", &seen, false);
            Ok(())
        }
        Err(other) => Err(other),
    }
}

/// Whoever came in by password is in on the page that is asked for afresh, and not on that of the sign-in alone.
fn in_a_cookie(bench: &Bench<'_>) -> Result<(), Halt> {
    let party = bench.party();
    let comes_by_password = party.known_by() == Introduced::ByBinding && party.password_page().is_some();
    let Some(user) = party.legacy_users().first().filter(|_| comes_by_password) else {
        return Ok(());
    };
    let mut browser = bench.browser(user.who);
    enter_with_password(bench, &mut browser, user)?;
    let shown = bench.party().who_on(browser.page()?);
    let has_number = browser.page()?.url.query().is_some();
    let again = bench.party().who_is_in(&mut browser)?;
    let holds = !(matches!(shown, Presence::In(_)) && has_number && again == Presence::Nobody);
    let must = "the number of a session is kept in a cookie, and not in the address of the page:";
    bench.transcript().about(&cause::SECRET_LEAK, || {
        bench.transcript().judge(
            CLAUSE,
            must,
            "in a cookie",
            if holds { "in a cookie" } else { "in the address" },
            holds,
        );
        Ok(())
    })
}

/// The cookies that the browser did not send when it came back from the portal.
fn held_back(bench: &Bench<'_>) -> Vec<String> {
    let mut names: Vec<String> =
        bench.transcript().seen().into_iter().flat_map(|seen| seen.withheld).collect();
    names.sort();
    names.dedup();
    names
}
