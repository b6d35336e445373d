//! The program as a process.

mod serve;
