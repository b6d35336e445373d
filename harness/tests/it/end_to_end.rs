//! Owns the test of everything together: the program starts the real provider and every scenario passes.

use std::path::Path;
use std::process::Command;

/// What a diary whose users bind their accounts has not, or does not promise; other parties meet these.
const NOT_OF_THE_BUILT_IN: [&str; 13] = [
    "bind.by-sign-in",
    "forged.changes",
    "forged.password",
    "leak.written",
    "marks.forms",
    "marks.roles",
    "marks.roles-claimed",
    "request.pkce",
    "request.version",
    "session.forgotten",
    "session.over-another",
    "stranger.near-misses",
    "stranger.other-name",
];

/// Needs the provider's program beside this one: `cargo build -p idp` makes it.
#[test]
fn every_scenario_passes_against_the_provider() {
    let harness = env!("CARGO_BIN_EXE_esia-harness");
    let idp = Path::new(harness).with_file_name(format!("esia-idp{}", std::env::consts::EXE_SUFFIX));
    assert!(idp.exists(), "{} is not there: run `cargo build -p idp` first", idp.display());
    let ran = Command::new(harness).args(["run", "--mutations", "quick"]).output().unwrap();
    let text = String::from_utf8_lossy(&ran.stdout);
    let complained = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{text}\n{complained}");
    for scenario in harness::scenario::catalog::CATALOG {
        let verdict = if NOT_OF_THE_BUILT_IN.contains(&scenario.id) { "not applicable" } else { "passed" };
        assert!(text.contains(&format!("{}: {verdict}", scenario.id)), "{}:\n{text}", scenario.id);
    }
}
