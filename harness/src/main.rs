//! Owns the entry: arguments in, exit code out.

use std::process::ExitCode;

use harness::args::Arguments;

fn main() -> ExitCode {
    ExitCode::from(harness::command::execute(&Arguments::read().command))
}
