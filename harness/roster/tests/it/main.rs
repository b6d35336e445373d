//! Owns the tests that go through files.

mod by_hand;
mod generated;
mod hostile;
mod layouts;
mod mutated;
mod outputs;
mod pseudonyms;
mod scratch;
mod templates;
