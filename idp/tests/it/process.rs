//! The program as a process.

mod crash;
mod database;
mod exec;
mod kills;
mod migrate;
mod redemptions;
mod registrations;
mod resets;
mod serve;
mod sign;
mod tls;
