//! The sign-in of a relying party, from `ac` to tokens and out again.

pub mod authorize;
pub mod checks;
pub mod client_auth;
pub mod clients;
mod code;
pub mod faults;
pub mod given;
pub mod login;
pub mod logout;
pub mod refusal;
pub mod return_context;
pub mod rotation;
pub mod self_test;
pub mod sign_in;
pub mod token;
