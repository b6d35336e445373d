//! The program as a process.

mod crash;
mod exec;
mod serve;
