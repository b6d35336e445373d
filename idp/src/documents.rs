//! Documents made from the code: they are written into `docs/` and compared by a test.

mod lifecycle;
mod settings;

use std::fmt::Write as _;

use crate::protocol::oauth::error::{self, Confidence};
use crate::protocol::rs;
use crate::web::control::openapi as control;

pub use lifecycle::lifecycle;
pub use settings::settings;

/// The first line of every document made from the code.
const MADE: &str = "<!-- Made from the code by `make golden`; do not edit. -->\n\n";

/// The OpenAPI document of the control API.
pub fn openapi() -> String {
    control::document()
}

/// The catalogue of faults.
pub fn faults() -> String {
    let mut out = format!("{MADE}# Faults\n\n");
    out.push_str(
        "`POST {control}/faults` arms one: once, n times, until a moment, for one client or one person.\n\n",
    );
    out.push_str("| fault | where | what it does | what a sound relying party does |\n|---|---|---|---|\n");
    for facts in crate::domain::fault::CATALOGUE {
        let _ =
            writeln!(out, "| `{}` | {} | {} | {} |", facts.name, facts.point.name(), facts.does, facts.sound);
    }
    out
}

/// The catalogue of errors.
pub fn errors() -> String {
    let mut out = format!(
        "{MADE}# Errors\n\nWhat the wire says. The journal (`GET {{control}}/journal`) says why.\n\n"
    );
    out.push_str("## OAuth\n\n`ac` sends them back in the redirect, `te` answers 400 with JSON.\n\n");
    out.push_str("| code | `error` | text | meaning | text is |\n|---|---|---|---|---|\n");
    for entry in error::CATALOGUE {
        let sure = match entry.confidence {
            Confidence::Seen => "seen on the real system",
            Confidence::Guessed => "ours; the meaning is the official one",
        };
        let _ = writeln!(
            out,
            "| ESIA-{} | `{}` | {} | {} | {sure} |",
            entry.code, entry.error, entry.text, entry.meaning
        );
    }
    out.push_str("\n## Data API\n\n| code | message |\n|---|---|\n");
    for entry in rs::error::CATALOGUE {
        let _ = writeln!(out, "| {} | `{}` |", entry.code, entry.message);
    }
    out
}
