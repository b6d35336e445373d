//! The tests that see the provider from outside, in one binary.

mod clients;
mod golden;
mod oauth;
mod source;
mod tidy;
