//! Owns the scenarios of the page of the consent: declined, narrowed, asked once, and for whom there is none.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::RelyingParty;
use crate::check::page::{lacks, shows, shows_all};
use crate::check::session::{is_in_as, is_in_at, is_out, is_out_of};
use crate::scenario::family::{
    GIVE, KIRA, MARIA, adult, begins, card, child, comes, in_family_section, is_shown_as, messages_arrive,
};
use crate::scenario::positive::consent::given::{is_in, is_missing};
use crate::scenario::steps::{CONSENT, allow, allow_if_asked, sign_in_at_portal};

const CLAUSE: &str = "DP 4";

/// «Отказать»: the diary says so, does not send the citizen round, and takes a later yes.
pub(crate) fn declined(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    let mut browser = begins(bench, &MARIA, &mother)?;
    browser.press("Отказать")?;
    shows_all(bench, &browser, CLAUSE, &["Вы не дали согласия", "Передумать можно в любой день"])?;
    is_out(bench, &mut browser, CLAUSE)?;
    messages_arrive(bench)?;
    browser.follow("Вернуться ко входу")?;
    browser.press("через Госуслуги")?;
    shows(bench, &browser, CLAUSE, CONSENT)?;
    allow(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)
}

/// What the kind does not demand can be left out; the diary lives without it.
pub(crate) fn narrowed(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    let mut browser = begins(bench, &MARIA, &mother)?;
    for scope in ["scope_0_id_doc", "scope_0_contacts"] {
        browser.fill(scope, "")?;
    }
    allow(&mut browser)?;
    let (_, claims) = super::given::last_tokens(bench)?;
    let scope = claims["scope"].as_str().unwrap_or_default();
    let left_out = !scope.contains("id_doc") && !scope.contains(" contacts") && scope.contains("snils");
    bench.transcript().check(CLAUSE, "the token opens", "no id_doc, no contacts, but snils", scope, left_out);
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)?;
    is_shown_as(bench, &browser, CLAUSE, &KIRA, "open")?;
    shows(bench, &browser, CLAUSE, KIRA.marks)
}

/// The same list is asked for once; one scope more, and the page comes again.
pub(crate) fn once(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let fewer = bench.diary_changed("SCHOOL_DIARY_FEWER", |policy, _| {
        policy.consent.iter_mut().for_each(|terms| terms.scopes.retain(|scope| scope != "kid_gender"));
    })?;
    for expected in [true, false] {
        let mut browser = bench.browser(MARIA.who);
        fewer.enter_through_portal(&mut browser)?;
        sign_in_at_portal(&mut browser, &mother)?;
        let asked = browser.page()?.shows(CONSENT);
        let word = |asked: bool| if asked { "asked" } else { "not asked" };
        bench.transcript().check(CLAUSE, "the mother is", word(expected), word(asked), asked == expected);
        allow_if_asked(&mut browser)?;
        is_in_at(bench, &fewer, &mut browser, CLAUSE, MARIA.id)?;
    }
    let mut browser = begins(bench, &MARIA, &mother)?;
    shows(bench, &browser, CLAUSE, CONSENT)?;
    allow(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)
}

/// A standard account is asked for nothing; the diary leads to confirmation.
pub(crate) fn standard(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "standard")?;
    let open = bench.diary_changed("SCHOOL_DIARY_UNFILTERED", |policy, _| {
        policy.consent.iter_mut().for_each(|terms| terms.person_filter = None);
    })?;
    let enter = || {
        let mut browser = bench.browser(MARIA.who);
        open.enter_through_portal(&mut browser)?;
        sign_in_at_portal(&mut browser, &mother)?;
        Ok::<_, Halt>(browser)
    };
    let mut browser = enter()?;
    shows_all(bench, &browser, CLAUSE, &["Подтвердите учётную запись", "Где подтвердить личность"])?;
    lacks(bench, &browser, CLAUSE, "Вы не дали согласия")?;
    is_out_of(bench, &open, &mut browser, CLAUSE)?;
    // Confirmed, she is asked.
    bench.transcript().control(|| {
        bench.idp().command(mother.oid, &json!({ "command": "confirm" }))?;
        let mut browser = enter()?;
        shows(bench, &browser, CLAUSE, CONSENT)?;
        allow(&mut browser)?;
        is_in_at(bench, &open, &mut browser, CLAUSE, MARIA.id)
    })
}

/// Given on the portal under «Школьное портфолио»; the diary never asked.
pub(crate) fn by_portal(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    bench.transcript().control(|| is_missing(bench, &mut comes(bench, &KIRA, &kira)?))?;
    in_family_section(bench, (&MARIA, &mother), GIVE, &KIRA)?;
    let browser = is_in(bench, &KIRA, &kira)?;
    shows(bench, &browser, CLAUSE, KIRA.marks)
}
