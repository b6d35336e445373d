//! Owns what breaks under load: how it shows, at which request, when first and how often.

use serde::{Deserialize, Serialize};

use crate::sides::Side;

/// Of more kinds of trouble only the number is kept.
const KINDS_MAX: usize = 40;

/// How a failure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Nobody took the connection.
    Refused,
    /// There was no answer in time.
    Timeout,
    /// The connection or the answer broke off, or the answer cannot be read.
    Broken,
    /// The status tells of a failure.
    Status,
    /// The page is not the one that a sign-in has there.
    Page,
    /// A bound of the driver's own held a citizen back.
    Bound,
}

/// A failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Where it showed.
    pub side: Side,
    /// How.
    pub how: How,
    /// At which request: method and path, without values.
    pub request: String,
    /// The status, the error or the words of the page.
    pub what: String,
}

/// Failures of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kind {
    /// The first of them.
    #[serde(flatten)]
    pub trouble: Trouble,
    /// Seconds from the beginning of the run to the first.
    pub first_at_s: f64,
    /// The rate that was due then, in arrivals a second.
    pub rate: f64,
    /// How many.
    pub count: u64,
}

/// All failures, by kind, the first kind first.
#[derive(Debug, Clone, Default)]
pub struct Troubles {
    kinds: Vec<Kind>,
    others: u64,
}

impl Troubles {
    /// Counts one.
    pub fn count(&mut self, trouble: Trouble, at_s: f64, rate: f64) {
        if let Some(kind) = self.kinds.iter_mut().find(|kind| kind.trouble == trouble) {
            kind.count += 1;
        } else if self.kinds.len() < KINDS_MAX {
            self.kinds.push(Kind { trouble, first_at_s: at_s, rate, count: 1 });
        } else {
            self.others += 1;
        }
    }

    /// The kinds, the first one first.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// How many failures are of none of these kinds.
    pub fn others(&self) -> u64 {
        self.others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(what: &str) -> Trouble {
        let request = "GET /esia/return".to_owned();
        Trouble { side: Side::Party, how: How::Status, request, what: what.to_owned() }
    }

    #[test]
    fn the_first_failure_stays_first_and_equal_ones_are_counted() {
        let mut all = Troubles::default();
        all.count(trouble("status 503"), 1.5, 20.0);
        all.count(trouble("status 500"), 2.0, 30.0);
        all.count(trouble("status 503"), 3.0, 40.0);
        let first = &all.kinds()[0];
        assert_eq!(
            (first.trouble.what.as_str(), first.count, first.first_at_s, first.rate),
            ("status 503", 2, 1.5, 20.0)
        );
        assert_eq!(all.kinds().len(), 2);
    }

    #[test]
    fn endless_kinds_are_counted_without_being_kept() {
        let mut all = Troubles::default();
        (0..100).for_each(|number| all.count(trouble(&number.to_string()), 0.0, 1.0));
        assert_eq!((all.kinds().len(), all.others()), (KINDS_MAX, 60));
    }
}
