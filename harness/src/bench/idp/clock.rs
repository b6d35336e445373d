//! Owns what the control API says of the realm's clock.

use jiff::Timestamp;
use reqwest::Method;
use serde::Deserialize;

use super::{Idp, IdpError};

/// What a clock shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) now: Timestamp,
    pub(crate) is_frozen: bool,
}

#[derive(Deserialize)]
struct Answer {
    now: String,
    mode: String,
}

impl Idp {
    /// What the realm's clock shows.
    pub(crate) fn clock(&self) -> Result<Shown, IdpError> {
        let Answer { now, mode } = self.read_clock()?;
        let parsed = now.parse().map_err(|error| IdpError::Unexpected {
            what: "GET /clock".to_owned(),
            why: format!("`{now}`: {error}"),
        })?;
        Ok(Shown { now: parsed, is_frozen: mode == "frozen" })
    }

    /// The moment alone, in RFC 3339.
    pub fn now(&self) -> Result<String, IdpError> {
        Ok(self.read_clock()?.now)
    }

    fn read_clock(&self) -> Result<Answer, IdpError> {
        self.ask(Method::GET, "/clock", None)
    }
}
