//! Owns the entry: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use harness::args::Arguments;

fn main() -> ExitCode {
    ExitCode::from(harness::command::execute(&Arguments::parse().command))
}
