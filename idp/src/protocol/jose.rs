//! Tokens on the wire: compact signatures and the claims they carry.

pub mod claims;
pub mod jws;
