//! The tests that see the provider from outside, in one binary.

mod actors;
mod control;
mod entry;
mod fixtures;
mod golden;
mod map;
mod oauth;
mod process;
mod realms;
mod source;
mod store;
mod tidy;
