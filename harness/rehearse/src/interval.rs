//! Owns how sure a sample is: the interval in which the share of the whole lies.

/// A share with its interval of 95 per cent.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Of a normal distribution, 95 per cent lie within so many deviations.
const Z: f64 = 1.959_964;

impl Interval {
    /// Wilson's interval for `hits` of `tries`; nothing was tried means that anything may be.
    pub fn wilson(hits: usize, tries: usize) -> Self {
        if tries == 0 {
            return Self { low: 0.0, high: 1.0 };
        }
        let (n, share) = (tries as f64, hits as f64 / tries as f64);
        let square = Z * Z;
        let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
        let half = Z / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
        Self { low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_published_tables() {
        let close = |one: f64, other: f64| (one - other).abs() < 0.0005;
        let none = Interval::wilson(0, 100);
        assert!(close(none.low, 0.0) && close(none.high, 0.0370), "{none:?}");
        let half = Interval::wilson(50, 100);
        assert!(close(half.low, 0.4038) && close(half.high, 0.5962), "{half:?}");
        assert_eq!(Interval::wilson(0, 0), Interval { low: 0.0, high: 1.0 });
    }
}
