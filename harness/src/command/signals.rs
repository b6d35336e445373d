//! Owns what a signal does to a command that has started programs.

use std::convert::Infallible;

use crate::args::EXIT_BROKEN;
use crate::bench::provider::ProcessHandles;
use crate::interrupt::Interrupt;

/// The first signal asks for an end; the second one ends the programs and this process at once.
pub(super) fn ending(process_handles: ProcessHandles) -> Interrupt {
    Interrupt::on_signals(move || {
        let end = || -> Infallible {
            process_handles.end();
            std::process::exit(i32::from(EXIT_BROKEN))
        };
        match end() {}
    })
}
