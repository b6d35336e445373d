//! Owns the sign-in through ESIA, version 1 of its OAuth, from the button to a known person.
//!
//! The steps, each in a file of its own:
//!
//! 1. `authorize` sends the browser to `/aas/oauth2/ac` with a request that `sign` has signed;
//! 2. the browser comes back, and `arrive` finds the attempt it belongs to;
//! 3. `exchange` turns the code into tokens at `/aas/oauth2/te`;
//! 4. `verify` believes the tokens or does not;
//! 5. `person` reads the record at `/rs/prns/{oid}`.
//!
//! What the diary makes of the person is no longer the portal's business and stands in `arrive`.

pub(crate) mod answer;
pub(crate) mod arrive;
pub(crate) mod authorize;
pub(crate) mod exchange;
pub mod identity;
pub(crate) mod jws;
pub(crate) mod person;
pub mod portal;
pub(crate) mod portfolio;
pub mod register;
pub(crate) mod sign;
pub(crate) mod verify;
pub(crate) mod wire;

use serde::Deserialize;

/// A person's number in ESIA.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub(crate) struct Oid(#[serde(deserialize_with = "wire::number")] pub(crate) u64);

impl std::fmt::Display for Oid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
