//! Owns the attacks in which something changed between two sign-ins, or was written into the redirect back.

use reqwest::Url;
use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::check::answer::survives;
use crate::check::session::{is_in_as_or_out, is_out};
use crate::scenario::steps::answers::hold_answer;
use crate::scenario::steps::known::{Users, comes_in, enter, settled};

/// Names under which addresses of relying parties say where to go afterwards.
const NAMES: &[&str] =
    &["next", "return_to", "returnUrl", "redirect", "redirect_uri", "continue", "url", "back"];
const ELSEWHERE: &str = "http://phishing.example/";

/// The authorization response with an added return address.
pub(crate) fn return_elsewhere(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 9700, 4.11";
    let users = Users::settle(bench, clause)?;
    for name in NAMES {
        let mut browser = bench.browser(users.mother.who);
        let mut answer = hold_answer(bench, &mut browser, &users.mother.person)?;
        answer.query_pairs_mut().append_pair(name, ELSEWHERE);
        let led = match browser.open_and_hold(answer.as_str()) {
            Ok(address) => Some(address),
            // It stays on its own pages.
            Err(Halt::Missing(_)) => None,
            Err(other) => return Err(other),
        };
        let is_phished = |led: &Url| led.host_str() == Some("phishing.example");
        let must = format!("with `{name}` added, the redirect leads");
        let seen = led.as_ref().map_or("to the party".to_owned(), Url::to_string);
        let holds = !led.as_ref().is_some_and(is_phished);
        bench.transcript().check(clause, &must, "to the party", &seen, holds);
    }
    Ok(())
}

/// The citizen came in yesterday; today the registration allows less than the party asks for.
pub(crate) fn scope_narrowed(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 6749, 3.3";
    let known = settled(bench, clause)?;
    let whole = bench.idp().client(bench.party().mnemonic())?;
    let mut narrow = whole.clone();
    narrow["scopes"] = json!(["openid"]);
    bench.transcript().did("provider", "narrows the registration to `openid`")?;
    bench.idp().put_client(bench.party().mnemonic(), narrow)?;
    let mut browser = bench.browser(known.who);
    bench.party().enter_through_portal(&mut browser)?;
    survives(bench, &browser, clause)?;
    is_in_as_or_out(bench, &mut browser, clause, &known.id)?;
    bench.idp().put_client(bench.party().mnemonic(), whole)?;
    comes_in(bench, &known, clause).map(drop)
}

/// The portal rotates its key. A party without the new key refuses sign-in, and does not crash.
pub(crate) fn keys_rotated(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.needs_own_portal()?;
    let clause = "RFC 7515, 6";
    let known = settled(bench, clause)?;
    bench.transcript().did("provider", "rotates its key")?;
    let registration = bench.idp().client(bench.party().mnemonic())?;
    bench.idp().rotate_keys(registration["token_algorithm"].as_str().unwrap_or_default(), "PT0S")?;
    let mut browser = bench.browser(known.who);
    enter(bench, &mut browser, &known.person)?;
    survives(bench, &browser, clause)?;
    is_in_as_or_out(bench, &mut browser, clause, &known.id)
}

/// Genuine tokens of an algorithm that was not registered: a party that takes the algorithm from the token accepts them.
pub(crate) fn other_algorithm(bench: &Bench<'_>) -> Result<(), Halt> {
    let clause = "RFC 8725, 3.1";
    let known = settled(bench, clause)?;
    let agreed = bench.idp().client(bench.party().mnemonic())?;
    for algorithm in ["RS256", "GOST3410_2012_256", "GOST3410_2012_512"] {
        if agreed["token_algorithm"] == algorithm {
            continue;
        }
        let mut other = agreed.clone();
        other["token_algorithm"] = json!(algorithm);
        bench.transcript().did("provider", &format!("switches token signatures to {algorithm}"))?;
        bench.idp().put_client(bench.party().mnemonic(), other)?;
        let mut browser = bench.browser(known.who);
        enter(bench, &mut browser, &known.person)?;
        survives(bench, &browser, clause)?;
        is_out(bench, &mut browser, clause)?;
    }
    bench.idp().put_client(bench.party().mnemonic(), agreed)?;
    comes_in(bench, &known, clause).map(drop)
}
