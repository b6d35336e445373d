//! Owns everybody of a list as the forecast sees them.

mod build;
mod users;

pub use build::Mention;
pub use users::{Names, School};
