//! Owns the search for the knee: the rate is raised by steps until the aim fails, and the gap between is halved a few times.

/// How much higher each step is, before the first that fails.
const GROWTH: f64 = 1.5;
/// The gap between the last good rate and the first bad one that is small enough.
const GAP: f64 = 0.06;

/// What to try next, or what was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    /// A rate.
    Try(f64),
    /// The search is over.
    Found(Knee),
}

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Knee {
    /// The highest rate that kept the aim; nothing where not even the first did.
    pub good: Option<f64>,
    /// The lowest rate that did not; nothing where the highest that may be tried kept it.
    pub bad: Option<f64>,
}

/// A search under way.
#[derive(Debug, Clone)]
pub struct Search {
    rate_max: f64,
    /// No more steps than this.
    steps_left: usize,
    knee: Knee,
    trying: f64,
}

impl Search {
    /// A search from a rate up, and no further than another, in so many steps at most.
    pub fn new(first: f64, rate_max: f64, steps_max: usize) -> Self {
        Self {
            rate_max: rate_max.max(first),
            steps_left: steps_max,
            knee: Knee { good: None, bad: None },
            trying: first,
        }
    }

    /// What to try first or next.
    pub fn next(&self) -> Next {
        if self.is_over() { Next::Found(self.knee) } else { Next::Try(self.trying) }
    }

    /// What has been found until now.
    pub fn so_far(&self) -> Knee {
        self.knee
    }

    /// The rate that was tried kept the aim, or did not.
    pub fn saw(&mut self, was_kept: bool) {
        let side = if was_kept { &mut self.knee.good } else { &mut self.knee.bad };
        *side = Some(self.trying);
        self.steps_left = self.steps_left.saturating_sub(1);
        self.trying = match (self.knee.good, self.knee.bad) {
            (Some(good), None) => (good * GROWTH).min(self.rate_max),
            (Some(good), Some(bad)) => f64::midpoint(good, bad),
            (None, bad) => bad.unwrap_or(self.trying) / 2.0,
        };
    }

    fn is_over(&self) -> bool {
        let is_narrow = match (self.knee.good, self.knee.bad) {
            (Some(good), Some(bad)) => bad / good <= 1.0 + GAP,
            (Some(good), None) => good >= self.rate_max,
            _ => false,
        };
        is_narrow || self.steps_left == 0
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::aim::Aim;
    use crate::arrivals::Arrivals;
    use crate::curve::Curve;
    use crate::latency::Latency;
    use crate::mix::Mix;

    /// Servers side by side, each busy for a while with whoever comes first.
    struct Model {
        servers: usize,
        busy: Duration,
    }

    impl Model {
        fn sign_ins(&self, rate: f64, seed: u64) -> Latency {
            let curve = Curve::constant(rate, Duration::from_secs(60), Mix::default());
            let (mut free, mut latency) = (vec![Duration::ZERO; self.servers], Latency::new());
            for due in Arrivals::on(&curve, seed) {
                let first = free.iter_mut().min().unwrap();
                *first = due.max(*first) + self.busy;
                latency.count(*first - due);
            }
            latency
        }

        fn capacity(&self) -> f64 {
            self.servers as f64 / self.busy.as_secs_f64()
        }
    }

    fn knee_of(model: &Model, first: f64) -> Knee {
        let (aim, mut search) =
            ("p99=800ms,errors=1%".parse::<Aim>().unwrap(), Search::new(first, 10_000.0, 30));
        let mut tries = 0;
        loop {
            match search.next() {
                Next::Found(knee) => return knee,
                Next::Try(rate) => {
                    tries += 1;
                    assert!(tries <= 30);
                    search.saw(aim.missed(&model.sign_ins(rate, tries), 0).is_empty());
                }
            }
        }
    }

    #[test]
    fn the_knee_of_a_lock_of_a_pool_and_of_a_slow_query_is_within_a_tenth_of_the_true_rate() {
        let ms = Duration::from_millis;
        for model in [
            Model { servers: 1, busy: ms(20) },
            Model { servers: 5, busy: ms(60) },
            Model { servers: 16, busy: ms(150) },
        ] {
            for first in [1.0, 7.0, 300.0] {
                let (knee, true_rate) = (knee_of(&model, first), model.capacity());
                let (good, bad) = (knee.good.unwrap(), knee.bad.unwrap());
                assert!((good / true_rate - 1.0).abs() < 0.1, "{good} of {true_rate} from {first}");
                assert!(good < bad && bad / good <= 1.0 + GAP);
            }
        }
    }

    #[test]
    fn a_server_without_a_knee_below_the_highest_rate_is_told_as_such() {
        let mut search = Search::new(10.0, 100.0, 30);
        let mut tried = Vec::new();
        while let Next::Try(rate) = search.next() {
            tried.push(rate);
            search.saw(true);
        }
        assert_eq!(search.so_far(), Knee { good: Some(100.0), bad: None });
        assert_eq!(tried, [10.0, 15.0, 22.5, 33.75, 50.625, 75.9375, 100.0]);
    }

    #[test]
    fn a_server_that_keeps_no_rate_ends_the_search_too() {
        let mut search = Search::new(10.0, 100.0, 4);
        while let Next::Try(_) = search.next() {
            search.saw(false);
        }
        assert_eq!(search.so_far(), Knee { good: None, bad: Some(1.25) });
    }
}
