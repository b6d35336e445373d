//! Owns the attacks: the relying party's own session shows whether one succeeded.

pub(crate) mod answers;
pub(crate) mod changes;
pub(crate) mod faults;
pub(crate) mod grown_up;
pub(crate) mod insiders;
pub(crate) mod provider;
pub(crate) mod push;
pub(crate) mod sessions;
