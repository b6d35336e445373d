//! Owns virtual citizens: tens of thousands who sign in to a relying party through the portal, each a task with a browser of its own.
//!
//! A [`stage::Stage`] is a portal, a party and the people on both. Citizens arrive when they are due, whether or not those before
//! them have finished. Everything runs on one thread: a citizen who thinks costs a timer, and one who waits a socket.

mod books;
mod crowd;
mod page;
mod people;
mod portal;
mod processes;
mod progress;
mod run;
mod stage;
mod visit;
mod wire;

pub(crate) use people::accounts_for;
pub(crate) use progress::Progress;
pub(crate) use run::{Order, Wanted, drive};
pub(crate) use stage::{Stage, Wish};
