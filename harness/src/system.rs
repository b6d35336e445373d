//! Owns what the harness takes from the operating system: programs that end with it, the roots that servers are verified against, and why a request got no answer.

pub(crate) mod guard;
pub(crate) mod output_tail;
pub mod process;
pub(crate) mod supervisor;
pub mod tls;
pub(crate) mod unreached;
