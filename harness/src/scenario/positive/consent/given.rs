//! Owns the scenarios of a consent that is given: for whom, by whom, and what it opens.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::Person;
use crate::check::page::{lacks, shows, shows_all};
use crate::check::session::{is_in_as, is_out};
use crate::scenario::family::{
    ANDREY, EMMA, INNA, KIRA, MAKSIM, MARIA, NINA, Resident, VERA, WITHDRAW, adult, begins, card, child,
    comes, in_family_section, is_shown_as, teenager, tick,
};
use crate::scenario::positive::consent::desk::is_bound;
use crate::scenario::steps::{CONSENT, allow};

const CLAUSE: &str = "DP 4, 4.1";
const MISSING: &str = "Родитель ещё не дал согласия";

/// A pupil or an adult is out, and the page says that a parent's consent is missing.
pub(super) fn is_missing(bench: &Bench<'_>, browser: &mut Browser) -> Result<(), Halt> {
    shows(bench, browser, CLAUSE, MISSING)?;
    is_out(bench, browser, CLAUSE)
}

/// The mother allows everything on the page.
pub(super) fn mother_consents(bench: &Bench<'_>, mother: &Person) -> Result<Browser, Halt> {
    let browser = comes(bench, &MARIA, mother)?;
    crate::scenario::family::messages_arrive(bench)?;
    Ok(browser)
}

/// The answer of the last token request, and the claims of its access token.
pub(super) fn last_tokens(bench: &Bench<'_>) -> Result<(String, Value), Halt> {
    let journal = bench.idp().get("/journal?limit=200")?;
    let mut entries = journal["entries"].as_array().into_iter().flatten();
    let te = |entry: &&Value| entry["path"].as_str().is_some_and(|path| path.ends_with("/te"));
    let last = entries.rfind(te).map(|entry| entry["seq"].clone());
    let last = last.ok_or_else(|| Halt::Broken("no token was asked for".to_owned()))?;
    let whole = bench.idp().get(&format!("/journal/{last}"))?;
    let mut tokens = whole["tokens"].as_array().into_iter().flatten();
    let access = tokens.find(|one| one["name"] == "access_token").map(|one| one["claims"].clone());
    let answer = whole["answer"]["json"].as_str().unwrap_or_default().to_owned();
    Ok((answer, access.unwrap_or(Value::Null)))
}

pub(crate) fn parent(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    let mut browser = begins(bench, &MARIA, &mother)?;
    let data = ["Электронный дневник школьника", "О себе", &tick(&KIRA), "Действует до"];
    shows(bench, &browser, CLAUSE, CONSENT)?;
    shows_all(bench, &browser, CLAUSE, &data)?;
    // Before anything is allowed, nobody is in.
    bench.transcript().control(|| is_out(bench, &mut browser, CLAUSE))?;
    allow(&mut browser)?;
    let (answer, claims) = last_tokens(bench)?;
    let kind = claims["permissions"].as_str().unwrap_or("no claim");
    bench.transcript().check(CLAUSE, "the token's consent is", "EDU_JOURNAL", kind, kind == "EDU_JOURNAL");
    let has = answer.contains("refresh_token");
    let word = |has: bool| if has { "given" } else { "not given" };
    bench.transcript().check(CLAUSE, "a refresh token is", word(false), word(has), !has);
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)?;
    is_shown_as(bench, &browser, CLAUSE, &KIRA, "open")?;
    shows(bench, &browser, CLAUSE, KIRA.marks)?;
    lacks(bench, &browser, CLAUSE, EMMA.marks)
}

pub(crate) fn childs_turn(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    bench.transcript().control(|| is_missing(bench, &mut comes(bench, &KIRA, &kira)?))?;
    mother_consents(bench, &mother)?;
    let mut browser = begins(bench, &KIRA, &kira)?;
    lacks(bench, &browser, CLAUSE, CONSENT)?;
    is_in_as(bench, &mut browser, CLAUSE, KIRA.id)?;
    shows(bench, &browser, CLAUSE, KIRA.marks)
}

/// The child comes first, is told to ask a parent, and is in at the next try.
pub(crate) fn missing(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let kira = child(bench, &mother, &KIRA)?;
    let mut browser = comes(bench, &KIRA, &kira)?;
    is_missing(bench, &mut browser)?;
    shows_all(bench, &browser, CLAUSE, &["Попросите родителя", "«Семья и дети»"])?;
    is_bound(bench, &KIRA, None)?;
    mother_consents(bench, &mother)?;
    let mut again = comes(bench, &KIRA, &kira)?;
    is_in_as(bench, &mut again, CLAUSE, KIRA.id)?;
    is_bound(bench, &KIRA, Some(kira.oid))
}

