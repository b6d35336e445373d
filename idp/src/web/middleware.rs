//! What happens around every request.

pub mod access;
pub mod around;
pub mod faults;
pub mod headers;
pub mod nodes;
pub mod operation_names;
pub mod query_names;
pub mod security_headers;
pub mod trace;
pub mod watched;
pub mod wrong_method;
