//! Owns the tests of organisations from outside: the choice of a role, the data API, tokens of systems.

mod api_key;
mod extras;
pub(crate) mod kit;
mod papers;
mod roles;
mod system;
mod wire;