/// A confirmed account alone is not enough at fifteen.
pub(crate) fn fifteen(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let maksim = teenager(bench, &MAKSIM, "confirmed", &[&mother])?;
    let mut browser = begins(bench, &MAKSIM, &maksim)?;
    lacks(bench, &browser, CLAUSE, CONSENT)?;
    is_missing(bench, &mut browser)?;
    mother_consents(bench, &mother)?;
    let mut again = comes(bench, &MAKSIM, &maksim)?;
    is_in_as(bench, &mut again, CLAUSE, MAKSIM.id)?;
    shows(bench, &again, CLAUSE, MAKSIM.marks)
}

/// From the eighteenth birthday on the pupil decides, and the parent's view closes.
pub(crate) fn eighteenth(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &INNA, "confirmed")?;
    let vera = teenager(bench, &VERA, "confirmed", &[&mother])?;
    let parents = comes(bench, &INNA, &mother)?;
    bench.transcript().control(|| {
        is_shown_as(bench, &parents, CLAUSE, &VERA, "open")?;
        shows(bench, &parents, CLAUSE, VERA.marks)?;
        let mut today = begins(bench, &VERA, &vera)?;
        lacks(bench, &today, CLAUSE, CONSENT)?;
        is_in_as(bench, &mut today, CLAUSE, VERA.id)
    })?;
    bench.wait("P1D", "until the pupil's eighteenth birthday")?;
    let mut tomorrow = begins(bench, &VERA, &vera)?;
    shows_all(bench, &tomorrow, CLAUSE, &[CONSENT, "О себе"])?;
    is_out(bench, &mut tomorrow, CLAUSE)?;
    allow(&mut tomorrow)?;
    is_in_as(bench, &mut tomorrow, CLAUSE, VERA.id)?;
    let parents = comes(bench, &INNA, &mother)?;
    is_shown_as(bench, &parents, CLAUSE, &VERA, "of-age")?;
    lacks(bench, &parents, CLAUSE, VERA.marks)
}

/// An adult without children gives a consent for the own data, and comes in as what the school says.
pub(crate) fn teacher(bench: &Bench<'_>) -> Result<(), Halt> {
    let nina = adult(bench, &NINA, "confirmed")?;
    let mut browser = begins(bench, &NINA, &nina)?;
    shows_all(bench, &browser, CLAUSE, &[CONSENT, "О себе"])?;
    lacks(bench, &browser, CLAUSE, "О ребенке")?;
    allow(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, NINA.id)?;
    shows_all(bench, &browser, CLAUSE, &["учитель", "Поставить оценку"])?;
    lacks(bench, &browser, CLAUSE, "Дети на портале госуслуг")
}

/// Two children, one tick: the other child stays out.
pub(crate) fn one_of_two(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    let (kira, emma) = (child(bench, &mother, &KIRA)?, child(bench, &mother, &EMMA)?);
    let mut browser = begins(bench, &MARIA, &mother)?;
    browser.fill(&tick(&EMMA), "")?;
    allow(&mut browser)?;
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)?;
    is_shown_as(bench, &browser, CLAUSE, &KIRA, "open")?;
    is_shown_as(bench, &browser, CLAUSE, &EMMA, "no-consent")?;
    shows(bench, &browser, CLAUSE, KIRA.marks)?;
    lacks(bench, &browser, CLAUSE, EMMA.marks)?;
    let mut first = comes(bench, &KIRA, &kira)?;
    is_in_as(bench, &mut first, CLAUSE, KIRA.id)?;
    is_missing(bench, &mut comes(bench, &EMMA, &emma)?)
}

/// The father is asked himself; the child is in as long as either parent's consent acts.
pub(crate) fn second_parent(bench: &Bench<'_>) -> Result<(), Halt> {
    let (mother, father) = (adult(bench, &MARIA, "confirmed")?, adult(bench, &ANDREY, "confirmed")?);
    let parents = json!([mother.oid.to_string(), father.oid.to_string()]);
    let kira = bench.citizen(KIRA.wanted(json!({ "minor": true, "parents": parents })))?;
    mother_consents(bench, &mother)?;
    let mut fathers = begins(bench, &ANDREY, &father)?;
    shows_all(bench, &fathers, CLAUSE, &[CONSENT, &tick(&KIRA)])?;
    allow(&mut fathers)?;
    is_in_as(bench, &mut fathers, CLAUSE, ANDREY.id)?;
    is_in(bench, &KIRA, &kira)?;
    in_family_section(bench, (&MARIA, &mother), WITHDRAW, &KIRA)?;
    is_in(bench, &KIRA, &kira)?;
    in_family_section(bench, (&ANDREY, &father), WITHDRAW, &KIRA)?;
    is_missing(bench, &mut comes(bench, &KIRA, &kira)?)
}

pub(super) fn is_in(bench: &Bench<'_>, who: &Resident, person: &Person) -> Result<Browser, Halt> {
    let mut browser = comes(bench, who, person)?;
    is_in_as(bench, &mut browser, CLAUSE, who.id)?;
    Ok(browser)
}
