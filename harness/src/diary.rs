//! Owns the built-in school diary: a small relying party of ESIA, with a made-up school behind it.
//!
//! It is the party that the harness drives when it has no other, and the integration that the guides quote.
//! It knows nothing of the harness and shares no code with the simulator: it could stand on its own.
//!
//! One concern, one file: `roster` is the school as its file describes it, `people`, `mark`, `marks` and `ledger` the school as it is now;
//! `session` is the browser; `binding` is which portal account belongs to whom; `policy` is what a region demands,
//! and `admission` who may sign in under it; `consent` is life under a consent of the digital profile; `esia` is the sign-in; `pages` is what a citizen sees; `refusal` is every
//! reason to refuse. `guard` names each check, so that a weak twin can leave one out.

pub(crate) mod admission;
pub(crate) mod arrive;
pub(crate) mod binding;
mod chance;
mod clock;
pub(crate) mod complaints;
pub(crate) mod consent;
pub mod esia;
mod guard;
pub(crate) mod ledger;
pub(crate) mod level;
pub(crate) mod mark;
pub(crate) mod marks;
pub(crate) mod pages;
pub(crate) mod people;
pub(crate) mod policy;
pub(crate) mod portfolio;
pub mod practice;
pub(crate) mod refusal;
pub(crate) mod roster;
mod running;
pub(crate) mod session;
pub(crate) mod snils;
pub(crate) mod source;
mod tries;
pub(crate) mod world;

pub use chance::Chance;
pub use clock::Clock;
pub use guard::{Guard, Guards};
pub use level::Level;
pub use policy::Policy;
pub use roster::School;
pub use running::Diary;
pub use source::Mistake;
pub(crate) use source::Source;
pub use world::{Settings, StartError};
