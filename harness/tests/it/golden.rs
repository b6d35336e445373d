//! Owns the comparison of texts with files: `UPDATE=1` writes them anew.

use std::path::Path;

pub(crate) fn compare(name: &str, seen: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, seen).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(seen == expected, "{name} differs; run with UPDATE=1 and review the change. Seen:\n{seen}");
}
