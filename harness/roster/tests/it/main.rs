//! Owns the tests that go through files.

mod generated;
mod pseudonyms;
mod scratch;
