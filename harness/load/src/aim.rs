//! Owns the aim: how long a sign-in may take and how many may fail, before a rate counts as too high.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::latency::Latency;
use crate::mistake::Mistake;
use crate::span;

/// The option that states it.
const OPTION: &str = "--aim";
/// The percentiles that can be named.
const PERCENTILES: [u64; 5] = [50, 75, 90, 95, 99];

/// What a rate has to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Percentiles of the time of a sign-in, each with its limit; 100 is the longest.
    limits: Vec<(u64, Duration)>,
    /// The largest share of sign-ins that may fail.
    errors_max: Option<f64>,
}

/// One part of an aim that was not kept.
#[derive(Debug, Clone, PartialEq)]
pub enum Missed {
    /// A percentile is above its limit.
    Slow {
        /// Which.
        percentile: u64,
        /// What it was.
        seen: Duration,
        /// What it may be.
        limit: Duration,
    },
    /// Too many failed.
    Failing {
        /// Their share.
        seen: f64,
        /// What it may be.
        limit: f64,
    },
    /// Nothing came through at all.
    Nothing,
}

impl Aim {
    /// What of it was not kept by sign-ins of which so many failed.
    pub fn missed(&self, sign_ins: &Latency, failed: u64) -> Vec<Missed> {
        let all = sign_ins.total().max(failed);
        if all == 0 {
            return vec![Missed::Nothing];
        }
        let slow = self.limits.iter().filter_map(|(percentile, limit)| {
            let seen = sign_ins.percentile(*percentile);
            let (percentile, limit) = (*percentile, *limit);
            (seen > limit).then_some(Missed::Slow { percentile, seen, limit })
        });
        let mut missed: Vec<_> = slow.collect();
        let share = failed as f64 / all as f64;
        if let Some(limit) = self.errors_max.filter(|limit| share > *limit) {
            missed.push(Missed::Failing { seen: share, limit });
        }
        missed
    }
}

impl FromStr for Aim {
    type Err = Mistake;

    fn from_str(text: &str) -> Result<Self, Mistake> {
        let mut aim = Self { limits: Vec::new(), errors_max: None };
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=').map(|(name, value)| (name.trim(), value.trim()))
            else {
                let fix = format!("write {part}=800ms, or errors=1%");
                return Err(Mistake::of_option(OPTION, format!("`{part}` has no value"), fix));
            };
            match name {
                "errors" if aim.errors_max.is_none() => aim.errors_max = Some(share(value)?),
                _ => {
                    let percentile = percentile(name)?;
                    if name == "errors" || aim.limits.iter().any(|(known, _)| *known == percentile) {
                        let why = format!("`{name}` stands there twice");
                        return Err(Mistake::of_option(OPTION, why, "leave one of them out"));
                    }
                    aim.limits.push((percentile, limit(name, value)?));
                }
            }
        }
        if aim.limits.is_empty() && aim.errors_max.is_none() {
            let fix = "write for example p99=800ms,errors=1%";
            return Err(Mistake::of_option(OPTION, "it asks for nothing", fix));
        }
        aim.limits.sort_unstable();
        Ok(aim)
    }
}

fn percentile(name: &str) -> Result<u64, Mistake> {
    let number = name.strip_prefix('p').and_then(|number| number.parse().ok());
    match (name, number.filter(|number| PERCENTILES.contains(number))) {
        ("max", _) => Ok(100),
        ("errors", _) => Ok(0),
        (_, Some(number)) => Ok(number),
        (_, None) => {
            let fix = "use p50, p75, p90, p95, p99, max or errors";
            Err(Mistake::of_option(OPTION, format!("`{name}` is no part of an aim"), fix))
        }
    }
}

fn limit(name: &str, value: &str) -> Result<Duration, Mistake> {
    let why = || format!("`{name}`: `{value}` is no span of time");
    span::parse(value).ok_or_else(|| Mistake::of_option(OPTION, why(), format!("write {}", span::FORM)))
}

fn share(value: &str) -> Result<f64, Mistake> {
    let number = value.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
    let number = number.filter(|number| (0.0..=100.0).contains(number));
    let why = || format!("`errors`: `{value}` is no share");
    let share =
        number.ok_or_else(|| Mistake::of_option(OPTION, why(), "write a percentage such as 1% or 0.5%"));
    share.map(|percent| percent / 100.0)
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name =
            |percentile: u64| if percentile == 100 { "max".to_owned() } else { format!("p{percentile}") };
        let limits = self
            .limits
            .iter()
            .map(|(percentile, limit)| format!("{}={}ms", name(*percentile), limit.as_millis()));
        let errors = self.errors_max.iter().map(|share| format!("errors={}%", share * 100.0));
        f.write_str(&limits.chain(errors).collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aim(text: &str) -> Aim {
        text.parse().unwrap()
    }

    fn latency(ms: impl Iterator<Item = u64>) -> Latency {
        let mut latency = Latency::new();
        ms.for_each(|ms| latency.count(Duration::from_millis(ms)));
        latency
    }

    #[test]
    fn an_aim_is_read_and_told_again() {
        for text in ["p99=800ms,errors=1%", "p50=100ms,p95=500ms,max=3000ms", "errors=0.5%"] {
            assert_eq!(aim(text).to_string(), text);
        }
        assert_eq!(aim(" p99 = 0.8s , errors = 1 % ").to_string(), "p99=800ms,errors=1%");
    }

    #[test]
    fn a_wrong_aim_names_the_part_and_its_remedy() {
        for (text, why, fix) in [
            ("p98=1s", "`p98` is no part of an aim", "p99"),
            ("p99", "`p99` has no value", "p99=800ms"),
            ("p99=fast", "`p99`: `fast` is no span of time", "800ms"),
            ("errors=2", "`errors`: `2` is no share", "1%"),
            ("errors=101%", "`101%` is no share", "1%"),
            ("p99=1s,p99=2s", "`p99` stands there twice", "leave one"),
            ("errors=1%,errors=2%", "`errors` stands there twice", "leave one"),
            ("", "it asks for nothing", "p99=800ms,errors=1%"),
        ] {
            let told = text.parse::<Aim>().unwrap_err().to_string();
            assert!(
                told.starts_with("--aim: ") && told.contains(why) && told.contains(fix),
                "{text}: {told}"
            );
        }
    }

    #[test]
    fn an_aim_is_kept_up_to_its_limits_and_missed_above_them() {
        let aim = aim("p99=800ms,errors=1%");
        let mut fast = latency((0..99).map(|_| 100));
        fast.count(Duration::from_secs(20));
        assert_eq!(aim.missed(&fast, 1), [], "one in a hundred may be slow and may fail");
        assert!(matches!(aim.missed(&fast, 2)[..], [Missed::Failing { .. }]));
        fast.count(Duration::from_secs(20));
        assert!(matches!(aim.missed(&fast, 0)[..], [Missed::Slow { percentile: 99, .. }]));
        assert_eq!(aim.missed(&Latency::new(), 0), [Missed::Nothing]);
    }
}
