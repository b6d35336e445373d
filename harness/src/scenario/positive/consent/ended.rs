//! Owns the scenarios of a consent that ends: withdrawn, heard of and not, run out, renewed.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::party::RelyingParty;
use crate::check::page::{lacks, shows, shows_all};
use crate::check::session::{is_in_as, is_in_at, is_out, is_out_of};
use crate::scenario::family::{
    EMMA, KIRA, MARIA, NINA, WITHDRAW, adult, card, child, comes, consents, in_family_section, is_shown_as,
    number_for, withdraws_own,
};
use crate::scenario::positive::consent::desk::is_bound;
use crate::scenario::positive::consent::given::{is_in, is_missing, last_tokens, mother_consents};
use crate::scenario::positive::consent::listed::comes_to;
use crate::scenario::positive::year_2024::give;

const CLAUSE: &str = "DP 4, 4.3";
const OVER: &str = "Согласие больше не действует";
const REFRESH: &str = "Обновить сведения с портала";

/// Messages to the diary find nobody, and are given up at once.
fn deaf(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().change_settings(json!({ "pushes": { "tries_max": 1 } }))?;
    let mnemonic = bench.party().mnemonic().to_owned();
    let mut registration = bench.idp().client(&mnemonic)?;
    registration["owner"]["push_url"] = json!("http://127.0.0.1:9/pushes");
    bench.transcript().did("the portal", "cannot reach the diary with its messages")?;
    Ok(bench.idp().put_client(&mnemonic, registration)?)
}

/// The page of a session that is over, and its presence.
fn is_over(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    browser.open(&bench.party().inside())?;
    shows(bench, browser, CLAUSE, OVER)?;
    is_out(bench, browser, CLAUSE)
}

/// The child is reading, the mother withdraws: the session ends at the push; marks stay and none is delivered.
pub(crate) fn withdrawn(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    let mut reading = is_in(bench, &KIRA, &kira)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    is_over(bench, &mut reading)?;
    is_missing(bench, &mut comes(bench, &KIRA, &kira)?)?;
    let nina = adult(bench, &NINA, "confirmed")?;
    let mut teacher = is_in(bench, &NINA, &nina)?;
    shows(bench, &teacher, CLAUSE, KIRA.marks)?;
    give(&mut teacher, &KIRA.full_name(), "История", "Доклад")?;
    shows(bench, &teacher, CLAUSE, "Ждут отправки в «Школьное портфолио»: 1")
}

/// The diary was down for the push: a call for data finds the withdrawal, so do the next sign-in and the night.
pub(crate) fn unheard(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    bench.wait("PT13H30M", "until half past ten in the evening")?;
    let (mut reading, mut idle) = (is_in(bench, &KIRA, &kira)?, is_in(bench, &KIRA, &kira)?);
    deaf(bench)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    // Nobody told the diary, and it has not looked yet.
    bench.transcript().control(|| is_in_as(bench, &mut idle, CLAUSE, KIRA.id))?;
    reading.press(REFRESH)?;
    shows(bench, &reading, CLAUSE, OVER)?;
    is_over(bench, &mut idle)?;
    is_missing(bench, &mut comes(bench, &KIRA, &kira)?)
}

/// The same, found by nothing but the look of the night.
pub(crate) fn unheard_until_night(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    bench.wait("PT13H30M", "until half past ten in the evening")?;
    let mut reading = is_in(bench, &KIRA, &kira)?;
    deaf(bench)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    bench.wait("PT1H", "for an hour, on the same day")?;
    bench.transcript().control(|| is_in_as(bench, &mut reading, CLAUSE, KIRA.id))?;
    bench.wait("PT1H", "past midnight")?;
    is_over(bench, &mut reading)
}

/// Given again: another number, the same pupil, no second binding.
pub(crate) fn again(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    mother_consents(bench, &mother)?;
    is_in(bench, &KIRA, &kira)?;
    let first = number_for(bench, &mother)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    is_missing(bench, &mut comes(bench, &KIRA, &kira)?)?;
    mother_consents(bench, &mother)?;
    let second = number_for(bench, &mother)?;
    let seen = if first == second { "the same" } else { "another" };
    bench.transcript().check(CLAUSE, "the number of the consent is", "another", seen, first != second);
    is_in(bench, &KIRA, &kira)?;
    is_bound(bench, &KIRA, Some(kira.oid))
}

