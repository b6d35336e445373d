//! Owns what the portal says of its own work: its figures, of which two looks differ by what came between.

use std::time::Duration;

use load::sides::PortalTimes;
use reqwest::{Method, Request};

/// What the figures count, by the name of a face and whether browsers or the party ask there.
const FACES: [(&str, bool); 4] = [("oauth", true), ("pages", true), ("tokens", false), ("data", false)];

/// The request for the figures.
pub(super) fn request(portal: &str) -> Option<Request> {
    Some(Request::new(Method::GET, format!("{portal}/metrics").parse().ok()?))
}

/// What the figures say until now, in the text format of Prometheus.
pub(super) fn read(text: &str) -> PortalTimes {
    let mut times = PortalTimes::default();
    for (face, is_front) in FACES {
        let value = |what: &str| {
            let line = format!("esia_request_duration_seconds_{what}{{face=\"{face}\"}} ");
            text.lines()
                .find_map(|own| own.strip_prefix(&line)?.trim().parse::<f64>().ok())
                .unwrap_or_default()
        };
        let (count, time) =
            (value("count") as u64, Duration::try_from_secs_f64(value("sum")).unwrap_or_default());
        if is_front {
            (times.front_count, times.front) = (times.front_count + count, times.front + time);
        } else {
            (times.back_count, times.back) = (times.back_count + count, times.back + time);
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_the_party_are_told_apart_by_where_they_ask() {
        let text = "# TYPE esia_request_duration_seconds histogram\n\
            esia_request_duration_seconds_bucket{face=\"oauth\",le=\"0.001\"} 3\n\
            esia_request_duration_seconds_sum{face=\"oauth\"} 0.5\nesia_request_duration_seconds_count{face=\"oauth\"} 10\n\
            esia_request_duration_seconds_sum{face=\"pages\"} 0.25\nesia_request_duration_seconds_count{face=\"pages\"} 20\n\
            esia_request_duration_seconds_sum{face=\"tokens\"} 1.5\nesia_request_duration_seconds_count{face=\"tokens\"} 5\n\
            esia_request_duration_seconds_sum{face=\"control\"} 90\nesia_request_duration_seconds_count{face=\"control\"} 900\n";
        let ms = Duration::from_millis;
        let times = PortalTimes { front_count: 30, front: ms(750), back_count: 5, back: ms(1_500) };
        assert_eq!(read(text), times);
        assert_eq!(read("no figures"), PortalTimes::default());
    }
}
