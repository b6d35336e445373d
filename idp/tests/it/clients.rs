//! Owns the tests with the public client libraries: they run unmodified, with only the address and the trusted
//! key changed (clients.md §1).

mod card;
mod generated;
pub(crate) mod program;
mod registries;
mod secured;
