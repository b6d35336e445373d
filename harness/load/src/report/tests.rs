use super::*;
use crate::difference::Compared;
use crate::seen::Counts;
use crate::sides::{Side, Sides};
use crate::timeline::Timeline;
use crate::told::{Bounds, Cpu, KneeTold, MissedTold, Part, SCHEMA, Shape, Times, Told};
use crate::trouble::{How, Kind, Trouble};
use lang::Lang;

fn part(rate: f64, kept: bool) -> Part {
    let times = Times { p50: 40.0, p90: 60.0, p95: 80.0, p99: 1_200.0, max: 2_000.0 };
    let missed = MissedTold::Slow { percentile: 99, seen_ms: 1_200.0, limit_ms: 800.0 };
    Part {
        rate,
        seconds: 20.0,
        counts: Counts {
            begun: 400,
            through: 390,
            abandoned: 6,
            failed: 4,
            cut_off: 0,
            new: 100,
            not_new: 0,
            under_way_max: 50,
            sockets_max: 30,
        },
        per_second: 19.5,
        requests: 4_000,
        sign_in_ms: times,
        request_ms: times,
        kept,
        missed: if kept { Vec::new() } else { vec![missed] },
        sides: Sides { party_s: 0.2, portal_s: 0.03, wire_s: 0.001, driver_s: 0.002 },
        slow: Side::Party,
        cpu: Cpu { party_s: Some(4.0), portal_s: Some(1.576), driver_s: 0.4, elapsed_s: 20.0 },
        full: false,
    }
}

/// A search that found a knee.
pub(crate) fn told() -> Told {
    let mut timeline = Timeline::default();
    for second in 0..40 {
        let at = std::time::Duration::from_secs(second);
        timeline.due(at);
        timeline.end(at, second % 7 != 0, at * 10);
    }
    let request = "GET /esia/return".to_owned();
    let trouble =
        Trouble { side: Side::Party, how: How::Status, request, what: "503 <b>Busy</b>".to_owned() };
    let (cell_seconds, timeline) = timeline.told();
    Told {
        schema: SCHEMA,
        party: "Школьный дневник".to_owned(),
        shape: Shape::Steps,
        title: [String::new(), String::new()],
        sources: Vec::new(),
        aim: "p99=800ms,errors=1%".to_owned(),
        command: "esia-harness load --steps".to_owned(),
        seed: 1,
        machine: "a machine".to_owned(),
        cores: 2,
        bounds: Bounds { sockets: 100, at_once: 1_000, people: 10_000, accounts: 200, patience_s: 30.0 },
        interrupted: false,
        stopped: None,
        kept: true,
        knee: Some(KneeTold { good: Some(47.0), bad: Some(49.5), most: Some(50.1), slow: Some(Side::Party) }),
        rest: Some(part(1.0, true)),
        whole: part(30.0, false),
        steps: vec![part(20.0, true), part(50.0, false)],
        troubles: vec![Kind { trouble, first_at_s: 31.5, rate: 49.5, count: 4 }],
        other_troubles: 0,
        cell_seconds,
        timeline,
        compared: None,
    }
}

#[test]
fn what_the_simulator_and_the_driver_cost_stands_on_the_first_line_of_every_report() {
    let told = told();
    let line = "Simulator: 4.0 ms CPU a sign-in, 3.9% of the machine, 12.9% of the waiting. \
                Driver: 100 µs CPU a request, 1.0% of the machine.";
    assert_eq!(first_line(&told, Lang::En), line);
    assert!(console::summary(&told, Lang::En).starts_with(line));
    let page = html::page(&told, Lang::En).unwrap();
    let body = page.split("<body>").nth(1).unwrap();
    assert!(body.trim_start().starts_with(&format!("<header>\n<p class=\"first\">{line}")), "{body:.300}");
    assert!(junit::render(&told, Lang::En).unwrap().contains(line));
}

#[test]
fn the_headline_tells_the_knee_or_the_aim_in_both_languages() {
    let mut told = told();
    assert_eq!(headline(&told, Lang::Ru), "Держит 47,0 входов в секунду; при 49,5 уже нет");
    assert_eq!(headline(&told, Lang::En), "It bears 47.0 sign-ins a second, and not 49.5");
    (told.knee, told.shape, told.kept) = (None, Shape::Rate, false);
    assert_eq!(headline(&told, Lang::En), "The aim was missed at 30.0 sign-ins a second");
    assert_eq!(kept(&told.whole, Lang::Ru), "нет: p99 1200 мс > 800 мс");
}

#[test]
fn the_first_break_says_when_where_and_how_it_shows() {
    let summary = console::summary(&told(), Lang::En);
    let line = "First to break, 31.5 s into the run at 49.5 a second: the relying party — the status: 503 <b>Busy</b> (GET /esia/return)";
    assert!(summary.contains(line), "{summary}");
}

#[test]
fn the_page_is_self_contained_escaped_and_has_its_drawings() {
    let mut told = told();
    told.compared = Some(Compared::of(&told, &told));
    for (lang, words) in [(Lang::Ru, "Что сломалось"), (Lang::En, "What broke")] {
        let page = html::page(&told, lang).unwrap();
        assert!(page.contains(words) && page.contains(&format!("<html lang=\"{}\">", lang.tag())));
        assert!(page.matches("<svg").count() == 5 && page.contains("class=\"hot\""));
        assert!(
            !page.contains("<b>Busy") && page.contains("503 &#60;b&#62;Busy"),
            "the party's words are escaped"
        );
        for outside in ["http://", "https://", "<script", "<link", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}

#[test]
fn a_full_machine_and_a_late_driver_are_remarked() {
    let mut told = told();
    let quiet = console::summary(&told, Lang::En);
    assert!(!quiet.contains("no core left") && !quiet.contains("noticeably late"), "the control: {quiet}");
    told.steps[1].full = true;
    told.whole.sides.driver_s = 1.0;
    let loud = console::summary(&told, Lang::En);
    assert!(loud.contains("no core left") && loud.contains("--sockets"), "{loud}");
}

#[test]
fn a_run_that_was_broken_off_is_whole_and_says_so() {
    let mut told = told();
    told.interrupted = true;
    assert!(console::summary(&told, Lang::Ru).contains("Прогон прерван"));
    assert!(junit::render(&told, Lang::En).unwrap().contains("broken off"));
    assert!(
        html::page(&told, Lang::En).unwrap().ends_with("</html>\n")
            || html::page(&told, Lang::En).unwrap().ends_with("</html>")
    );
}

#[test]
fn a_missed_aim_is_red_for_a_build_server_and_steps_of_a_search_are_not() {
    let mut told = told();
    let green = junit::render(&told, Lang::En).unwrap();
    assert!(green.contains("failures=\"0\"") && green.contains("50.0 a second"), "{green}");
    told.kept = false;
    assert!(junit::render(&told, Lang::En).unwrap().contains("failures=\"1\""));
}
