//! The log of requests: a line each, by a name that the journal knows too, with nothing secret in it.

use serde_json::{Value, json};

use crate::actors::{Program, Tester, client};

const SECRETS: [&str; 5] = ["000-000-600", "SECRETTEXT", "CODETEXT", "TOKENTEXT", "7770001"];

/// What a server wrote to its error stream while it was asked for things that name people and hold secrets.
fn said(form: &str, checked: impl FnOnce(&Tester)) -> String {
    let mut program = Program::serve(&["--log", form]);
    let tester = Tester::at(&program.base_url);
    let record = json!({"last_name": "Ким", "first_name": "Ян", "birth_date": "01.02.1980", "gender": "M"});
    tester.call("PUT /registers/pension-fund/{snils}", &[&"000-000-600 77"], record).expect(200);
    tester.call("GET /outbox?to=%2B7(000)7770001&limit=5", &[], Value::Null).expect(200);
    tester.open("/aas/oauth2/ac?client_id=NOBODY&client_secret=SECRETTEXT&state=CODETEXT");
    let token = client().get(format!("{}/rs/prns/1000?code=CODETEXT", tester.base_url));
    token.header("authorization", "Bearer TOKENTEXT").send().unwrap();
    checked(&tester);
    program.signal("TERM");
    assert_eq!(program.wait().0.code(), Some(0));
    let said = program.errors();
    for secret in SECRETS {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
    said
}

#[test]
fn each_request_is_a_line_of_json_by_the_name_that_the_journal_gives_it() {
    let mut entry = Value::Null;
    let said = said("json", |tester| {
        let journal = tester.get("/journal", &[]);
        entry = journal["entries"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["path"] == "/aas/oauth2/ac")
            .unwrap()
            .clone();
    });
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 5, "{said}");
    assert_eq!(lines[0]["path"], "/control/v1/registers/pension-fund/{snils}");
    assert_eq!(
        (&lines[0]["method"], &lines[0]["status"], &lines[0]["realm"]),
        (&json!("PUT"), &json!(200), &json!("default"))
    );
    assert_eq!(lines[1]["query"], "to=…&limit=5");
    assert_eq!(lines[2]["query"], "client_id=NOBODY&client_secret=…&state=…");
    assert_eq!(
        (&lines[2]["request_id"], &lines[2]["reason"]),
        (&entry["request_id"], &entry["why"]["reason"])
    );
    assert!(entry["request_id"].as_str().is_some_and(|id| !id.is_empty()), "{entry}");
    assert!(lines.iter().all(|line| line["ms"].as_f64().is_some() && line["at"].is_string()), "{said}");
}

#[test]
fn people_read_lines_of_text_and_nothing_is_written_without_being_asked_for() {
    let text = said("text", |_| {});
    assert!(
        text.lines().nth(2).unwrap().contains(" default oauth GET /aas/oauth2/ac?client_id=NOBODY"),
        "{text}"
    );
    assert_eq!(said("off", |_| {}), "");
}

#[test]
fn answers_of_the_control_api_carry_the_name_and_those_of_the_wire_do_not() {
    let tester = Tester::start();
    let named = |path: &str, own: &str| {
        let request = client().get(format!("{}{path}", tester.base_url)).header("x-request-id", own);
        let name = request.send().unwrap().headers().get("x-request-id").cloned();
        name.map(|name| name.to_str().unwrap().to_owned())
    };
    assert_eq!(named("/control/v1/clock", "my-call.7"), Some("my-call.7".to_owned()));
    // A name that could break a log or is too long is not taken over.
    for own in ["two words", &"x".repeat(65)] {
        let given = named("/control/v1/clock", own).unwrap();
        assert!(!given.is_empty() && given != own, "{given}");
    }
    assert_ne!(named("/control/v1/clock", " "), named("/control/v1/clock", " "));
    assert_eq!(named("/aas/oauth2/ac?client_id=NOBODY", "my-call.8"), None);
    let journal = tester.get("/journal?limit=1", &[]);
    assert_eq!(journal["entries"][0]["request_id"], "my-call.8");
}
