//! Owns what every provider under measurement must be able to do.

use std::process::Command;

use crate::load::http::Line;
use crate::load::server::Server;

/// What the report says of a provider besides its figures.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    /// Its name, with the version where that is known.
    pub(crate) name: String,
    /// What one complete sign-in is made of.
    pub(crate) sign_in: &'static str,
    /// RSA-2048 signatures that the provider makes for one sign-in.
    pub(crate) signatures: u32,
}

/// A provider under measurement.
pub(crate) trait Contestant {
    /// What the report says of it.
    fn card(&self) -> Card;
    /// How it is started, or why it cannot be.
    fn command(&self) -> Result<Command, String>;
    /// A page that it answers as soon as it is ready.
    fn probe(&self) -> &'static str;
    /// Registers the relying party and the people, and hands out the way in.
    fn open<'a>(&self, server: &'a Server, users: usize) -> Result<Box<dyn Gate + 'a>, String>;
}

/// The way into a running provider for a fixed number of users.
pub(crate) trait Gate: Sync {
    /// Makes ready what must not be made during a measured round of about so many sign-ins.
    fn prepare(&mut self, _sign_ins: usize) -> Result<(), String> {
        Ok(())
    }

    /// One complete sign-in of a user over a line without cookies.
    fn sign_in(&self, user: usize, line: &mut Line) -> Result<(), String>;
}
