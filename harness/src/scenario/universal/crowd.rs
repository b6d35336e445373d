//! Owns crowds and races: many people at once, one answer twice at once, a sign-out in the middle of a sign-in.

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::check::answer;
use crate::check::session::{is_in_as, is_in_as_or_out};
use crate::scenario::steps::KnownUser;
use crate::scenario::steps::known::{Users, settled};
use crate::scenario::universal::held;
use crate::scenario::universal::parsed;
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 15.4: people at the same moment are kept apart";

/// How many browsers each of two users has, and how often all of them look at once.
const BROWSERS: usize = 3;
const ROUNDS: usize = 4;

/// Two people in several browsers each: their answers arrive at the same moment, and then they all look at once.
pub(crate) fn together(bench: &Bench<'_>) -> Result<(), Halt> {
    let users = Users::settle(bench, CLAUSE)?;
    let mut crowd: Vec<(Browser, &KnownUser)> = Vec::new();
    let mut answers = Vec::new();
    let browsers = if has_one_session(bench, &users.mother)? { 1 } else { BROWSERS };
    for _ in 0..browsers {
        for user in [&users.mother, &users.father] {
            let mut browser = bench.browser(user.who);
            let answer = held(bench, &mut browser, &user.person)?;
            answers.push((browser.jar()?, answer));
            crowd.push((browser, user));
        }
    }
    for ((browser, user), came) in crowd.iter_mut().zip(bench.at_once(&answers)?) {
        arrives(bench, browser, user.who, came)?;
    }
    let inside = parsed(&bench.party().inside())?;
    let jars: Vec<_> = crowd.iter().map(|(browser, _)| browser.jar()).collect::<Result<_, _>>()?;
    for _ in 0..ROUNDS {
        let errands: Vec<_> = jars.iter().map(|jar| (jar.clone(), reqwest::Url::clone(&inside))).collect();
        for ((_, user), came) in crowd.iter().zip(bench.at_once(&errands)?) {
            let seen = match came {
                Ok(came) => bench.party().who_on(&came.page),
                Err(why) => Presence::Crashed(why),
            };
            let must = "in a crowd each answer is for the one who asked:";
            let holds = seen == Presence::In(user.id.clone());
            if !holds {
                bench.transcript().judge(
                    CLAUSE,
                    must,
                    &format!("in as {}", user.id),
                    &seen.to_string(),
                    false,
                );
            }
        }
    }
    crowd.into_iter().try_for_each(|(mut browser, user)| is_in_as(bench, &mut browser, CLAUSE, &user.id))
}

/// Whether a sign-in ends the one before, in whatever browser it was: some schools want it so.
fn has_one_session(bench: &Bench<'_>, user: &KnownUser) -> Result<bool, Halt> {
    let mut first = signed_in(bench, user)?;
    signed_in(bench, user)?;
    Ok(bench.party().who_is_in(&mut first)? == Presence::Nobody)
}

/// The same answer arrives twice at the same moment: somebody pressed twice.
pub(crate) fn twice_at_once(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let mut browser = bench.browser(known.who);
    let answer = held(bench, &mut browser, &known.person)?;
    let jar = browser.jar()?;
    let mut came = bench.at_once(&[(jar.clone(), answer.clone()), (jar, answer)])?;
    // The browser keeps the cookies of both; the one that led in comes last.
    came.sort_by_key(|came| came.as_ref().is_ok_and(|came| came.location.is_some()));
    for came in came {
        arrives(bench, &mut browser, known.who, came)?;
    }
    is_in_as_or_out(bench, &mut browser, CLAUSE, &known.id)?;
    is_in_as(bench, &mut signed_in(bench, &known)?, CLAUSE, &known.id)
}

/// The user leaves while an answer of the portal is on its way.
pub(crate) fn left_meanwhile(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let mut browser = signed_in(bench, &known)?;
    is_in_as(bench, &mut browser, CLAUSE, &known.id)?;
    let mut other = bench.browser(known.who);
    let answer = held(bench, &mut other, &known.person)?;
    bench.party().leave(&mut browser)?;
    browser.open(answer.as_str())?;
    answer::is_sound(bench, &browser, CLAUSE)?;
    let seen = bench.party().who_is_in(&mut browser)?;
    let must = "an answer to another browser signs nobody in again who has left:";
    bench.transcript().judge(CLAUSE, must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    Ok(())
}

/// Takes an answer into its browser; the party must not have crashed.
pub(super) fn arrives(
    bench: &Bench<'_>,
    browser: &mut Browser,
    who: &str,
    came: Result<crate::bench::at_once::Came, String>,
) -> Result<(), Halt> {
    let must = "the party answers people who come at the same moment:";
    match came {
        Ok(came) => {
            let seen = format!("status {}", came.status);
            bench.transcript().judge(CLAUSE, must, "no failure", &seen, came.status < 500);
            browser.take(&came.url, &came.set_cookies)?;
            match came.location {
                Some(onward) => browser.open(onward.as_str()),
                None => Ok(()),
            }
        }
        Err(why) => {
            let expected = format!("an answer for {who}");
            bench.transcript().judge(CLAUSE, must, &expected, &why, false);
            Ok(())
        }
    }
}
