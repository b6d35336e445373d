//! The `/rs` data API: what is asked, what is shown, how it is refused.

pub mod collection;
pub mod embed;
pub mod error;
pub mod kid;
pub mod member;
pub mod organisation;
pub mod person;
pub mod vehicle;
