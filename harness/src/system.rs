//! Owns what the harness takes from the operating system: programs that end with it, and the roots that servers are verified against.

pub(crate) mod last_words;
pub mod process;
pub(crate) mod supervisor;
pub mod tls;
