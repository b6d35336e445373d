//! Who acts in the tests: a tester at the control API, the program as a process.

use std::time::{Duration, Instant};

mod balancer;
mod daemon;
mod nodes;
mod pooler;
mod program;
mod stand;
mod tester;
mod web;

pub(crate) use balancer::Balancer;
pub(crate) use daemon::free_port;
pub(crate) use nodes::Nodes;
pub(crate) use program::{Folder, Program, signal};
pub(crate) use stand::{PASSWORD, Stand, options};
pub(crate) use tester::{Reply, Tester, description, operations};
pub(crate) use web::{client, client_trusting, trusting};

/// How many rounds a costly test runs: a few, or as many as `ESIA_SIM_ROUNDS` says.
pub(crate) fn rounds(usual: u32) -> u32 {
    std::env::var("ESIA_SIM_ROUNDS").map_or(usual, |text| text.parse().expect("a number of rounds"))
}

/// Asks again and again until the answer is yes; a test that would ask for ever fails instead.
#[expect(clippy::disallowed_methods, reason = "another thread or process gets there in its own time")]
pub(crate) fn until(what: &str, mut reached: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !reached() {
        assert!(begun.elapsed() < Duration::from_secs(60), "after a minute not yet: {what}");
    }
}
