//! Owns the tests of organisations from outside: the choice of a role, the data API, tokens of systems.

mod kit;
mod roles;
mod system;
mod wire;
