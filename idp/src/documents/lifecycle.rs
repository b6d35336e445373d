//! The account's states against its commands: every cell is asked of the rules themselves.

mod cases;

use std::fmt::Write as _;

use crate::documents::MADE;
use crate::documents::lifecycle::cases::{NOW, commands, states};
use crate::domain::account::{Account, Command, decide, evolve, notices};

/// The table of states and commands.
pub fn lifecycle() -> String {
    let mut out = format!("{MADE}# The life of an account\n\n");
    out.push_str("Each cell is what the rules answer: the next state, the events and, behind ✉, how many messages they\n");
    out.push_str("send; or the reason of the refusal, with the events a refusal has nevertheless. No cell is undecided: the\n");
    out.push_str("rules match every command in every state, and `deleted` refuses all.\n\n");
    out.push_str(&picture());
    for (state, account) in states() {
        let _ = writeln!(out, "## {state}\n\n| command | answer |\n|---|---|");
        for (name, command) in commands() {
            let _ = writeln!(out, "| {name} | {} |", cell(&account, command));
        }
        out.push('\n');
    }
    out
}

/// The states and what leads from one to another, drawn from the same answers as the table.
fn picture() -> String {
    let mut ways: Vec<(&'static str, &'static str, Vec<&'static str>)> = Vec::new();
    for (_, account) in states() {
        let from = account.status.name();
        for (name, command) in commands() {
            let ruling = decide(&account, command, NOW);
            let after = ruling.events.iter().fold(account.clone(), |after, event| evolve(after, event, NOW));
            let to = after.status.name();
            if ruling.answer.is_err() || to == from {
                continue;
            }
            match ways.iter_mut().find(|way| (way.0, way.1) == (from, to)) {
                Some(way) if way.2.contains(&name) => {}
                Some(way) => way.2.push(name),
                None => ways.push((from, to, vec![name])),
            }
        }
    }
    let mut out = "```mermaid\nstateDiagram-v2\n    [*] --> simplified: register\n".to_owned();
    for (from, to, names) in ways {
        let _ = writeln!(out, "    {} --> {}: {}", id(from), id(to), names.join("<br>"));
    }
    out.push_str("    deleted --> [*]\n```\n\n");
    out
}

/// A state's name as Mermaid takes one.
fn id(state: &str) -> String {
    state.replace('-', "_")
}

fn cell(account: &Account, command: Command) -> String {
    let ruling = decide(account, command, NOW);
    let events: Vec<_> = ruling.events.iter().map(|event| event.name()).collect();
    let told: usize = ruling.events.iter().map(|event| notices(account, event).len()).sum();
    let after = ruling.events.iter().fold(account.clone(), |account, event| evolve(account, event, NOW));
    let mail = if told > 0 { format!(" ✉{told}") } else { String::new() };
    match ruling.answer {
        Ok(()) => format!("→ **{}** ({}){mail}", after.status.name(), events.join(", ")),
        Err(why) if events.is_empty() => format!("refused: {why}"),
        Err(why) => format!("refused: {why} ({}){mail}", events.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The name of a variant; a new command does not compile before it is named here and has a row above.
    fn variant(command: &Command) -> &'static str {
        match command {
            Command::Submit(_) => "submit",
            Command::Revise { .. } => "revise",
            Command::FinishCheck(_) => "finish-check",
            Command::OrderLetter(_) => "order-letter",
            Command::EnterLetterCode(_) => "enter-letter-code",
            Command::GiveUpLetter => "give-up-letter",
            Command::CancelCheck => "cancel-check",
            Command::DeleteInPerson { .. } => "delete-in-person",
            Command::ConfirmInPerson { .. } => "confirm-in-person",
            Command::ReturnLetter => "return-letter",
            Command::RefuseInPerson { .. } => "refuse-in-person",
            Command::RecoverInPerson { .. } => "recover-in-person",
            Command::ConfirmBySignature(_) => "confirm-by-signature",
            Command::ConfirmByBank(_) => "confirm-by-bank",
            Command::ConfirmByControl => "confirm-by-control",
            Command::VouchForChild { .. } => "vouch-for-child",
            Command::TurnFourteen { .. } => "turn-fourteen",
            Command::ChangeByParent { .. } => "change-by-parent",
            Command::Contact(_) => "contact",
            Command::Block(_) => "block",
            Command::Unblock => "unblock",
            Command::Delete => "delete",
        }
    }

    #[test]
    fn every_command_has_a_row_and_every_state_a_table() {
        let told: BTreeSet<_> = commands().iter().map(|(_, command)| variant(command)).collect();
        assert_eq!(told.len(), 22, "{told:?}");
        let states: BTreeSet<_> = states().iter().map(|(_, account)| account.status.name()).collect();
        assert_eq!(states.len(), 8, "{states:?}");
    }

    #[test]
    fn the_picture_draws_every_state_and_nothing_leaves_the_last() {
        let picture = picture();
        for (_, account) in states() {
            assert!(picture.contains(&id(account.status.name())), "{}", account.status.name());
        }
        assert!(picture.contains("standard --> confirmed") && picture.contains("--> deleted"), "{picture}");
        let from_deleted: Vec<_> = picture.lines().filter(|line| line.contains("deleted -->")).collect();
        assert_eq!(from_deleted, ["    deleted --> [*]"]);
    }
}
