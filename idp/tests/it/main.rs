//! The tests that see the provider from outside, in one binary.

mod access;
mod actors;
mod clients;
mod consents;
mod control;
mod door;
mod entry;
mod family;
mod fidelity;
mod fixtures;
mod golden;
mod house;
mod life;
mod load;
mod map;
mod oauth;
mod organisations;
mod process;
mod proof;
mod races;
mod realms;
mod reasons;
mod server;
mod source;
mod store;
mod tidy;
