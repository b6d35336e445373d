//! Owns the sign-in through ESIA, in any version of its OAuth, from the button to a known person.
//!
//! The steps, each in a file of its own:
//!
//! 1. `authorize` sends the browser to the portal with a request that `secret` has signed;
//! 2. the browser comes back, and `arrive` finds the attempt it belongs to;
//! 3. `exchange` turns the code into tokens;
//! 4. `verify` believes the tokens or does not;
//! 5. `person` reads the record at `/rs/prns/{oid}`.
//!
//! In what the versions differ is data, in `dialect`. `algorithm` names RSA and the two sizes of GOST; `identity` is the
//! diary's own key, `trust` holds the portal's. GOST's numbers come from the package `gost3410`; `gost`, `identity/gost`
//! and `secret` frame them, and share that with no one.
//!
//! What the diary does with the person after that is in `diary/arrive`.

pub mod algorithm;
pub(crate) mod answer;
pub(crate) mod authorize;
pub(crate) mod consent;
pub mod dialect;
pub(crate) mod exchange;
pub(crate) mod gost;
pub mod identity;
pub(crate) mod issued;
pub(crate) mod jws;
pub(crate) mod kids;
pub(crate) mod person;
pub mod portal;
pub mod protocol;
pub mod register;
pub(crate) mod secret;
mod trust;
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
