//! Owns files of tests.

use std::path::PathBuf;

/// A file of a test's own, with a content.
pub(crate) fn file(name: &str, octets: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("roster");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, octets).unwrap();
    path
}
