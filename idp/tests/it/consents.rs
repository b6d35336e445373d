//! Consents of the digital profile, as the official documents give them.

mod asked;
mod digital;
mod faulty;
mod kit;
mod minors;
mod platform;
mod published;
mod push_faults;
mod push_trust;
mod pushes;
mod receiver;
mod tokens;