/// A short term runs out: the list still says `A`, nobody sends a push, and the date decides.
pub(crate) fn ran_out(bench: &Bench<'_>) -> Result<(), Halt> {
    let short = bench.diary_changed("SCHOOL_DIARY_SHORT_TERM", |policy, _| {
        policy.consent.iter_mut().for_each(|terms| terms.minutes = 90);
    })?;
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    comes_to(bench, &short, &MARIA, &mother)?;
    let mut reading = comes_to(bench, &short, &KIRA, &kira)?;
    bench.transcript().control(|| is_in_at(bench, &short, &mut reading, CLAUSE, KIRA.id))?;
    let pushes = count_of_pushes(bench)?;
    bench.wait("PT91M", "past the end of the consent")?;
    short.set_clock(&bench.idp().now()?)?;
    is_out_of(bench, &short, &mut reading, CLAUSE)?;
    reading.open(&short.inside())?;
    shows(bench, &reading, CLAUSE, OVER)?;
    let (given, later) = (consents(bench, &mother)?, count_of_pushes(bench)?);
    let quiet = later == pushes && given.iter().all(|one| one["withdrawn_at"].is_null());
    let seen = format!("{} more messages", later - pushes);
    bench.transcript().check(CLAUSE, "nobody withdrew, and the portal sent", "0 more messages", &seen, quiet);
    Ok(())
}

fn count_of_pushes(bench: &Bench<'_>) -> Result<usize, Halt> {
    Ok(bench.idp().get("/pushes")?["pushes"].as_array().map_or(0, Vec::len))
}

/// The token runs out while the citizen is away: a new one by `prm_chg`, until nothing stands any more.
pub(crate) fn renewed(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    let mut browser = mother_consents(bench, &mother)?;
    card(bench, &mother, &EMMA, json!({}))?;
    lacks(bench, &browser, CLAUSE, &EMMA.full_name())?;
    bench.wait("PT31M", "until the token has run out")?;
    browser.press(REFRESH)?;
    is_shown_as(bench, &browser, CLAUSE, &EMMA, "no-consent")?;
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)?;
    let (answer, claims) = last_tokens(bench)?;
    let seen = format!("{}, {}", claims["urn:esia:sbj_id"], answer.contains("refresh_token"));
    let expected = format!("{}, false", mother.oid);
    let must = "the new token's subject, and whether a refresh token came";
    bench.transcript().check(CLAUSE, must, &expected, &seen, seen == expected);
    deaf(bench)?;
    withdraws_own(bench, &mother)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    bench.wait("PT31M", "until that token has run out too")?;
    browser.press(REFRESH)?;
    shows(bench, &browser, CLAUSE, OVER)?;
    is_out(bench, &mut browser, CLAUSE)
}

/// No refresh token, and no right to renew: the diary asks the citizen again, and does not fall over.
pub(crate) fn no_refresh(bench: &Bench<'_>) -> Result<(), Halt> {
    let mnemonic = bench.party().mnemonic().to_owned();
    let mut registration = bench.idp().client(&mnemonic)?;
    let scopes = registration["scopes"].as_array_mut().map(std::mem::take).unwrap_or_default();
    registration["scopes"] = scopes.into_iter().filter(|scope| scope != "prm_chg").collect::<Value>();
    bench.idp().put_client(&mnemonic, registration)?;
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    let mut browser = mother_consents(bench, &mother)?;
    let (answer, _) = last_tokens(bench)?;
    let has = answer.contains("refresh_token");
    bench.transcript().check(CLAUSE, "a refresh token came", "false", &has.to_string(), !has);
    bench.transcript().control(|| {
        browser.press(REFRESH)?;
        is_in_as(bench, &mut browser, CLAUSE, MARIA.id)
    })?;
    bench.wait("PT31M", "until the token has run out")?;
    browser.press(REFRESH)?;
    shows_all(bench, &browser, CLAUSE, &["Войдите ещё раз"])?;
    is_out(bench, &mut browser, CLAUSE)?;
    browser.open(&bench.party().front_door())?;
    browser.press("через Госуслуги")?;
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)
}
