//! The use cases: each performs one change or reading of a realm in one transaction.

pub mod persona;
