//! Relying parties, sign-in by a call, keys, armed faults.

pub mod client_owner;
pub mod client_terms;
pub mod clients;
pub mod faults;
pub mod keys;
mod mutation;
pub mod sign_ins;
