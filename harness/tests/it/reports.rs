//! Owns tests of the reports: a run told by hand, against reviewed files.

mod events;

use std::time::Duration;

use harness::bench::browser::page::Page;
use harness::bench::limits::Limits;
use harness::cause::Cause;
use harness::event::{
    Check, Exchange, Grade, Happening, Image, Label, Outcome, Part, PhaseDates, Picture, Plan, PolicyDates,
    RunEvent, Verdict,
};
use harness::lang::Lang;
use harness::report::capsule::Capsules;
use harness::report::console::Console;
use harness::report::file::Files;
use harness::report::history::History;
use harness::report::past::Past;
use harness::report::record::{Record, Story};
use harness::report::{Reporter, annotations, html, json, junit, sarif};
use serde_json::Value;

use events::*;

#[test]
fn the_console_tells_what_did_not_pass_and_every_step_when_asked() {
    for (name, lang, is_verbose) in [
        ("console.txt", Lang::En, false),
        ("console.ru.txt", Lang::Ru, false),
        ("console.verbose.txt", Lang::En, true),
    ] {
        let mut out = Vec::new();
        output(Console::new(&mut out).in_language(lang).verbose(is_verbose));
        crate::golden::compare(name, &String::from_utf8(out).unwrap());
    }
}

#[test]
fn the_summary_fits_a_screen_however_much_went_wrong() {
    let mut out = Vec::new();
    let mut record = large(120);
    let mut console = Console::new(&mut out).beside_live(true);
    console.on_event(&RunEvent::RunStarted(record.plan.clone().unwrap())).unwrap();
    for story in &mut record.stories {
        let (id, halt) = (story.label.id, format!("{} stopped", story.label.id));
        let outcome = outcome(Verdict::Failed, Some(&halt), &[], id);
        console.on_event(&RunEvent::ScenarioFinished { id, outcome }).unwrap();
    }
    console.on_event(&RunEvent::RunFinished { took: ms(1), interrupted: false }).unwrap();
    let printed = String::from_utf8(out).unwrap();
    let (_, summary) = printed.rsplit_once(&"-".repeat(100)).unwrap();
    assert!(summary.lines().count() <= 24, "{summary}");
    assert!(summary.contains("0 of 120 scenarios passed, 120 failed"), "{summary}");
}

