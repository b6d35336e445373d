//! Owns the comparison of texts with files: `UPDATE=1` writes them anew.

use std::path::Path;

/// A golden file of the tests.
pub(crate) fn compare(name: &str, seen: &str) {
    compare_page(&format!("harness/tests/golden/{name}"), seen);
}

/// A page of the repository that is made from the code.
pub(crate) fn compare_page(name: &str, seen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, seen).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(seen == expected, "{name} differs; run with UPDATE=1 and review the change. Seen:\n{seen}");
}
