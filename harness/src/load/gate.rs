//! Owns what the driver needs of a provider: one complete sign-in.

use crate::load::http::Line;

/// The way into a running provider for a fixed number of users.
pub trait Gate: Sync {
    /// Makes ready what must not be made during a measured round of about so many sign-ins.
    fn prepare(&mut self, _sign_ins: usize) -> Result<(), String> {
        Ok(())
    }

    /// One complete sign-in of a user over a line without cookies.
    fn sign_in(&self, user: usize, line: &mut Line) -> Result<(), String>;
}