/// The run, in which the first check of some scenarios does not hold for lack of a guard.
pub(crate) fn recorded_with(causes: &[(&str, &'static Cause)]) -> Record {
    let mut record = recorded();
    for (id, cause) in causes {
        let story = record.stories.iter_mut().find(|story| story.label.id == *id).unwrap();
        let check = Check {
            clause: "RFC 6749, 4.1",
            must: "the diary's own session of victim".to_owned(),
            expected: "nobody is in".to_owned(),
            seen: "in as mother".to_owned(),
            holds: false,
            part: Part::Verdict,
            grade: Grade::Must,
            cause: Some(cause),
        };
        story.happened.push((ms(80), Happening::Checked(check)));
        let outcome = story.outcome.as_mut().unwrap();
        if matches!(outcome.verdict, Verdict::Passed | Verdict::Invalid) {
            outcome.verdict = Verdict::Failed;
        }
    }
    record
}

/// A run of that many passed scenarios, each as long as those of the catalogue are: 60 steps, a third of them requests.
pub(crate) fn large(count: usize) -> Record {
    let mut record = recorded();
    let label = record.stories[0].label.clone();
    let story = |number: usize| {
        let id: &'static str = format!("hostile.provider.number-{number}").leak();
        let happened = (0..60).map(|step| {
            let text = |part: &str| format!("{part} {} of {number}", step * number % 97);
            let what = match step % 3 {
                0 => Happening::Did { who: "mother".to_owned(), what: text("presses «Войти»") },
                1 => Happening::Exchanged(Exchange {
                    who: "mother".to_owned(),
                    method: "GET".to_owned(),
                    url: format!(
                        "http://127.0.0.1:1/realms/r{number:016x}/login?state={:032x}",
                        step * number
                    ),
                    fields: Vec::new(),
                    status: 200,
                    location: None,
                    text: text("Вход в школьный дневник. ").repeat(20),
                    tokens: Vec::new(),
                }),
                _ => match checked(id, 1, true, Part::Verdict) {
                    RunEvent::Happened { what, .. } => what,
                    other => panic!("{other:?}"),
                },
            };
            (ms(step as u64 * 7), what)
        });
        let (happened, outcome) = (happened.collect(), Some(outcome(Verdict::Passed, None, &[], id)));
        Story { label: Label { id, ..label.clone() }, happened, outcome }
    };
    record.stories = (1..=count).map(story).collect();
    record.plan.as_mut().unwrap().scenarios =
        record.stories.iter().map(|story| story.label.clone()).collect();
    record.interrupted = false;
    record
}

pub(crate) fn recorded() -> Record {
    let mut record = Record::default();
    run().iter().for_each(|event| record.take(event));
    record
}

#[test]
fn the_json_document_is_whole_even_when_the_run_was_broken_off() {
    let text = json::render(&recorded());
    crate::golden::compare("report.json", &text);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["format"], 1);
    assert_eq!(document["interrupted"], true);
    let verdicts = document["scenarios"].as_array().unwrap().iter().map(|story| story["verdict"].clone());
    let expected = serde_json::json!([
        "passed",
        "failed",
        "invalid",
        "broken",
        "warning",
        "needs-a-look",
        "not-applicable",
        null
    ]);
    assert_eq!(Value::Array(verdicts.collect()), expected);
}

#[test]
fn the_json_document_is_as_its_schema_says_at_any_moment() {
    let schema = report_schema();
    for record in moments() {
        let document: Value = serde_json::from_str(&json::render(&record)).unwrap();
        crate::schema::assert_valid(&schema, &schema, &document, "$");
    }
}

/// The run as it had been told after each of its events.
fn moments() -> Vec<Record> {
    let events = run();
    let until = |count: &usize| {
        let mut record = Record::default();
        events.iter().take(*count).for_each(|event| record.take(event));
        record
    };
    (1..=events.len()).collect::<Vec<_>>().iter().map(until).collect()
}

#[test]
fn the_page_needs_nothing_else_and_hides_nothing_without_scripts() {
    let page = html::render(&recorded());
    crate::golden::compare("report.html", &page);
    // A picture within the page is nothing from outside.
    let asked = page.replace("src=\"data:", "");
    for outside in ["src=\"", "@import", "url(", "<link", "fetch(", "XMLHttpRequest", "http-equiv"] {
        assert!(!asked.contains(outside), "{outside}");
    }
    let read = Page::read("http://127.0.0.1/".parse().unwrap(), 200, &page, &Limits::USUAL).unwrap();
    assert_eq!(read.title(), "1 of 8 scenarios passed");
    for words in ["a.passes", "esia-harness run --seed 7 b.fails", "reason: clock; fix: set it", "broken off"]
    {
        assert!(read.shows(words), "{words}");
    }
    assert_eq!(read.texts("#filter[hidden] label").len(), 2);
    assert_eq!(read.texts("details.story[open] .id"), ["b.fails", "c.invalid", "d.broken", "e.warns"]);
    // Without a script the deciding steps are there all the same, and the way to the others.
    for words in
        ["the diary's own session of mother: expected in as mother, seen nobody is in", "--report-json FILE"]
    {
        assert!(page.replace("<q>", "").replace("</q>", "").replace("&#39;", "'").contains(words), "{words}");
    }
    assert_eq!(read.texts("svg.sequence .lane"), ["browser: mother", "diary", "portal"]);
}

#[test]
fn the_page_escapes_what_strangers_say() {
    let mut record = recorded();
    let hostile = "</code><script>alert(1)</script>";
    record.take(&did("a.passes", 30, hostile, hostile));
    record.take(&exchanged("a.passes", 31, hostile, &[(hostile, hostile)], 200, Some(hostile)));
    let page = html::render(&record);
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(!page.contains("alert(1)"), "a stranger's text stands uncoded in the page");
    record.take(&checked_as("b.fails", hostile));
    let page = html::render(&record);
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(page.contains("alert(1)"));
}

#[test]
fn the_console_lets_no_stranger_begin_a_line() {
    let mut written = Vec::new();
    let mut console = Console::new(&mut written);
    let hostile = "text\n::error::made up\n  ##[error]made up";
    for event in run() {
        if matches!(event, RunEvent::RunFinished { .. }) {
            let fails = "b.fails";
            let output = [
                did(fails, 90, "stranger", hostile),
                exchanged(fails, 91, "stranger", &[("f", hostile)], 200, None),
            ];
            output.iter().for_each(|event| console.on_event(event).unwrap());
            let finished = RunEvent::ScenarioFinished {
                id: fails,
                outcome: outcome(Verdict::Failed, Some(hostile), &[], fails),
            };
            console.on_event(&finished).unwrap();
        }
        console.on_event(&event).unwrap();
    }
    let written = String::from_utf8(written).unwrap();
    assert!(written.contains("| ::error::made up"), "{written}");
    let begun = written
        .lines()
        .find(|line| line.trim_start().starts_with("::error") || line.trim_start().starts_with("##["));
    assert_eq!(begun, None);
}

#[test]
fn junit_counts_agree_with_its_cases_at_any_moment() {
    crate::golden::compare("report.junit.xml", &junit::render(&recorded()));
    for record in moments() {
        assert_eq!(crate::junit_form::fault(&junit::render(&record)), None);
        let report =
            Page::read("http://127.0.0.1/".parse().unwrap(), 200, &junit::render(&record), &Limits::USUAL)
                .unwrap();
        let attribute = |name| report.attribute("testsuites", name).unwrap().parse::<usize>().unwrap();
        let count = |selector| report.texts(selector).len();
        assert_eq!(attribute("tests"), count("testsuite > testcase"));
        assert_eq!(attribute("tests"), IDS.len());
        assert_eq!(attribute("failures"), count("testcase > failure[message][type]"));
        assert_eq!(attribute("failures"), record.count(Verdict::Failed));
        assert_eq!(attribute("errors"), count("testcase > error[message][type]"));
        assert_eq!(count("testcase[name][classname]"), IDS.len());
    }
}

/// The log is SARIF 2.1.0, as far as ours goes.
pub(crate) fn assert_sarif(log: &Value) {
    let schema: Value = serde_json::from_str(include_str!("../schemas/sarif.json")).unwrap();
    crate::schema::assert_valid(&schema, &schema, log, "$");
}

#[test]
fn sarif_points_from_each_result_to_its_rule_at_any_moment() {
    crate::golden::compare("report.sarif", &sarif::render(&recorded()));
    for record in moments() {
        let log: Value = serde_json::from_str(&sarif::render(&record)).unwrap();
        assert_sarif(&log);
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), IDS.len());
        let results = run["results"].as_array().unwrap();
        let output =
            [Verdict::Failed, Verdict::Invalid, Verdict::Warned, Verdict::Look, Verdict::NotApplicable];
        assert_eq!(results.len(), output.map(|verdict| record.count(verdict)).iter().sum::<usize>());
        for result in results {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(result["message"]["text"].is_string());
            let fails = result["kind"] == "fail";
            assert_eq!(fails, result["level"] != "none", "{result}");
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "docs/SCENARIOS.md");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        }
        let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
        assert_eq!(notes.len(), record.count(Verdict::Broken));
    }
}

