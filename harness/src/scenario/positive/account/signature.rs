//! Owns the scenarios of confirmation by a qualified electronic signature.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::browser::Browser;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::{CONFIRMED, at_confirmation_methods, checked};

const CLAUSE: &str = "S003: by signature";
const WAY: &str = "С помощью электронной подписи";

/// The owner of the account signs the text on the page.
pub(crate) fn confirm(bench: &Bench<'_>) -> Result<(), Halt> {
    let (person, mut browser) = asked(bench)?;
    // A signature over something else proves nothing.
    bench.transcript().control(|| {
        let other = signed(bench, &person, json!({}), "Другая строка")?;
        submit(&mut browser, &other)?;
        shows(bench, &browser, CLAUSE, "Подпись не подходит к строке")?;
        has_level(bench, CLAUSE, person.oid, Level::Standard).map(drop)
    })?;
    sign(bench, &mut browser, &person, json!({}))?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    has_level(bench, CLAUSE, person.oid, Level::Confirmed)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("standard"), &json!({}))?;
        idp.command(oid, &json!({ "command": "confirm" }))?;
        Ok(oid)
    })
}

/// The certificate names someone else.
pub(crate) fn other_owner(bench: &Bench<'_>) -> Result<(), Halt> {
    let owner = json!({ "last_name": "Снегирева", "first_name": "Алена", "snils": "087-654-303 00" });
    refused(bench, json!({ "owner": owner }), "Владелец подписи — другой человек")
}

/// The certificate's validity has ended.
pub(crate) fn expired(bench: &Bench<'_>) -> Result<(), Halt> {
    refused(bench, json!({ "expired": true }), "Срок действия сертификата истек")
}

/// A non-accredited authority issued the certificate.
pub(crate) fn untrusted(bench: &Bench<'_>) -> Result<(), Halt> {
    refused(bench, json!({ "foreign_authority": true }), "не аккредитован")
}

/// The authority has taken the certificate back.
pub(crate) fn revoked(bench: &Bench<'_>) -> Result<(), Halt> {
    refused(bench, json!({ "revoked": true }), "Сертификат отозван")
}

/// A signature with that certificate is refused with these words; one with a sound certificate is not.
fn refused(bench: &Bench<'_>, order: Value, words: &str) -> Result<(), Halt> {
    let (person, mut browser) = asked(bench)?;
    sign(bench, &mut browser, &person, by_gost(order))?;
    shows(bench, &browser, CLAUSE, words)?;
    lacks(bench, &browser, CLAUSE, CONFIRMED)?;
    has_level(bench, CLAUSE, person.oid, Level::Standard)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| idp.made(checked("standard"), &json!({})))?;
    bench.transcript().control(|| {
        browser.open(&bench.idp().url("/profile/confirm/signature"))?;
        sign(bench, &mut browser, &person, by_gost(json!({})))?;
        shows(bench, &browser, CLAUSE, CONFIRMED)
    })
}

/// A certificate of the kind that qualified signatures have; the story of the sound signature is told with RSA.
fn by_gost(mut order: Value) -> Value {
    order["algorithm"] = json!("GOST3410_2012_256");
    order
}

/// A citizen before the text that is to be signed.
fn asked(bench: &Bench<'_>) -> Result<(Person, Browser), Halt> {
    let (person, mut browser) = at_confirmation_methods(bench)?;
    browser.follow(WAY)?;
    Ok((person, browser))
}

/// Signs the text of the page and hands the signature in.
fn sign(bench: &Bench<'_>, browser: &mut Browser, person: &Person, order: Value) -> Result<(), Halt> {
    let text = browser.page()?.texts("#challenge").concat();
    let signature = signed(bench, person, order, &text)?;
    submit(browser, &signature)
}

fn submit(browser: &mut Browser, signature: &str) -> Result<(), Halt> {
    browser.fill("Подпись", signature)?;
    browser.press("Подтвердить личность")
}

/// A signature over a text, with a certificate that is issued for it.
fn signed(bench: &Bench<'_>, person: &Person, order: Value, text: &str) -> Result<String, Halt> {
    let signature = bench.qualified(person, order)?.signs(text, bench.now()?)?;
    bench.transcript().hide(&signature);
    Ok(signature)
}
