//! Owns the test of everything together: the program starts the real provider and the scenarios pass.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use harness::scenario::catalog::CATALOG;

/// What a diary whose users bind their accounts has not, or does not promise; other parties meet these.
const NOT_OF_THE_BUILT_IN: [&str; 20] = [
    "bind.by-sign-in",
    "forged.changes",
    "forged.password",
    "leak.log",
    "leak.written",
    "marks.asked-for",
    "marks.forms",
    "marks.roles",
    "marks.roles-claimed",
    "marks.roles-left",
    "gone.removed",
    "marks.fields-added",
    "password.forgotten",
    "password.changed",
    "request.pkce",
    "request.version",
    "session.forgotten",
    "session.over-another",
    "stranger.near-misses",
    "stranger.other-name",
];

/// Needs the provider's program beside this one: `cargo build -p idp` makes it.
fn pass(scenarios: &[&str]) {
    let harness = env!("CARGO_BIN_EXE_esia-harness");
    let idp = Path::new(harness).with_file_name(format!("esia-idp{}", std::env::consts::EXE_SUFFIX));
    assert!(idp.exists(), "{} is not there: run `cargo build -p idp` first", idp.display());
    let ran = Command::new(harness).args(["run", "--mutations", "quick"]).args(scenarios).output().unwrap();
    let text = String::from_utf8_lossy(&ran.stdout);
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{text}\n{complained}");
    for id in scenarios {
        let verdict = if NOT_OF_THE_BUILT_IN.contains(id) { "not applicable" } else { "passed" };
        assert!(text.contains(&format!("{id}: {verdict}")), "{id}:\n{text}");
    }
}

/// What an id begins with, all but its last word.
fn family(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(family, _)| family)
}

#[test]
fn one_scenario_of_each_family_passes_against_the_provider() {
    let mut seen = BTreeSet::new();
    let first_of_each = CATALOG.iter().map(|scenario| scenario.id).filter(|id| seen.insert(family(id)));
    pass(&first_of_each.collect::<Vec<_>>());
}

mod full {
    use super::*;

    #[test]
    fn every_scenario_passes_against_the_provider() {
        pass(&CATALOG.iter().map(|scenario| scenario.id).collect::<Vec<_>>());
    }
}
