//! Owns the lists of places that break a rule today. A list may only get shorter.

use std::collections::BTreeSet;

use crate::source::root;

/// Compares what breaks a rule with its list: a new offence fails, and so does a line that is no longer true.
///
/// `UPDATE=1` takes away the lines that are no longer true; it never adds one.
pub(crate) fn only(rule: &str, found: &BTreeSet<String>) {
    let path = root().join(format!("idp/tests/it/house/offences/{rule}.txt"));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<String> = text.lines().map(str::to_owned).collect();
    let new: Vec<_> = found.difference(&listed).cloned().collect();
    assert!(new.is_empty(), "{rule}: new offences; the rule is in docs/STYLE.md:\n{}", new.join("\n"));
    let gone: Vec<_> = listed.difference(found).cloned().collect();
    if gone.is_empty() {
        return;
    }
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "{rule}: mended, so take them off the list (UPDATE=1 does):\n{}",
        gone.join("\n")
    );
    let kept: Vec<_> = listed.intersection(found).cloned().collect();
    if kept.is_empty() {
        std::fs::remove_file(path).unwrap();
    } else {
        std::fs::write(path, kept.join("\n") + "\n").unwrap();
    }
}
