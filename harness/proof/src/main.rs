//! Owns the command line of `esia-proof`, which `make proof` runs: every fault, in every dialect, several at once.

mod arguments;
mod campaign;
mod earlier;
mod kept;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::Arguments;

fn main() -> ExitCode {
    match campaign::run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("esia-proof: {error}");
            ExitCode::from(2)
        }
    }
}
