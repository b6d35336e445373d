//! The program as a process.

mod crash;
mod exec;
mod registrations;
mod serve;
