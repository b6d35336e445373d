//! Bodies of the control API: JSON read in linear time, away from the connection threads, with the path of each fault.

pub mod body;
pub mod fault;
pub mod json;
pub mod node;
pub mod query;
pub mod waiter;
