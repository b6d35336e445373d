//! Owns the scenarios of the cards that a parent keeps on the portal: what each flag means for the diary.

use serde_json::json;

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::check::page::{lacks, shows};
use crate::check::session::is_in_as;
use crate::scenario::family::{
    ANDREY, EMMA, KIRA, MAKSIM, MARIA, Resident, adult, card, child, is_shown_as, on_card, step_for, teenager,
};
use crate::scenario::positive::consent::given::{is_in, mother_consents};

const CLAUSE: &str = "MR А.2, table 3, row 10";
const REFRESH: &str = "Обновить сведения с портала";

/// States a condition on what a parent is advised to do.
fn advises(bench: &Bench<'_>, browser: &Browser, who: &Resident, expected: &str) -> Result<(), Halt> {
    let seen = step_for(browser, who)?;
    let must = format!("the cabinet advises {} for {} to", browser.who(), who.who);
    bench.transcript().check(CLAUSE, &must, expected, &seen, seen == expected);
    Ok(())
}

/// `hasAccount:false`: the parent sees the marks, and the step that lets the child in too.
pub(crate) fn no_account(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    child(bench, &mother, &EMMA)?;
    let browser = mother_consents(bench, &mother)?;
    advises(bench, &browser, &KIRA, "create")?;
    shows(bench, &browser, CLAUSE, "«Создать учётную запись»")?;
    shows(bench, &browser, CLAUSE, KIRA.marks)?;
    advises(bench, &browser, &EMMA, "none")
}

/// The account is there, and only another adult is linked to it: «привяжите», not «создайте».
pub(crate) fn of_another_parent(bench: &Bench<'_>) -> Result<(), Halt> {
    let (mother, father) = (adult(bench, &MARIA, "confirmed")?, adult(bench, &ANDREY, "confirmed")?);
    child(bench, &mother, &KIRA)?;
    card(bench, &father, &KIRA, json!({}))?;
    let mut browser = is_in(bench, &ANDREY, &father)?;
    advises(bench, &browser, &KIRA, "link")?;
    shows(bench, &browser, CLAUSE, "привяжите эту на портале")?;
    lacks(bench, &browser, CLAUSE, "Создайте её на портале")?;
    on_card(bench, &father, &KIRA, json!({ "command": "link" }))?;
    browser.press(REFRESH)?;
    advises(bench, &browser, &KIRA, "none")
}

/// A card that the registers did not agree with opens no marks, even where a consent for it could be given.
pub(crate) fn unverified(bench: &Bench<'_>) -> Result<(), Halt> {
    bench.idp().change_settings(json!({ "consents": { "unchecked_cards_offered": true } }))?;
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({ "card": "failed" }))?;
    card(bench, &mother, &EMMA, json!({}))?;
    let browser = mother_consents(bench, &mother)?;
    is_shown_as(bench, &browser, CLAUSE, &KIRA, "unchecked")?;
    lacks(bench, &browser, CLAUSE, KIRA.marks)?;
    is_shown_as(bench, &browser, CLAUSE, &EMMA, "open")?;
    shows(bench, &browser, CLAUSE, EMMA.marks)
}

/// A card disappears from the cabinet after something was done to it on the portal.
fn disappears(bench: &Bench<'_>, command: serde_json::Value) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    card(bench, &mother, &KIRA, json!({}))?;
    card(bench, &mother, &EMMA, json!({}))?;
    let mut browser = mother_consents(bench, &mother)?;
    bench.transcript().control(|| {
        is_shown_as(bench, &browser, CLAUSE, &KIRA, "open")?;
        shows(bench, &browser, CLAUSE, KIRA.marks)
    })?;
    on_card(bench, &mother, &KIRA, command)?;
    browser.press(REFRESH)?;
    is_shown_as(bench, &browser, CLAUSE, &KIRA, "none")?;
    lacks(bench, &browser, CLAUSE, &KIRA.full_name())?;
    lacks(bench, &browser, CLAUSE, KIRA.marks)?;
    is_shown_as(bench, &browser, CLAUSE, &EMMA, "open")?;
    is_in_as(bench, &mut browser, CLAUSE, MARIA.id)
}

/// The parent hid the card.
pub(crate) fn hidden(bench: &Bench<'_>) -> Result<(), Halt> {
    disappears(bench, json!({ "command": "hide" }))
}

/// The child is dead: not a word of it.
pub(crate) fn dead(bench: &Bench<'_>) -> Result<(), Halt> {
    disappears(bench, json!({ "command": "register-death", "stillborn": false }))
}

/// From fourteen on a passport stands on the card: found by the insurance number all the same.
pub(crate) fn passport(bench: &Bench<'_>) -> Result<(), Halt> {
    let mother = adult(bench, &MARIA, "confirmed")?;
    teenager(bench, &MAKSIM, "standard", &[&mother])?;
    card(bench, &mother, &KIRA, json!({}))?;
    let browser = mother_consents(bench, &mother)?;
    is_shown_as(bench, &browser, CLAUSE, &MAKSIM, "open")?;
    shows(bench, &browser, CLAUSE, MAKSIM.marks)?;
    is_shown_as(bench, &browser, CLAUSE, &KIRA, "open")
}
