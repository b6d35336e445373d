//! Owns tests of the runner: small scenarios, told against a control API of a few lines.

use std::sync::Mutex;

use actix_web::web::{self, Path};
use actix_web::{HttpRequest, HttpResponse};
use harness::bench::Bench;
use harness::bench::browser::Browsers;
use harness::bench::halt::Halt;
use harness::bench::limits::Limits;
use harness::bench::party::{Choice, Protocol};
use harness::bench::provider::ProcessHandles;
use harness::event::{Happening, Outcome, RunEvent, Verdict};
use harness::interrupt::Interrupt;
use harness::report::Reporter;
use harness::runner::{Colour, Run};
use harness::scenario::{Kind, Scenario};
use harness::system::tls::Trust;
use serde_json::json;

use crate::portal::{NOW, Portal};
use crate::visit::DIARYS_OWN;

static REALMS_OPEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The part of the control API that every scenario needs.
pub(crate) fn control(config: &mut web::ServiceConfig) {
    config
        .route("/control/v1/realms", web::post().to(open_realm))
        .route("/control/v1/realms/{id}", web::delete().to(close_realm))
        .route("/control/v1/clients/{mnemonic}", web::put().to(HttpResponse::NoContent))
        .route("/control/v1/journal", web::get().to(journal));
}

async fn open_realm(request: HttpRequest) -> HttpResponse {
    let url = format!(
        "http://{}",
        request.headers().get("host").and_then(|host| host.to_str().ok()).unwrap_or_default()
    );
    let mut open = REALMS_OPEN.lock().unwrap();
    let realm = format!("{url}-{}", open.len()).replace(['/', ':', '.'], "");
    open.push(realm.clone());
    let control_url = format!("{url}/control/v1");
    HttpResponse::Created().json(json!({"realm": realm, "base_url": url, "control_url": control_url}))
}

async fn close_realm(id: Path<String>) -> HttpResponse {
    REALMS_OPEN.lock().unwrap().retain(|open| *open != *id);
    HttpResponse::NoContent().finish()
}

async fn journal() -> HttpResponse {
    HttpResponse::Ok().json(json!({"entries": [
        {"seq": 1, "outcome": "answered", "method": "GET", "path": "/login"},
        {"seq": 2, "outcome": "refused", "method": "POST", "path": "/aas/oauth2/te", "error": "ESIA-007011",
         "why": {"reason": "the code was used before", "fix": "ask for a new one", "facts": {"age_s": 3}}},
    ]}))
}

/// Keeps the outcomes and what was done.
#[derive(Default)]
pub(crate) struct Memory {
    outcomes: Vec<(&'static str, Outcome)>,
    done: Vec<String>,
    finished: bool,
}

impl Reporter for Memory {
    fn on_event(&mut self, event: &RunEvent) -> std::io::Result<()> {
        match event {
            RunEvent::ScenarioFinished { id, outcome } => self.outcomes.push((id, outcome.clone())),
            RunEvent::Happened { what: Happening::Did { who, what }, .. } => {
                self.done.push(format!("{who}: {what}"))
            }
            RunEvent::RunFinished { .. } => self.finished = true,
            _ => {}
        }
        Ok(())
    }
}

impl Memory {
    pub(crate) fn outcome(&self, id: &str) -> &Outcome {
        &self.outcomes.iter().find(|(known, _)| *known == id).unwrap().1
    }
}

pub(crate) fn scenario(id: &'static str, run: fn(&Bench<'_>) -> Result<(), Halt>) -> Scenario {
    let (kind, policy) = (Kind::Positive, "bratsk-2018");
    Scenario { id, title: "A story of the tests", kind, clauses: &["none"], policy, at: NOW, run }
}

fn text(scenarios: &[Scenario], interrupt: &Interrupt) -> (Colour, Memory) {
    told_within(Limits::USUAL, 2, scenarios, interrupt)
}

pub(crate) fn told_within(
    limits: Limits,
    jobs: usize,
    scenarios: &[Scenario],
    interrupt: &Interrupt,
) -> (Colour, Memory) {
    run_to((limits, jobs, false), scenarios, interrupt)
}

/// A run with limits, so many scenarios at once, and perhaps none after one that failed.
fn run_to(
    (limits, jobs, fail_fast): (Limits, usize, bool),
    scenarios: &[Scenario],
    interrupt: &Interrupt,
) -> (Colour, Memory) {
    // Keys take long to make: no one waits for the portal's within a scenario.
    let _ = (Portal::certificate(), DIARYS_OWN.certificate_pem());
    let portal = Portal::start();
    let control_url = format!("{}/control/v1", portal.url);
    let run = Run {
        base_url: &portal.url,
        control_url: &control_url,
        control_token: None,
        identity: &DIARYS_OWN,
        protocol: Protocol::FIRST,
        party: &Choice::Builtin,
        scenarios,
        browsers: &Browsers::Http,
        jobs,
        seed: 7,
        replay: "esia-harness run --seed 7",
        limits,
        interrupt,
        trust: &Trust::default(),
        process_handles: &ProcessHandles::default(),
        abandon: None,
        fail_fast,
        without: &[],
    };
    let mut memory = Memory::default();
    let colour = run.run(&mut [&mut memory]).unwrap();
    let host = portal.url.replace(['/', ':', '.'], "");
    assert!(
        !REALMS_OPEN.lock().unwrap().iter().any(|realm| realm.starts_with(&host)),
        "a realm was left behind"
    );
    (colour, memory)
}

