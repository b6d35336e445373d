//! The `/rs` data API: what is asked, what is shown, how it is refused.

pub mod address;
pub mod avatar;
pub mod collection;
pub mod consent;
pub mod contact;
pub mod digital;
pub mod disclosed;
pub mod document;
pub mod embed;
pub mod employee;
pub mod error;
pub mod extras;
pub mod kid;
pub mod organisation;
pub mod organisation_consent;
pub mod papers;
pub mod person;
pub mod role;
pub mod vehicle;
