//! Owns `docs/SCENARIOS.md`: the catalogue as a page to read.

use std::fmt::Write;

use crate::bench::party::Guard;
use crate::scenario::catalog::CATALOG;
use crate::scenario::{Kind, Scenario};

const HEAD: &str = "<!-- Made from the code by `make golden`; do not edit. -->

# Scenarios

Every scenario and attack that `esia-harness run` runs, in the order of the catalogue. Each has a realm of
its own, starts at the simulated moment in the last column, and uses the policy of a letter. `S000`–`S004` are the five letters;
the rest are clauses of ESIA's rules or of the RFCs. `esia-harness run ID` runs one, `esia-harness run 'diary.*'` a family.
For an attack that names guards a test shows that it can succeed: it does against a weak twin of the diary without these
guards, and only there. `A and B`: both are needed to stop it; `A or B`: each is enough. Where no guard is named, the portal
itself stops the attack later, or the diary has nothing to accept.
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
                let set = |set: &&[Guard]| {
                    set.iter().map(|guard| format!("{guard:?}")).collect::<Vec<_>>().join(" or ")
                };
                format!("hostile; stopped by {}", guards.iter().map(set).collect::<Vec<_>>().join(" and "))
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
