//! Owns `esia-harness replay`: the scenario of a capsule once more, as it was run then.

mod document;
mod rehearsed;

use std::io::{Write, stdout};
use std::path::Path;

use clap::Parser;
use serde::Deserialize;

use crate::args::{Arguments, Command, EXIT_GREEN, ReplayArguments, RunArguments};
use crate::command::failure::Failure;
use crate::command::replay::document::read;
use crate::command::run;

/// The part of a capsule that decides what happens, and what is compared afterwards.
#[derive(Deserialize)]
struct Capsule {
    scenario: String,
    command: Vec<String>,
    verdict: String,
    trouble: String,
}

/// Runs the capsule's scenario, and says whether it went as it did then.
pub(super) fn execute(arguments: &ReplayArguments) -> Result<u8, Failure> {
    if let Ok(then) = read(&arguments.capsule) {
        return rehearsed::execute(arguments, &then);
    }
    let then: Capsule = read(&arguments.capsule)?;
    // The first capsule stays as it is.
    let capsules = arguments.capsule.with_extension("replayed");
    let left = capsules.join(format!("{}.json", then.scenario));
    let _ = std::fs::remove_file(&left);
    let mut again = then.arguments(&arguments.capsule)?;
    if arguments.idp.is_some() || arguments.idp_bin.is_some() {
        (again.idp, again.idp_bin) = (arguments.idp.clone(), arguments.idp_bin.clone());
    }
    again.capsules = capsules;
    let code = run::execute(&again)?;
    let now = if code == EXIT_GREEN { None } else { read::<Capsule>(&left).ok() };
    let output = match now {
        None if code == EXIT_GREEN => "passes now".to_owned(),
        None => "was broken off now".to_owned(),
        Some(now) if now.trouble == then.trouble => format!("is {} now, as then", now.verdict),
        Some(now) => format!("is {} now, otherwise than then: {}", now.verdict, then.trouble),
    };
    writeln!(stdout(), "\n{} was {} then and {output}", then.scenario, then.verdict)
        .map_err(Failure::written)?;
    Ok(code)
}

impl Capsule {
    /// The command line as it was, checked as any other.
    fn arguments(&self, path: &Path) -> Result<RunArguments, Failure> {
        let wrong = |why: String| Failure::Usage(format!("{}, field `command`: {why}", path.display()));
        match Arguments::try_parse_from(&self.command).map_err(|error| wrong(error.to_string()))?.command {
            Command::Run(arguments) => Ok(*arguments),
            _ => Err(wrong("it does not run a scenario".to_owned())),
        }
    }
}
