//! Owns what citizens are like: who is new, who returns, who types a wrong password, who gives up, how long they think.

use std::time::Duration;

/// Shares of citizens, each from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// How many were there before: the portal remembers what they allowed.
    pub returning: f64,
    /// How many of those still have a session at the portal.
    pub session: f64,
    /// How many type a wrong password first.
    pub wrong_password: f64,
    /// How many give up on a page of the portal.
    pub abandons: f64,
    /// How long a person takes over a page on the average.
    pub think: Duration,
    /// Whether browsers load what pages consist of: styles, scripts, pictures.
    pub resources: bool,
}

impl Default for Mix {
    /// Ours: nobody has counted the families of a region.
    fn default() -> Self {
        Self {
            returning: 0.7,
            session: 0.3,
            wrong_password: 0.05,
            abandons: 0.03,
            think: Duration::from_secs(2),
            resources: true,
        }
    }
}
