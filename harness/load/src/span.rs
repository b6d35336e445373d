//! Owns spans of time as people write them: `800ms`, `20s`, `5m`, `2h`.

use std::time::Duration;

/// A day: no run lasts longer.
const MAX: Duration = Duration::from_secs(24 * 3_600);

/// How a span is written.
pub const FORM: &str = "a number with ms, s, m or h, such as 800ms, 20s or 5m, and at most 24h";

/// Reads a span; nothing where the text is none, is zero, or is longer than a day.
pub fn parse(text: &str) -> Option<Duration> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at(end);
    let unit_s = match unit.trim() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3_600.0,
        _ => return None,
    };
    let seconds = number.parse::<f64>().ok()? * unit_s;
    let span = Duration::try_from_secs_f64(seconds).ok()?;
    (span > Duration::ZERO && span <= MAX).then_some(span)
}

/// A span in the unit in which it is read most easily.
pub fn shown(span: Duration) -> String {
    let seconds = span.as_secs_f64();
    match seconds {
        _ if seconds < 0.001 => format!("{:.0} µs", seconds * 1e6),
        _ if seconds < 0.01 => format!("{:.1} ms", seconds * 1e3),
        _ if seconds < 1.0 => format!("{:.0} ms", seconds * 1e3),
        _ if seconds < 10.0 => format!("{seconds:.1} s"),
        _ if seconds < 600.0 => format!("{seconds:.0} s"),
        _ => format!("{:.0} min", seconds / 60.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        let ms = Duration::from_millis;
        for (text, span) in [
            ("800ms", ms(800)),
            ("1.5s", ms(1_500)),
            (" 20 s ", ms(20_000)),
            ("5m", ms(300_000)),
            ("24h", MAX),
        ] {
            assert_eq!(parse(text), Some(span), "{text}");
        }
        for text in ["", "5", "s", "0s", "-1s", "1.2.3s", "25h", "5 weeks", "1e99h"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn spans_are_shown_in_their_own_unit() {
        let shown = |us| shown(Duration::from_micros(us));
        assert_eq!([shown(85), shown(4_200), shown(812_000)], ["85 µs", "4.2 ms", "812 ms"]);
        assert_eq!([shown(1_250_000), shown(61_000_000), shown(1_200_000_000)], ["1.2 s", "61 s", "20 min"]);
    }
}
