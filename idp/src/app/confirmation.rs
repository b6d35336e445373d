//! How an account is confirmed: the profile and its check, letters, signatures.

pub mod authority;
pub mod confirm;
pub mod profile;
pub mod signature;
