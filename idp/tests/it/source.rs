//! Owns the reading of this repository's own text: sources, documents, tracked files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A source file.
pub(crate) struct Source {
    /// Its path below the folder that was read.
    pub(crate) path: String,
    /// What it says.
    pub(crate) text: String,
}

impl Source {
    /// Whether the whole file is a test.
    pub(crate) fn is_test(&self) -> bool {
        let steps = ["tests", "testkeys", "samples"];
        self.path.split(['/', '.']).any(|step| steps.contains(&step))
    }

    /// The part that is no test.
    pub(crate) fn production(&self) -> &str {
        match (self.is_test(), self.text.find("#[cfg(test)]\nmod tests {")) {
            (true, _) => "",
            (false, tests) => self.text.get(..tests.unwrap_or(self.text.len())).unwrap(),
        }
    }

    /// The first step of its path: the module of the crate's root that it belongs to.
    pub(crate) fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust file below a folder of the repository, by path.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let top = root().join(folder);
    let mut open = vec![top.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source { path: path.strip_prefix(&top).unwrap().display().to_string(), text });
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

/// Every tracked text file but the lock files, with its text.
pub(crate) fn tracked() -> Vec<(String, String)> {
    let listed = Command::new("git").arg("-C").arg(root()).args(["ls-files", "-z"]).output();
    let Ok(listed) = listed.map(|output| String::from_utf8(output.stdout).unwrap()) else {
        return Vec::new();
    };
    let text = |name: &str| {
        let text = std::fs::read_to_string(root().join(name)).ok()?;
        Some((name.to_owned(), text))
    };
    listed.split_terminator('\0').filter(|name| !name.ends_with(".lock")).filter_map(text).collect()
}

/// Compares a document with what the code says; `UPDATE=1` writes it instead.
pub(crate) fn compare(name: &str, made: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, made).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if kept == made {
        return;
    }
    let differing = made.lines().zip(kept.lines()).position(|(made, kept)| made != kept);
    let line = differing.unwrap_or_else(|| made.lines().count().min(kept.lines().count()));
    panic!(
        "{name} is not what the code says, from line {}:\n  code: {}\n  file: {}\nmake golden rewrites it",
        line + 1,
        made.lines().nth(line).unwrap_or("(end)"),
        kept.lines().nth(line).unwrap_or("(end)"),
    );
}
