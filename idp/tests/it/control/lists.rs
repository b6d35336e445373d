//! Every list is told a page at a time, and the pages together are the whole list.

use serde_json::{Value, json};

use crate::actors::Tester;

/// The rows of a list in pages of two are those of one page, in the same order.
fn in_pages(tester: &Tester, list: &str, rows: &str) -> usize {
    let joined = |limit: u32| format!("{list}{}limit={limit}", if list.contains('?') { '&' } else { '?' });
    let whole = tester.call(&format!("GET {}", joined(1_000)), &[], Value::Null);
    assert_eq!(whole.next, None, "{list}: one page has room for all");
    let whole = whole.json[rows].as_array().unwrap().clone();
    let (paged, pages) = tester.pages(&joined(2), rows);
    assert_eq!((paged, pages), (whole.clone(), whole.len().div_ceil(2).max(1)), "{list}");
    tester.call(&format!("GET {}", joined(1_001)), &[], Value::Null).problem(400, "limit");
    whole.len()
}

#[test]
fn every_long_list_has_pages_that_are_the_whole_list() {
    let tester = Tester::start();
    let oid = tester.person(json!({"level": "standard"}))["oid"].clone();
    tester.person(json!({"count": 5}));
    for number in 1..=5 {
        tester.call("POST /organisations", &[], json!({})).expect(201);
        tester.call("POST /realms", &[], json!({"id": format!("page-{number}")})).expect(201);
        let mnemonic = format!("PAGE{number}");
        tester
            .call(
                "PUT /clients/{mnemonic}",
                &[&mnemonic],
                json!({"name": "Дневник", "redirect_hosts": ["127.0.0.1:8090"], "scopes": []}),
            )
            .expect(201);
        let record = json!({"last_name": "Ким", "first_name": "Ян", "birth_date": "01.02.1980"});
        let snils = format!("000-000-60{number}");
        let snils = with_check_number(&snils);
        tester.call("PUT /registers/pension-fund/{snils}", &[&snils], record).expect(200);
        let document = format!("010200000{number}");
        let standing = json!({"standing": "valid"});
        tester.call("PUT /registers/interior-ministry/{number}", &[&document], standing).expect(200);
    }
    for (list, rows, least) in [
        ("/people", "people", 6),
        ("/organisations", "organisations", 5),
        ("/clients", "clients", 5),
        ("/realms", "realms", 6),
        ("/registers/pension-fund", "records", 5),
        ("/registers/interior-ministry", "records", 5),
    ] {
        assert!(in_pages(&tester, list, rows) >= least, "{list}");
    }
    let events = tester.call("GET /people/{oid}/events?limit=2", &[&oid], Value::Null);
    assert_eq!((events.json["events"].as_array().map(Vec::len), events.next.is_some()), (Some(2), true));
    in_pages(&tester, &format!("/portfolio?person={oid}"), "marks");
}

/// A SNILS with its check number.
fn with_check_number(number: &str) -> String {
    let digits = number.bytes().filter(u8::is_ascii_digit).map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits.rev().zip(1..).map(|(digit, weight)| digit * weight).sum();
    format!("{number} {:02}", sum % 101 % 100)
}

#[test]
fn the_outbox_goes_on_after_a_message_and_the_journal_before_an_entry() {
    let tester = Tester::start();
    for number in 0..5 {
        let login = format!("page{number}@example.test");
        let fields =
            [("last_name", "Ким"), ("first_name", "Ян"), ("contact", login.as_str()), ("channel", "email")];
        tester.submit("/registration/", &fields);
        tester.open("/aas/oauth2/ac?client_id=NOBODY");
    }
    in_pages(&tester, "/outbox", "messages");
    let newest = tester.call("GET /journal?limit=2", &[], Value::Null);
    let seqs = |json: &Value| -> Vec<i64> {
        json["entries"].as_array().unwrap().iter().map(|entry| entry["seq"].as_i64().unwrap()).collect()
    };
    let whole = seqs(&tester.get("/journal", &[]));
    assert_eq!(seqs(&newest.json), whole[whole.len() - 2..]);
    let (pages, count) = tester.pages("/journal?limit=2&code=ESIA-007003", "entries");
    let (mut told, all) = (seqs(&json!({ "entries": pages })), whole.len());
    told.sort_unstable();
    assert!(told.len() <= all && count == told.len().div_ceil(2).max(1), "{told:?} in {count}");
    tester.call("GET /journal?limit=1001", &[], Value::Null).problem(400, "limit");
}
