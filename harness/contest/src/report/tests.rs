use clap::Parser;

use super::*;
use harness::load::drive::Tally;
use harness::load::latency::Latency;

use crate::contestant::Card;

fn standing(name: &str, sign_ins: u64, each_ms: u64) -> Results {
    let mut latency = Latency::new();
    (0..sign_ins).for_each(|_| latency.count(Duration::from_millis(each_ms)));
    let requests = latency.clone();
    let tally = Tally {
        sign_ins: latency,
        requests,
        failed: 0,
        failures: Vec::new(),
        lasted: Duration::from_secs(1),
    };
    let round = Round { tally: tally.clone(), cpu_seconds: 0.5, driver_seconds: 0.25, resident_mb: 20.0 };
    Results {
        card: Card { name: name.to_owned(), sign_in: "all of it", signatures: 2 },
        starts: vec![Duration::from_millis(each_ms)],
        idle_mb: each_ms as f64,
        filled_mb: 12.0,
        rounds: vec![round.clone(), round],
        even: Some((50.0, tally)),
        trouble: None,
    }
}

const LIMIT: SignatureLimit = SignatureLimit { one_core: 1_000.0, all_cores: 2_000.0 };

#[test]
fn the_report_holds_medians_ratios_and_the_share_of_the_limit() {
    let report = Report::new(
        &Arguments::parse_from(["esia-contest"]),
        Some(LIMIT),
        vec![standing("ours", 500, 10), standing("theirs", 250, 20)],
    );
    let text = report.to_string();
    assert!(report.troubles.is_empty());
    assert!(text.starts_with("Machine: "));
    let rows_of = |name: &str| -> Vec<String> {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        text.lines().map(words).filter(|row| row.starts_with(name) && !row.contains(':')).collect()
    };
    let ours = rows_of("ours");
    assert_eq!(ours[0], "ours 10.0 500 (500-500) 10.0 10.0 10.0 10.00 10.00 1.00 0.50 2 50 %", "{text}");
    assert_eq!(ours[1], "ours 10.0 12.0 20.0 20.0 1000", "{text}");
    assert_eq!(
        rows_of("theirs").last().map(String::as_str),
        Some("theirs x 2.00 x 0.50 x 0.50 x 0.50"),
        "{text}"
    );
}

#[test]
fn what_was_not_measured_is_named_and_does_not_disturb_the_tables() {
    let missing =
        Results { rounds: Vec::new(), trouble: Some("not installed".to_owned()), ..standing("theirs", 1, 1) };
    let mut limping = standing("limping", 10, 1);
    limping.rounds[1].tally.failed = 3;
    limping.rounds[1].tally.failures = vec!["te answered 400".to_owned()];
    let report = Report::new(
        &Arguments::parse_from(["esia-contest"]),
        None,
        vec![standing("ours", 5, 1), limping, missing],
    );
    assert_eq!(
        report.troubles,
        ["limping: 3 sign-ins failed, the first: te answered 400", "theirs: not installed"]
    );
    assert!(report.to_string().contains("there is no openssl"));
}
