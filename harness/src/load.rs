//! Owns load: people who sign in through a provider, many at once, and what that costs the provider and the driver.
//!
//! [`mod@drive`] sets the pace and counts; a [`gate::Gate`] is one complete sign-in of one provider, [`esia`] the simulator's.
//! The driver is a few threads with hand-written HTTP/1.1 over kept connections, since it shares the cores with the server.

pub mod drive;
pub mod esia;
pub mod form;
pub mod gate;
pub mod http;
pub mod machine;
pub mod server;
pub mod watch;

pub use ::load::latency;
