//! Consents of the digital profile, as the official documents give them.

mod asked;
mod kit;
mod minors;
mod platform;
mod pushes;
mod tokens;