#[test]
fn remarks_name_what_did_not_pass_each_in_the_way_of_its_reader() {
    let mut out = Vec::new();
    output(annotations::Github::new(&mut out));
    let printed = String::from_utf8(out).unwrap();
    crate::golden::compare("annotations.github.txt", &printed);
    assert_eq!(printed.lines().filter(|line| line.starts_with("::")).count(), 5);
    assert_eq!(printed.lines().count(), 5);

    let text = annotations::gitlab(&recorded());
    crate::golden::compare("annotations.gitlab.json", &text);
    let remarks: Vec<Value> = serde_json::from_str(&text).unwrap();
    let names: Vec<_> = remarks.iter().map(|remark| remark["check_name"].as_str().unwrap()).collect();
    assert_eq!(names, IDS[1..6]);
    for remark in &remarks {
        assert_eq!(remark["fingerprint"].as_str().unwrap().len(), 32);
        assert!(remark["location"]["lines"]["begin"].is_u64());
    }
}

#[test]
fn files_hold_the_run_from_its_beginning_on_and_nothing_half_written() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("files/of/a/run");
    let _ = std::fs::remove_dir_all(&folder);
    let path = folder.join("report.json");
    let mut files = Files::new(vec![(path.clone(), json::render)], Past::default());
    let read = || serde_json::from_str::<Value>(&std::fs::read_to_string(&path).unwrap()).unwrap();
    for event in run() {
        files.on_event(&event).unwrap();
        assert_eq!(read()["interrupted"], true);
    }
    assert_eq!(read()["scenarios"][1]["verdict"], "failed");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn whatever_did_not_pass_leaves_a_capsule_and_the_command_that_replays_it() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("capsules");
    let _ = std::fs::remove_dir_all(&folder);
    let mut out = Vec::new();
    output(Capsules::new(folder.clone(), vec!["esia-harness".into(), "run".into()], &mut out));
    let printed = String::from_utf8(out).unwrap();
    assert_eq!(printed.lines().count(), 5);
    let path = folder.join("b.fails.json");
    assert!(printed.contains(&format!("esia-harness replay {}", path.display())), "{printed}");
    let capsule: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!([&capsule["scenario"], &capsule["verdict"]], ["b.fails", "failed"]);
    assert_eq!(capsule["seed"], 7);
    assert_eq!(capsule["command"], serde_json::json!(["esia-harness", "run", "b.fails"]));
    assert_eq!(capsule["traffic"].as_array().unwrap().len(), 7);
    for id in ["a.passes", "g.does-not-apply", "h.never"] {
        assert!(!folder.join(format!("{id}.json")).exists(), "{id}");
    }
}

