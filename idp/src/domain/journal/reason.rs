//! The catalogue of reasons: what the journal calls each refusal, what it means and what to change.

mod account;
mod data;
mod entry;
mod http;
mod request;
mod signature;
mod token;

pub use entry::Reason;

pub(crate) use account::*;
pub(crate) use data::*;
pub(crate) use http::*;
pub(crate) use request::*;
pub(crate) use signature::*;
pub(crate) use token::*;

/// All reasons, by the subject they belong to.
pub const CATALOGUE: &[(&str, &[Reason])] = &[
    ("Any request", http::ALL),
    ("Requests to `ac`", request::ALL),
    ("The client's signature", signature::ALL),
    ("Requests to `te`", token::ALL),
    ("Data, marks and accounts sent by systems", data::ALL),
    ("The citizen at the portal", account::ALL),
];
