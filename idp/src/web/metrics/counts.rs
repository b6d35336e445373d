//! Requests counted by face and status, and how long they took: a few additions each.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::domain::time::Timestamp;
use crate::web::metrics::spelled::Figures;

/// What a request was sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Sign-in: what browsers ask of the protocol.
    Oauth,
    /// Tokens: what relying parties ask of it, without a browser.
    Tokens,
    /// Data of people and organisations.
    Data,
    /// The control API.
    Control,
    /// Pages for people, and what they load.
    Pages,
    /// Probes and figures.
    Probes,
}

impl Face {
    const ALL: [Self; 6] = [Self::Oauth, Self::Tokens, Self::Data, Self::Control, Self::Pages, Self::Probes];

    /// The face of a path as the routes see it.
    pub fn of(path: &str) -> Self {
        match path.split('/').nth(1).unwrap_or_default() {
            "aas" if path.ends_with("/te") => Self::Tokens,
            "aas" | "idp" | "logout" => Self::Oauth,
            "rs" | "esia-rs" | "portfolio" | "public" => Self::Data,
            "control" => Self::Control,
            "healthz" | "readyz" | "metrics" => Self::Probes,
            _ => Self::Pages,
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Oauth => "oauth",
            Self::Tokens => "tokens",
            Self::Data => "data",
            Self::Control => "control",
            Self::Pages => "pages",
            Self::Probes => "probes",
        }
    }

    const fn place(self) -> usize {
        match self {
            Self::Oauth => 0,
            Self::Tokens => 1,
            Self::Data => 2,
            Self::Control => 3,
            Self::Pages => 4,
            Self::Probes => 5,
        }
    }
}

/// Upper bounds of durations, in microseconds, with their spelling in seconds.
const BOUNDS: [(u64, &str); 12] = [
    (1_000, "0.001"),
    (2_500, "0.0025"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];
/// Statuses are counted from this one on.
const STATUS_MIN: u16 = 100;
const STATUSES: usize = 500;

/// The counters of a server.
#[derive(Default)]
pub struct Metrics {
    faces: [Counts; Face::ALL.len()],
    /// How many requests were given a name.
    named: AtomicU64,
    /// Tells the names of this run from those of another.
    run: u64,
}

struct Counts {
    statuses: [AtomicU64; STATUSES],
    /// How many took up to each bound and longer than the one before; the last ones took longer than any.
    durations: [AtomicU64; BOUNDS.len() + 1],
    micros: AtomicU64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            statuses: [const { AtomicU64::new(0) }; STATUSES],
            durations: [const { AtomicU64::new(0) }; BOUNDS.len() + 1],
            micros: AtomicU64::new(0),
        }
    }
}

impl Metrics {
    /// Counters of a run that began at a moment of the machine's clock.
    pub fn begun_at(moment: Timestamp) -> Self {
        Self { run: moment.as_millis().unsigned_abs(), ..Self::default() }
    }

    /// A name for a request, which no other request of this run has.
    pub fn next_id(&self) -> String {
        format!("{:x}-{:x}", self.run, self.named.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Counts an answer.
    pub fn count(&self, face: Face, status: u16, took: Duration) {
        let Some(counts) = self.faces.get(face.place()) else { return };
        if let Some(count) = counts.statuses.get(usize::from(status.saturating_sub(STATUS_MIN))) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let place = BOUNDS.iter().position(|(bound, _)| micros <= *bound).unwrap_or(BOUNDS.len());
        if let Some(count) = counts.durations.get(place) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        counts.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Tells the figures.
    pub(super) fn tell(&self, figures: &mut Figures) {
        let name = "esia_requests_total";
        figures.head(name, "counter", "Answered requests, by face and status.");
        for (face, counts) in Face::ALL.iter().zip(&self.faces) {
            for (status, count) in (STATUS_MIN..).zip(&counts.statuses) {
                let count = count.load(Ordering::Relaxed);
                if count > 0 {
                    figures.line(name, &[("face", face.name()), ("status", &status.to_string())], count);
                }
            }
        }
        let name = "esia_request_duration_seconds";
        figures.head(name, "histogram", "How long it took until an answer was ready.");
        for (face, counts) in Face::ALL.iter().zip(&self.faces) {
            counts.tell(figures, face.name());
        }
    }
}

impl Counts {
    fn tell(&self, figures: &mut Figures, face: &str) {
        let counts = self.durations.iter().map(|count| count.load(Ordering::Relaxed));
        let mut all = 0;
        for (bound, count) in BOUNDS.iter().map(|(_, bound)| *bound).chain(["+Inf"]).zip(counts) {
            all += count;
            figures.line("esia_request_duration_seconds_bucket", &[("face", face), ("le", bound)], all);
        }
        let micros = self.micros.load(Ordering::Relaxed);
        let seconds = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        figures.line("esia_request_duration_seconds_sum", &[("face", face)], seconds);
        figures.line("esia_request_duration_seconds_count", &[("face", face)], all);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_counts_in_its_bucket_and_in_all_wider_ones() {
        let metrics = Metrics::default();
        metrics.count(Face::Oauth, 302, Duration::from_micros(1_000));
        metrics.count(Face::Oauth, 302, Duration::from_micros(30_000));
        metrics.count(Face::Oauth, 400, Duration::from_secs(60));
        let mut figures = Figures::default();
        metrics.tell(&mut figures);
        let text = figures.text();
        for line in [
            "esia_requests_total{face=\"oauth\",status=\"302\"} 2",
            "esia_requests_total{face=\"oauth\",status=\"400\"} 1",
            "esia_request_duration_seconds_bucket{face=\"oauth\",le=\"0.001\"} 1",
            "esia_request_duration_seconds_bucket{face=\"oauth\",le=\"0.025\"} 1",
            "esia_request_duration_seconds_bucket{face=\"oauth\",le=\"0.05\"} 2",
            "esia_request_duration_seconds_bucket{face=\"oauth\",le=\"10\"} 2",
            "esia_request_duration_seconds_bucket{face=\"oauth\",le=\"+Inf\"} 3",
            "esia_request_duration_seconds_sum{face=\"oauth\"} 60.031000",
            "esia_request_duration_seconds_count{face=\"oauth\"} 3",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}\n{text}");
        }
        assert_eq!(Face::ALL.map(Face::place), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn what_a_party_asks_without_a_browser_is_told_apart_from_what_browsers_ask() {
        for (path, name) in [
            ("/aas/oauth2/ac", "oauth"),
            ("/aas/oauth2/te", "tokens"),
            ("/aas/oauth2/v3/te", "tokens"),
            ("/rs/prns/1", "data"),
            ("/login", "pages"),
        ] {
            assert_eq!(Face::of(path).name(), name, "{path}");
        }
    }
}
