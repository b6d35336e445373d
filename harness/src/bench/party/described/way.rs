//! Owns what a described party is to those who come in crowds: where its sign-in begins, and which process it is.

use crate::bench::party::described::Described;
use crate::bench::party::process::Process;

impl Described {
    /// The address at which its sign-in begins, and the words that are pressed there; nothing where the address does it by itself.
    pub(crate) fn way_in(&self) -> (String, Option<&str>) {
        let place = &self.description.sign_in;
        match &place.address {
            Some(address) => (self.at(address), None),
            None => (self.at(place.page.as_deref().unwrap_or("/")), place.press.as_deref()),
        }
    }

    /// The number of its process, where the harness started it.
    pub(crate) fn number_of_process(&self) -> Option<u32> {
        self.process.as_ref().and_then(Process::number)
    }
}