fn check(bench: &Bench<'_>, holds: bool) {
    bench.transcript().check("none", "the sum is right", "4", if holds { "4" } else { "5" }, holds);
}

#[test]
fn each_outcome_has_its_word_and_one_does_not_disturb_another() {
    let scenarios = [
        scenario("passes", |bench| {
            check(bench, true);
            bench.browser("mother").open(&bench.party().front_door())
        }),
        scenario("fails", |bench| {
            check(bench, false);
            Ok(())
        }),
        scenario("lacks", |bench| {
            let mut browser = bench.browser("mother");
            browser.open(&bench.party().front_door())?;
            browser.press("Летать")
        }),
        scenario("invalid", |bench| {
            bench.transcript().control(|| {
                check(bench, false);
                Ok(())
            })
        }),
        scenario("panics", |_| panic!("a mistake in the story")),
        scenario("elsewhere", |bench| bench.browser("mother").open("http://127.0.0.1:1/")),
        scenario("broken", |bench| {
            // The portal is a part of the bench, and no one is there any more.
            bench.browser("mother").beside("http://127.0.0.1:1").open("http://127.0.0.1:1/")
        }),
        scenario("unproven", |bench| {
            bench.transcript().control(|| bench.browser("mother").open("http://127.0.0.1:1/"))
        }),
    ];
    let (colour, memory) = text(&scenarios, &Interrupt::new());
    assert_eq!(colour, Colour::Broken);
    let ids = ["passes", "fails", "lacks", "invalid", "panics", "elsewhere", "broken", "unproven"];
    use Verdict::{Broken, Failed, Invalid, Passed};
    let words = [Passed, Failed, Failed, Invalid, Broken, Failed, Broken, Invalid];
    assert_eq!(ids.map(|id| memory.outcome(id).verdict), words);
    assert!(memory.finished);
    assert!(memory.done.iter().any(|line| line.starts_with("mother: opens http://127.0.0.1:")));

    let lacks = memory.outcome("lacks");
    let halt = lacks.halt.clone().unwrap();
    assert!(halt.contains("the button «Летать»") && halt.contains("«Войти», «через Госуслуги»"), "{halt}");
    assert_eq!(lacks.replay, "esia-harness run --seed 7 lacks");
    let why = "POST /aas/oauth2/te; error: ESIA-007011; reason: the code was used before; fix: ask for a new one; age_s: 3";
    assert_eq!(lacks.journal, [why]);
    assert_eq!(memory.outcome("passes").journal, [why], "the journal explains what citizens were refused");
    assert_eq!(
        memory.outcome("panics").halt.as_deref(),
        Some("the scenario panicked: a mistake in the story")
    );
}

#[test]
fn after_a_failure_no_further_scenario_begins_where_that_is_wished() {
    let fails = |bench: &Bench<'_>| {
        check(bench, false);
        Ok(())
    };
    let scenarios = [scenario("first", |_| Ok(())), scenario("second", fails), scenario("third", |_| Ok(()))];
    for (fail_fast, told) in [(false, 3), (true, 2)] {
        let (colour, memory) = run_to((Limits::USUAL, 1, fail_fast), &scenarios, &Interrupt::new());
        assert_eq!((colour, memory.outcomes.len()), (Colour::Red, told));
        assert!(memory.finished);
    }
}

#[test]
fn what_strangers_say_reaches_no_report_unprintable() {
    let scenarios = [scenario("hostile", |bench| {
        let hostile = "\x1b[2J\r::error::\u{202e}\u{ffff}";
        bench.transcript().did(hostile, hostile)?;
        bench.transcript().check("none", hostile, hostile, hostile, false);
        Err(Halt::Missing(format!("a page said {hostile}\0")))
    })];
    let (_, memory) = text(&scenarios, &Interrupt::new());
    let halt = memory.outcome("hostile").halt.clone().unwrap();
    assert!(halt.ends_with("\\u{1b}[2J\\u{d}::error::\\u{202e}\\u{ffff}\\u{0}"), "{halt}");
    assert!(memory.done.iter().all(|line| !line.contains(['\x1b', '\r', '\u{202e}', '\u{ffff}'])));
}

#[test]
fn a_run_that_is_broken_off_starts_nothing_more_and_is_not_green() {
    static WISH: Mutex<Option<Interrupt>> = Mutex::new(None);
    let interrupt = Interrupt::new();
    *WISH.lock().unwrap() = Some(interrupt.clone());
    let stops = |bench: &Bench<'_>| {
        WISH.lock().unwrap().iter().for_each(Interrupt::request);
        bench.browser("mother").open(&bench.party().front_door())
    };
    let scenarios = [scenario("stops", stops), scenario("waits", stops), scenario("never", |_| Ok(()))];
    let (colour, memory) = text(&scenarios, &interrupt);
    assert_eq!(colour, Colour::Broken);
    assert!(memory.finished);
    assert_eq!(memory.outcome("stops").verdict, Verdict::Interrupted);
    assert!(memory.outcomes.iter().all(|(id, _)| *id != "never"));
}

#[test]
fn a_green_run_is_one_in_which_everything_passed() {
    let scenarios = [scenario("one", |_| Ok(())), scenario("two", |_| Ok(()))];
    assert_eq!(text(&scenarios, &Interrupt::new()).0, Colour::Green);
    let scenarios = [scenario("one", |_| Ok(())), scenario("two", |_| Err(Halt::Invalid("no".into())))];
    assert_eq!(text(&scenarios, &Interrupt::new()).0, Colour::Red);
}
