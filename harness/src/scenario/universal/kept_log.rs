//! Owns the attack of whoever reads the party's log: nothing in it opens a door, nothing in it names a person.

use crate::bench::Bench;
use crate::bench::eyes::Secret;
use crate::bench::halt::Halt;
use crate::check::answer;
use crate::event::Grade;
use crate::scenario::steps::answers::hold_answer;
use crate::scenario::steps::known::{comes_in, settled};
use crate::scenario::universal::cookies::session_cookies;
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 16.2.5: what opens a door is not written into a log";

/// A visit, and a sign-in whose answer arrives in another browser: its code is refused there and stays good.
pub(crate) fn read_by_others(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let mut browser = signed_in(bench, &known)?;
    browser.open(&bench.party().inside())?;
    for cookie in session_cookies(bench, &mut browser)? {
        bench.transcript().learn(Secret::Session, &cookie.value);
    }
    let mut victim = bench.browser(known.who);
    let answer = hold_answer(bench, &mut victim, &known.person)?;
    let mut other = bench.browser("somebody");
    other.open(answer.as_str())?;
    answer::is_sound(bench, &other, CLAUSE)?;
    // One more visit: whatever is written about the last one is written by then.
    comes_in(bench, &known, CLAUSE)?;
    let declared = bench.party().log()?;
    let is_declared = declared.is_some();
    let lines = declared.unwrap_or_else(|| bench.party().output());
    if lines.is_empty() {
        let why = "the party prints nothing, and its file does not say what its log is: [log]";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    bench.transcript().heard(&lines);
    let code = answer.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    let holds = code.is_none_or(|code| !lines.iter().any(|line| line.contains(&code)));
    // What a program prints while it is developed need not be the log that a school keeps.
    let grade = if is_declared { Grade::Must } else { Grade::Should };
    let must = "the log holds no code, for a sign-in that was not ended leaves it good (addresses of requests are masked):";
    let seen = if holds { "none" } else { "the code of a sign-in that was refused" };
    bench.transcript().weigh(grade, CLAUSE, must, "none", seen, holds);
    Ok(())
}
