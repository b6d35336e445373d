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
    out.push_str("send; or the reason of the refusal, with the events a refusal has nevertheless.\n\n");
    for (state, account) in states() {
        let _ = writeln!(out, "## {state}\n\n| command | answer |\n|---|---|");
        for (name, command) in commands() {
            let _ = writeln!(out, "| {name} | {} |", cell(&account, command));
        }
        out.push('\n');
    }
    out
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
