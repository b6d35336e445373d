use super::*;

const FILE: &str = r#"
title = "A morning"
title_ru = "Утро"

[citizens]
returning = 0.5
think = "1s"
source = "ours"

[[steps]]
for = "10s"
rate = 0
to = 20
source = "ours"

[[steps]]
for = "20s"
rate = 20
source = "https://example.test/statistics"
"#;

fn curve() -> Curve {
    Curve::parse("morning.toml", FILE).unwrap()
}

#[test]
fn a_file_is_read_with_its_steps_citizens_and_sources() {
    let curve = curve();
    assert_eq!(curve.title, ["Утро", "A morning"]);
    assert_eq!((curve.last(), curve.peak(), curve.expected()), (Duration::from_secs(30), 20.0, 500.0));
    assert_eq!((curve.mix.returning, curve.mix.think), (0.5, Duration::from_secs(1)));
    assert_eq!(curve.mix.session, Mix::default().session);
    assert_eq!(curve.sources, ["ours", "https://example.test/statistics"]);
}

#[test]
fn the_rate_rises_within_a_step_and_is_nothing_after_the_last() {
    let curve = curve();
    let rates = [0, 5, 10, 29, 30].map(|second| curve.rate_at(Duration::from_secs(second)));
    assert_eq!(rates, [0.0, 10.0, 20.0, 20.0, 0.0]);
}

#[test]
fn a_curve_is_squeezed_in_time_and_scaled_in_rate() {
    let curve = curve().lasting(Duration::from_secs(3)).peaking_at(40.0);
    assert_eq!((curve.last(), curve.peak(), curve.expected()), (Duration::from_secs(3), 40.0, 100.0));
}

#[test]
fn a_wrong_file_names_the_line_the_field_and_the_remedy() {
    for (before, after, told) in [
        ("rate = 20\n", "rate = -1\n", ["line 18", "`rate`: -1 is no rate", "from 0 to"]),
        ("for = \"20s\"", "for = \"soon\"", ["line 17", "`for`: `soon` is no span", "20s"]),
        (
            "source = \"https://example.test/statistics\"",
            "source = \"?\"",
            ["line 19", "`source`", "\"ours\""],
        ),
        ("returning = 0.5", "returning = 70", ["line 6", "`returning`: 70 is no share", "0.7"]),
        ("think = \"1s\"", "think = \"1\"", ["line 7", "`think`", "ms, s, m or h"]),
        ("to = 20", "two = 20", ["line 13", "unknown field", "docs/guides/load.md"]),
    ] {
        let error = Curve::parse("f.toml", &FILE.replace(before, after)).unwrap_err().to_string();
        for part in told {
            assert!(error.contains(part), "{after}: {error}");
        }
    }
    let nobody = FILE.replace("rate = 20\n", "rate = 0\n").replace("to = 20", "to = 0");
    assert!(Curve::parse("f.toml", &nobody).unwrap_err().to_string().contains("nobody arrives"));
}
