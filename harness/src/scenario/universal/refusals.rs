//! Owns what becomes of somebody who says no on the portal: nobody is in, and a page says what happened.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::check::answer;
use crate::check::page::shows;
use crate::check::session::{is_in_as, is_out};
use crate::scenario::steps::answers::{answer_to, begin};
use crate::scenario::steps::known::settled;
use crate::scenario::steps::{CONSENT, KnownUser, allow_if_asked, answer_sms, sign_in_at_portal};
use crate::scenario::universal::strangers::signed_in;
use crate::scenario::universal::unknown;

const CLAUSE: &str = "ESIA-007004: the citizen said no";
const MESSENGER: &str = "ESIA-007004: the citizen did not bind the messenger";

/// At a computer at which somebody else was in before: the next person says no.
pub(crate) fn declined(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, CLAUSE)?;
    let mut computer = signed_in(bench, &known)?;
    is_in_as(bench, &mut computer, CLAUSE, &known.id)?;
    bench.party().leave(&mut computer).or_else(|halt| match halt {
        Halt::NotApplicable(_) => computer.restart(),
        other => Err(other),
    })?;
    is_out(bench, &mut computer, CLAUSE)?;
    computer.open(&bench.idp().url("/logout"))?;
    computer.hand_over("the next person")?;
    let next = unknown(bench)?;
    bench.party().enter_through_portal(&mut computer)?;
    sign_in_at_portal(&mut computer, &next)?;
    if !computer.page()?.shows(CONSENT) {
        return Err(Halt::NotApplicable(
            "the portal does not ask for consent, so nobody can say no".to_owned(),
        ));
    }
    computer.press("Отказать")?;
    answer::is_sound(bench, &computer, CLAUSE)?;
    ends_well(bench, &mut computer)
}

/// From the day on which the portal requires the messenger MAX a citizen refuses to bind it, and binds it later.
pub(crate) fn messenger(bench: &Bench<'_>) -> Result<(), Halt> {
    let known = settled(bench, MESSENGER)?;
    let Some(mobile) = known.person.mobile.clone() else {
        return Err(Halt::NotApplicable("the user has no mobile phone to send codes to".to_owned()));
    };
    bench.idp().put(&format!("/people/{}/second-factor", known.person.oid), json!({ "kind": "sms" }))?;
    bench.idp().change_settings(json!({ "messenger": { "required_from": "2000-01-01" } }))?;
    let mut browser = bench.browser(known.who);
    asked_to_bind(bench, &mut browser, &known, &mobile)?;
    browser.press("Отказаться")?;
    answer::is_sound(bench, &browser, MESSENGER)?;
    ends_well(bench, &mut browser)?;
    asked_to_bind(bench, &mut browser, &known, &mobile)?;
    browser.press("Получить код в MAX")?;
    let code = bench.code_for("citizen", &mobile, "max")?;
    browser.fill("Код из MAX", &code)?;
    browser.press("Привязать")?;
    allow_if_asked(&mut browser)?;
    is_in_as(bench, &mut browser, MESSENGER, &known.id)
}

/// Signs in at the portal up to the page that asks to bind the messenger.
fn asked_to_bind(
    bench: &Bench<'_>,
    browser: &mut Browser,
    known: &KnownUser,
    mobile: &str,
) -> Result<(), Halt> {
    bench.party().enter_through_portal(browser)?;
    sign_in_at_portal(browser, &known.person)?;
    answer_sms(bench, browser, mobile)?;
    shows(bench, browser, MESSENGER, "Привяжите мессенджер MAX")
}

/// Every word with which the portal may say that there was no sign-in.
pub(crate) fn errors(bench: &Bench<'_>) -> Result<(), Halt> {
    settled(bench, CLAUSE)?;
    let words = [
        "access_denied",
        "server_error",
        "temporarily_unavailable",
        "invalid_request",
        "invalid_scope",
        "no_such_error",
    ];
    for error in words {
        let mut browser = bench.browser("citizen");
        let (back, state) = begin(bench, &mut browser)?;
        let fields = [("error", error), ("error_description", "ESIA-007004: denied"), ("state", &state)];
        browser.open(&answer_to(&back, &fields))?;
        // The sign-in failed at the portal: a party may pass that on as a failure of what stands behind it (502 to 504).
        answer::survives(bench, &browser, CLAUSE)?;
        ends_well(bench, &mut browser)?;
    }
    Ok(())
}

/// Nobody is in, and the browser is on a page of the party that says something.
fn ends_well(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    let seen = bench.party().who_is_in(browser)?;
    let must = "whoever says no on the portal is not signed in, as nobody:";
    bench.transcript().judge(CLAUSE, must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    let page = browser.page()?;
    let is_here = answer::is_partys(bench, page);
    let must = "after a refusal the browser stays with the party, and is not sent round to the portal again:";
    bench.transcript().judge(CLAUSE, must, "a page of the party", &format!("«{}»", page.title()), is_here);
    answer::tells(bench, browser, CLAUSE)
}
