//! Owns tests of the reports: a run told by hand, against reviewed files.

use std::time::Duration;

use harness::event::{Check, Exchange, Happening, Label, Outcome, Part, Plan, RunEvent, Verdict};
use harness::report::Reporter;
use harness::report::console::Console;
use harness::report::json::Json;

const IDS: [&str; 5] = ["a.passes", "b.fails", "c.invalid", "d.broken", "e.never"];

fn run() -> Vec<RunEvent> {
    let label = |id| Label { id, title: "A story for the report" };
    let plan = Plan {
        seed: 7,
        jobs: 2,
        idp: "http://127.0.0.1:8085".to_owned(),
        scenarios: IDS.map(label).to_vec(),
    };
    let mut events = vec![RunEvent::RunStarted(plan)];
    events.extend(passing());
    events.extend(failing());
    events.extend(stopped("c.invalid", Verdict::Invalid, "a control did not hold: the mother is in"));
    events.extend(stopped("d.broken", Verdict::Broken, "POST /realms: the provider answered 500: boom"));
    events.push(RunEvent::RunFinished { took: ms(2345), interrupted: true });
    events
}

fn passing() -> Vec<RunEvent> {
    let id = "a.passes";
    vec![
        RunEvent::ScenarioStarted { id },
        did(id, 5, "mother", "opens http://127.0.0.1:1/"),
        exchanged(id, 9, "GET", &[], 200, None),
        checked(id, 10, true, Part::Control),
        did(id, 12, "mother", "fills in «Логин»: belkina.v, «Пароль»: •••, presses «Войти»"),
        checked(id, 20, true, Part::Verdict),
        RunEvent::ScenarioFinished { id, outcome: outcome(Verdict::Passed, None, &[], id) },
    ]
}

fn failing() -> Vec<RunEvent> {
    let id = "b.fails";
    let fields = [("login", "belkina.v"), ("password", "•••")];
    vec![
        RunEvent::ScenarioStarted { id },
        did(id, 1, "mother", "presses «Войти»"),
        exchanged(id, 2, "POST", &fields, 302, Some("http://127.0.0.1:1/esia/callback?code=•••&state=8e6d")),
        exchanged(id, 3, "GET", &[], 403, None),
        checked(id, 4, false, Part::Verdict),
        exchanged(id, 5, "GET", &[], 200, None),
        RunEvent::ScenarioFinished {
            id,
            outcome: outcome(
                Verdict::Failed,
                None,
                &["GET /aas/oauth2/ac; error: ESIA-007005; reason: clock; fix: set it"],
                id,
            ),
        },
    ]
}

fn stopped(id: &'static str, verdict: Verdict, halt: &str) -> Vec<RunEvent> {
    vec![
        RunEvent::ScenarioStarted { id },
        did(id, 1, "bench", "lets time pass: a night"),
        RunEvent::ScenarioFinished { id, outcome: outcome(verdict, Some(halt), &[], id) },
    ]
}

fn did(id: &'static str, at: u64, who: &str, what: &str) -> RunEvent {
    let what = Happening::Did { who: who.to_owned(), what: what.to_owned() };
    RunEvent::Happened { id, at: ms(at), what }
}

fn exchanged(
    id: &'static str,
    at: u64,
    method: &str,
    fields: &[(&str, &str)],
    status: u16,
    location: Option<&str>,
) -> RunEvent {
    let exchange = Exchange {
        who: "mother".to_owned(),
        method: method.to_owned(),
        url: "http://127.0.0.1:1/login".to_owned(),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        status,
        location: location.map(str::to_owned),
        text: if location.is_some() {
            String::new()
        } else {
            "Вход в школьный дневник".to_owned()
        },
    };
    RunEvent::Happened { id, at: ms(at), what: Happening::Exchanged(exchange) }
}

fn checked(id: &'static str, at: u64, holds: bool, part: Part) -> RunEvent {
    let check = Check {
        clause: "S000 memo 2",
        must: "the diary's own session of mother".to_owned(),
        expected: "in as mother".to_owned(),
        seen: if holds { "in as mother" } else { "nobody is in" }.to_owned(),
        holds,
        part,
    };
    RunEvent::Happened { id, at: ms(at), what: Happening::Checked(check) }
}

fn outcome(verdict: Verdict, halt: Option<&str>, journal: &[&str], id: &str) -> Outcome {
    Outcome {
        verdict,
        took: ms(321),
        halt: halt.map(str::to_owned),
        journal: journal.iter().map(|line| (*line).to_owned()).collect(),
        replay: format!("esia-harness run --seed 7 {id}"),
    }
}

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

fn told(mut reporter: impl Reporter) {
    run().iter().for_each(|event| reporter.on_event(event).unwrap());
}

#[test]
fn the_console_tells_each_story_in_order() {
    let mut out = Vec::new();
    told(Console::new(&mut out));
    crate::golden::compare("console.txt", &String::from_utf8(out).unwrap());
}

#[test]
fn the_json_document_is_whole_even_when_the_run_was_broken_off() {
    let mut out = Vec::new();
    told(Json::new(&mut out));
    let text = String::from_utf8(out).unwrap();
    crate::golden::compare("report.json", &text);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["format"], 1);
    assert_eq!(document["interrupted"], true);
    let verdicts = document["scenarios"].as_array().unwrap().iter().map(|story| story["verdict"].clone());
    let expected = serde_json::json!(["passed", "failed", "invalid", "broken", null]);
    assert_eq!(serde_json::Value::Array(verdicts.collect()), expected);
}
