//! Owns what each command does, from its arguments to its exit code.

mod diary;
mod failure;
mod init;
mod list;
mod load;
mod ownership;
mod play;
mod rehearse;
mod replay;
mod roster;
mod run;
mod signals;

use crate::args::{Command, EXIT_BROKEN, EXIT_GREEN, EXIT_USAGE};
use crate::command::failure::Failure;
use crate::system::{guard, supervisor};

/// Does what was asked, and gives the exit code.
pub fn execute(command: &Command) -> u8 {
    let done = match command {
        Command::Run(arguments) => run::execute(arguments),
        Command::Replay(arguments) => replay::execute(arguments),
        Command::Init(arguments) => init::execute(arguments),
        Command::Rehearse(arguments) => rehearse::execute(arguments),
        Command::Load(arguments) => load::execute(arguments),
        Command::Roster(command) => roster::execute(command),
        Command::List => list::execute(),
        Command::Diary(arguments) => diary::execute(arguments),
        Command::Play(arguments) => play::execute(arguments),
        Command::Guard(arguments) => {
            guard::guard(&arguments.command).map(|()| EXIT_GREEN).map_err(Failure::broken)
        }
        Command::Supervise(arguments) => {
            supervisor::supervise(&arguments.command).map(|()| EXIT_GREEN).map_err(Failure::broken)
        }
    };
    done.unwrap_or_else(|failure| {
        let (code, why) = match failure {
            Failure::Usage(why) => (EXIT_USAGE, why),
            Failure::Broken(why) => (EXIT_BROKEN, why),
            // Whoever wanted no more needs no words.
            Failure::Unread => return EXIT_BROKEN,
        };
        eprintln!("error: {why}");
        code
    })
}
