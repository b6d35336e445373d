//! Owns the replay of a rehearsal's capsule: the sign-ins of its row once more, and whether forecast and diary still differ.

use std::io::{Write, stdout};
use std::path::Path;

use ::rehearse::told::{Disagreement, Rehearsal};
use clap::Parser;
use serde::Deserialize;

use crate::args::{Arguments, Command, RehearseArguments, ReplayArguments};
use crate::command::failure::Failure;
use crate::command::rehearse;
use crate::command::replay::document::read;

/// The part of a capsule that decides what happens, and what is compared afterwards.
#[derive(Deserialize)]
pub(super) struct Capsule {
    command: Vec<String>,
    disagreement: Disagreement,
}

/// Rehearses the row of a capsule, and says whether it went as it did then.
pub(super) fn execute(arguments: &ReplayArguments, then: &Capsule) -> Result<u8, Failure> {
    if arguments.idp.is_some() {
        return Err(Failure::Usage("a rehearsal starts its own provider: give --idp-bin".to_owned()));
    }
    let mut again = then.arguments(&arguments.capsule)?;
    again.idp_bin = arguments.idp_bin.clone().or(again.idp_bin);
    // The reports of the rehearsal stay as they are.
    again.out = arguments.capsule.with_extension("replayed");
    let code = rehearse::execute(&again)?;
    let now: Rehearsal = read(&again.out.join("rehearsal.json"))?;
    let of = &then.disagreement;
    let is_same =
        |one: &&Disagreement| (one.row, one.role, &one.day, &one.way) == (of.row, of.role, &of.day, &of.way);
    let output = match now.proof.iter().flat_map(|proof| &proof.disagreements).find(is_same) {
        None => "forecast and diary agree now".to_owned(),
        Some(now) if (now.wrong, &now.seen) == (of.wrong, &of.seen) => format!("as then: {}", now.seen),
        Some(now) => format!("otherwise than then: {}", now.seen),
    };
    let line = format!("row {} on {} by {}: {} then; {output}", of.row, of.day, of.way, of.seen);
    writeln!(stdout(), "\n{line}").map_err(Failure::written)?;
    Ok(code)
}

impl Capsule {
    /// The command line as it was, checked as any other.
    fn arguments(&self, path: &Path) -> Result<RehearseArguments, Failure> {
        let wrong = |why: String| Failure::Usage(format!("{}, field `command`: {why}", path.display()));
        match Arguments::try_parse_from(&self.command).map_err(|error| wrong(error.to_string()))?.command {
            Command::Rehearse(arguments) => Ok(*arguments),
            _ => Err(wrong("it does not rehearse".to_owned())),
        }
    }
}
