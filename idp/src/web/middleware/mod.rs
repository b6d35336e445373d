//! What happens around every request.

pub mod faults;
pub mod headers;
pub mod realm_path;
pub mod trace;
pub mod wrong_method;
