//! Owns the check of proofs: tests that exist and are run, scenarios that the harness lists.

use std::collections::BTreeSet;
use std::process::Command;

use crate::source::{root, sources};

/// Everything that can be named as a proof.
pub(super) struct Proofs {
    /// Tests of this binary, as it lists them itself: modules and name.
    here: BTreeSet<String>,
    /// Tests beside the code and those of the harness: modules and name.
    beside: BTreeSet<String>,
    scenarios: BTreeSet<String>,
}

impl Proofs {
    pub(super) fn read() -> Self {
        let here = listed(&["--list"]).difference(&listed(&["--list", "--ignored"])).cloned().collect();
        let mut beside = BTreeSet::new();
        for folder in ["idp/src", "harness/tests/it", "harness/src"] {
            for source in sources(folder) {
                let module = source.path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
                beside.extend(tests_of(&source.text).into_iter().map(|name| format!("{module}::{name}")));
            }
        }
        Self { here, beside, scenarios: scenarios() }
    }

    /// What is wrong with a proof, if anything.
    pub(super) fn fault(&self, proof: &str) -> Option<String> {
        if let Some(id) = proof.strip_prefix("scenario ") {
            return (!self.scenarios.contains(id))
                .then(|| format!("docs/SCENARIOS.md has no scenario `{id}`"));
        }
        let end = format!("::{proof}");
        let all = self.here.iter().chain(&self.beside);
        let found: Vec<_> = all.filter(|name| name.ends_with(&end) || *name == proof).collect();
        match found.len() {
            0 => Some(format!("no test `{proof}` is run")),
            1 => None,
            _ => Some(format!("several tests are called `{proof}`: name the module too: {found:?}")),
        }
    }
}

/// What this very binary lists.
fn listed(arguments: &[&str]) -> BTreeSet<String> {
    let binary = std::env::current_exe().expect("a test knows its binary");
    let answer = Command::new(binary).args(arguments).output().expect("the binary lists its tests");
    let text = String::from_utf8(answer.stdout).expect("names are UTF-8");
    text.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect()
}

/// The tests of a source that are run: those that are not ignored.
pub(super) fn tests_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines().map(str::trim_start);
    while lines.by_ref().any(|line| line == "#[test]") {
        let mut is_ignored = false;
        for line in lines.by_ref() {
            is_ignored |= line.starts_with("#[ignore");
            let Some(rest) = line.strip_prefix("fn ") else { continue };
            let name = rest.split('(').next().unwrap_or(rest);
            found.extend((!is_ignored).then(|| name.to_owned()));
            break;
        }
    }
    found
}

/// The identifiers of scenarios: the first cells of the tables of the document, which the harness makes from its catalogue.
fn scenarios() -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("docs/SCENARIOS.md")).unwrap();
    let first = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    text.lines().filter_map(first).collect()
}
