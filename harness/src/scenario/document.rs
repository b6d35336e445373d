//! Owns `docs/SCENARIOS.md`: the catalogue as a page to read.

use std::fmt::Write;

use crate::scenario::catalog::CATALOG;
use crate::scenario::{Kind, Scenario};

const HEAD: &str = "<!-- Made from the code by `make golden`; do not edit. -->

# Scenarios

Every story and attack that `esia-harness run` drives, in the order of the catalogue. Each runs in a realm of
its own, at the simulated moment in the last column, under the policy of a letter. `S000`–`S004` are the five letters;
the rest are clauses of ESIA's rules or of the RFCs. `esia-harness run ID` runs one, `esia-harness run 'diary.*'` a family.
An attack that names a guard is proven able to succeed: against a weak twin of the diary that lacks that guard and no other,
it does, and no attack on another guard does.
";

/// The page.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    let mut family = "";
    for scenario in CATALOG {
        let own = family_of(scenario);
        if own != family {
            family = own;
            let count = CATALOG.iter().filter(|other| family_of(other) == family).count();
            let _ = write!(
                page,
                "\n## {family} ({count})\n\n| id | what it shows | kind | letter or clause | policy | begins |\n|---|---|---|---|---|---|\n"
            );
        }
        let Scenario { id, title, kind, clauses, policy, at, .. } = scenario;
        let kind = match kind {
            Kind::Hostile { guards } if !guards.is_empty() => {
                let guards: Vec<_> = guards.iter().map(|guard| format!("{guard:?}")).collect();
                format!("hostile; stopped by {}", guards.join(" and "))
            }
            other => other.word().to_owned(),
        };
        let clauses = clauses.join("; ").replace('|', "\\|");
        let _ = writeln!(page, "| `{id}` | {title} | {kind} | {clauses} | `{policy}` | {at} |");
    }
    page
}

fn family_of(scenario: &Scenario) -> &'static str {
    scenario.id.split('.').next().unwrap_or(scenario.id)
}
