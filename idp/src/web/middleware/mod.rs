//! What happens around every request.

pub mod faults;
pub mod headers;
pub mod realm_path;
pub mod wrong_method;
