//! Accounts by somebody who sees the person: service centres and banks.

pub mod bank;
pub mod centres;
pub mod desk;
pub mod enrol;
pub mod import;
