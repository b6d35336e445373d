//! Confirmation by somebody who sees the person, certificates, and what the registers know.

pub mod answers;
pub mod centre_accounts;
pub mod centres;
pub mod certificates;
pub mod records;
pub mod registers;
pub mod visits;
