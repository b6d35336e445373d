//! Owns tests of the import that the citizen answers by SMS (MR А.9), and of the list of the banks' codes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::import::{Bank, MOBILE, sent};
use crate::source::sources;

const BY_SMS: &str = "/esia-rs/api/public/v2/prns/import";

/// A bank in a realm whose banks may leave the citizen to answer by SMS.
fn bank() -> Bank {
    let bank = Bank::start();
    bank.settings(&json!({ "import": { "by_sms": true } }));
    bank
}

fn answer(bank: &Bank, text: &str) -> Value {
    bank.world.control("POST", "/sms-answers", &json!({ "from": MOBILE, "text": text }))
}

/// Asks for an account; tells the number of the request.
fn asked(bank: &Bank) -> Value {
    let asked = bank.signed(BY_SMS, &sent()).json();
    assert_eq!(asked["code"], json!("2"), "{asked}");
    assert!(asked.get("availableAttemptsCount").is_none(), "MR table 72: {asked}");
    asked["requestId"].clone()
}

#[test]
fn a_citizen_who_answers_the_sms_is_registered() {
    let bank = bank();
    let id = asked(&bank);
    let endorsement = |bank: &Bank| bank.state(&id)["flowDetails"][0].clone();
    assert_eq!(endorsement(&bank), json!({ "name": "raRegistrationEndorsement", "status": "W" }));
    let code = bank.code(MOBILE);
    assert_eq!(bank.compare(&id, &code)["status"], "NOT_FOUND", "no code is known to the bank");
    assert_eq!(bank.resend(&id)["status"], "NOT_FOUND");
    let waits = bank.signed(BY_SMS, &sent()).json();
    assert_eq!(waits["code"], json!("ESIA-039815"), "{waits}");
    assert_eq!(answer(&bank, "Нет"), json!({ "agreed": false, "attempts_left": 2 }));
    assert_eq!(answer(&bank, &format!(" {code} ")), json!({ "agreed": true }));
    assert_eq!(endorsement(&bank)["status"], "S");
    bank.world.advance("PT3S");
    let done = bank.state(&id);
    assert_eq!((&done["status"], done["personOid"].is_u64()), (&json!("SUCCEEDED"), true), "{done}");
}

#[test]
fn without_an_answer_that_agrees_a_request_fails() {
    for wait in [true, false] {
        let bank = bank();
        let id = asked(&bank);
        if wait {
            bank.world.advance("PT71H59M");
            assert_eq!(bank.state(&id)["status"], "VALIDATING");
            bank.world.advance("PT1M");
        } else {
            for left in [2, 1, 0] {
                assert_eq!(answer(&bank, "Нет")["attempts_left"], json!(left));
            }
        }
        let failed = bank.state(&id);
        assert_eq!(failed["status"], "VALIDATION_FAILED", "{failed}");
        assert_eq!(failed["errorStatusInfo"]["code"], "ESIA-910307", "{failed}");
        let first = &failed["flowDetails"][0];
        assert_eq!((&first["status"], &first["error"]["code"]), (&json!("F"), &json!("ESIA-910307")));
        let late = bank.world.send(
            crate::oauth::kit::http::Request::post("/control/v1/sms-answers")
                .json(&json!({ "from": MOBILE, "text": bank.code(MOBILE) })),
        );
        assert_eq!((late.status, &late.json()["field"]), (409, &json!("from")), "{}", late.text());
        assert_eq!(asked(&bank).as_str().map(str::len), Some(52), "the phone is free for another request");
    }
}

#[test]
fn a_bank_that_was_newly_connected_may_not_leave_the_code_out() {
    let bank = Bank::start();
    let refused = bank.signed(BY_SMS, &sent());
    assert_eq!((refused.status, &refused.json()["code"]), (400, &json!("ESIA-030003")), "{}", refused.text());
}

/// The numbers that the code names, such as `39_603`.
fn named() -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    let own = |path: &str| {
        path.starts_with("app/centre/import/")
            || ["protocol/import/form.rs", "web/stand/import.rs"].contains(&path)
    };
    for source in sources("idp/src").iter().filter(|source| own(&source.path)) {
        for word in source.production().split(|sign: char| !sign.is_ascii_digit() && sign != '_') {
            let parts: Vec<_> = word.split('_').collect();
            if let [thousands, rest] = parts[..]
                && rest.len() == 3
            {
                numbers.extend(format!("{thousands}{rest}").parse::<u32>());
            }
        }
    }
    numbers
}

#[test]
fn the_page_of_errors_says_which_codes_of_banks_requests_meet() {
    let (page, named) = (idp::documents::errors(), named());
    for error in idp::protocol::import::CATALOGUE {
        let number: u32 = error.code.trim_start_matches("ESIA-").parse().unwrap();
        let row =
            page.lines().find(|line| line.starts_with(&format!("| {} | {} |", error.code, error.message)));
        let row = row.unwrap_or_else(|| panic!("{} has no row", error.code));
        let met = if named.contains(&number) { "| requests, a fault |" } else { "| a fault alone |" };
        assert!(row.ends_with(met), "{row}");
    }
    assert!(named.contains(&39_603) && !named.contains(&910_112), "the control: {named:?}");
}
