//! Owns the scenarios of confirmation by an accredited bank.

use serde_json::{Value, json};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::Level;
use crate::check::account::{equals_by_control, has_level};
use crate::check::page::{lacks, shows};
use crate::scenario::positive::account::{
    CONFIRMED, EMAIL, MOBILE, PASSWORD, checked, enter_with_given_password,
};
use crate::scenario::steps::cabinet::enter_cabinet;

const CLAUSE: &str = "S003: by a bank";

/// The bank knows its client: a standard account is confirmed.
pub(crate) fn confirm(bench: &Bench<'_>) -> Result<(), Halt> {
    let person = bench.citizen(checked("standard"))?;
    let bank = bench.idp().bank()?;
    let mut browser = bench.browser("citizen");
    enter_cabinet(bench, &mut browser, &person)?;
    lacks(bench, &browser, CLAUSE, CONFIRMED)?;
    // The bank's word counts for the person it names only.
    bench.transcript().control(|| {
        let mut stranger = client();
        stranger["lastName"] = json!("Снегирева");
        let refused = bank.import(&stranger)?;
        answers(bench, CLAUSE, "a client of another name is", "ESIA-03200", &refused["code"]);
        has_level(bench, CLAUSE, person.oid, Level::Standard).map(drop)
    })?;
    bench.transcript().did("bank", "confirms its client by an import of the account")?;
    answers(bench, CLAUSE, "the bank's answer is", "1", &bank.import(&client())?["code"]);
    browser.open(&bench.idp().url("/profile/"))?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    has_level(bench, CLAUSE, person.oid, Level::Confirmed)?;
    equals_by_control(bench, CLAUSE, person.oid, |idp| {
        let oid = idp.made(checked("standard"), &json!({}))?;
        idp.post("/bank-confirmations", json!({ "person": newcomer() }))?;
        Ok(oid)
    })
}

/// The portal does not know the bank's client: the citizen tells the bank a code, and is registered and confirmed.
pub(crate) fn register(bench: &Bench<'_>) -> Result<(), Halt> {
    let bank = bench.idp().bank()?;
    bench.transcript().did("bank", "imports a client who has no account")?;
    let asked = bank.import(&client())?;
    answers(bench, CLAUSE, "the bank's answer is", "2", &asked["code"]);
    let code = bench.code_for("citizen", MOBILE, "sms")?;
    bench.transcript().did("citizen", "tells the bank the code")?;
    answers(bench, CLAUSE, "the code is", "OK", &bank.compare(&asked["requestId"], &code)?["status"]);
    bench.wait("PT3S", "until the registers have answered")?;
    let state = bank.state(&asked["requestId"])?;
    answers(bench, CLAUSE, "the request is", "SUCCEEDED", &state["status"]);
    let oid = state["personOid"].as_u64().unwrap_or_default();
    let person = has_level(bench, CLAUSE, oid, Level::Confirmed)?;
    let person = bench.with_first_password("citizen", person, MOBILE)?;
    let mut browser = bench.browser("citizen");
    enter_with_given_password(bench, &mut browser, &person)?;
    shows(bench, &browser, CLAUSE, CONFIRMED)?;
    equals_by_control(bench, CLAUSE, oid, |idp| {
        let made = idp.post("/bank-confirmations", json!({ "person": newcomer() }))?;
        let oid = made["person"]["oid"].as_u64().unwrap_or_default();
        idp.change_person(oid, &json!({ "password": PASSWORD }))?;
        Ok(oid)
    })
}

/// One word of an answer is this one.
pub(super) fn answers(bench: &Bench<'_>, clause: &'static str, claim: &str, expected: &str, seen: &Value) {
    let seen = seen.as_str().unwrap_or("nothing");
    bench.transcript().check(clause, claim, expected, seen, seen == expected);
}

/// The client as the bank's call spells one.
pub(super) fn client() -> Value {
    let person = newcomer();
    json!({
        "lastName": person["last_name"], "firstName": person["first_name"], "middleName": person["middle_name"],
        "gender": person["gender"], "birthDate": person["birth_date"], "birthPlace": person["birth_place"],
        "citizenship": person["citizenship"], "snils": person["snils"],
        "contacts": { "elements": [{ "type": "MBT", "value": MOBILE }, { "type": "EML", "value": EMAIL }] },
        "documents": { "elements": [{
            "type": "RF_PASSPORT", "series": person["passport"]["series"], "number": person["passport"]["number"],
            "issueDate": person["passport"]["issued_on"], "issueId": person["passport"]["issuer_code"],
            "issuedBy": person["passport"]["issued_by"],
        }] },
    })
}

/// The same as the control API takes one.
fn newcomer() -> Value {
    let mut person = checked("confirmed");
    for name in ["level", "inn"] {
        person.as_object_mut().into_iter().for_each(|members| drop(members.remove(name)));
    }
    person
}
