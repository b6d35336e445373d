//! The server as those who run and watch it see it: probes, waits, events, figures, its log.

mod events;
mod figures;
mod listener;
mod log;
mod probes;
mod quotas;
mod waiting;
mod worlds;
