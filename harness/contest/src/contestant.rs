//! Owns what every provider under measurement must be able to do.

use std::process::Command;

use harness::load::gate::Gate;
use harness::load::server::Server;

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