#[test]
fn a_run_is_compared_with_how_each_scenario_went_before() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("history");
    let _ = std::fs::remove_dir_all(&folder);
    let path = folder.join("history.json");
    let run_with = |verdicts: [Verdict; 3], took: u64| {
        let mut out = Vec::new();
        let mut history = History::new(path.clone(), Past::read(&path), &mut out);
        let ids = [IDS[0], IDS[1], IDS[2]];
        run().iter().take(1).for_each(|event| history.on_event(event).unwrap());
        for (id, verdict) in ids.into_iter().zip(verdicts) {
            let outcome = Outcome { took: ms(took), ..outcome(verdict, None, &[], id) };
            history.on_event(&RunEvent::ScenarioFinished { id, outcome }).unwrap();
        }
        history.on_event(&RunEvent::RunFinished { took: ms(1), interrupted: false }).unwrap();
        String::from_utf8(out).unwrap()
    };
    use Verdict::{Broken, Failed, Passed, Warned};
    assert_eq!(run_with([Passed, Failed, Warned], 300), "", "the first run has nothing to be compared with");
    let output = run_with([Failed, Passed, Warned], 300);
    assert_eq!(output, "since the last time, new trouble: a.passes\nsince the last time, fixed: b.fails\n");
    assert_eq!(run_with([Broken, Passed, Warned], 300), "", "a broken bench says nothing of the party");
    let output = run_with([Passed, Passed, Warned], 1400);
    assert!(
        output.starts_with("since the last time, fixed: a.passes\n"),
        "the broken run in between is not remembered: {output}"
    );
    assert!(output.contains("slower: c.invalid, 0.300 s then, 1.400 s now"), "{output}");
    let record = Record { past: Past::read(&path), ..recorded() };
    let page = Page::read("http://127.0.0.1/".parse().unwrap(), 200, &html::render(&record), &Limits::USUAL)
        .unwrap();
    assert!(page.shows("new trouble: b.fails"), "{}", page.text());
    let document: Value = serde_json::from_str(&json::render(&record)).unwrap();
    let fixed: [&str; 0] = [];
    let changes = serde_json::json!({ "new_trouble": ["b.fails"], "fixed": fixed, "slower": [] });
    assert_eq!(document["changes"], changes);
    crate::schema::assert_valid(&report_schema(), &report_schema(), &document, "$");
}

fn report_schema() -> Value {
    let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/REPORT.schema.json");
    serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap()
}
