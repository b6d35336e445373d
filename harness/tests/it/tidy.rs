//! Owns the rules of the house within the harness: who may import whom, and what every file begins with.

use std::path::{Path, PathBuf};

/// Parts of the harness, and what of the harness each may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("diary", &["diary"]),
    ("lang.rs", &[]),
    ("cause", &["cause", "lang"]),
    ("event.rs", &["cause"]),
    ("stopwatch.rs", &[]),
    ("interrupt.rs", &[]),
    ("report", &["cause", "event", "lang", "report", "stopwatch"]),
    ("check", &["bench", "cause", "check", "event"]),
    ("scenario", &["bench", "cause", "check", "event", "scenario"]),
    ("load", &["diary", "load", "system"]),
    ("system", &["interrupt", "system"]),
];

/// Production files are short enough to be read in one sitting.
const LINES_MAX: usize = 400;

fn sources() -> Vec<(PathBuf, String)> {
    sources_of("src")
}

fn sources_of(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut open = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    found
}

/// The first steps of the paths that a text names within this crate.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
}

#[test]
fn each_part_names_only_what_it_may() {
    for (path, text) in sources() {
        let first = path.iter().next().unwrap().to_str().unwrap();
        let part = MAY_IMPORT.iter().find(|(part, _)| first == *part || first == format!("{part}.rs"));
        let (Some((_, allowed)), false) = (part, path.ends_with("tests.rs") || first == "lib.rs") else {
            continue;
        };
        let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        for name in named(text.get(..tests).unwrap()) {
            assert!(allowed.contains(&name), "{}: names crate::{name}", path.display());
        }
    }
}

#[test]
fn the_comparison_takes_the_load_driver_and_the_versions_of_the_wire_only() {
    for (path, text) in sources_of("contest/src") {
        for rest in text.split("harness::").skip(1) {
            let allowed = ["load::", "diary::esia::protocol::"].iter().any(|part| rest.starts_with(part));
            assert!(
                allowed,
                "{}: names harness::{}",
                path.display(),
                rest.lines().next().unwrap_or_default()
            );
        }
    }
}

#[test]
fn nothing_names_the_provider_or_climbs_twice() {
    for (path, text) in sources() {
        for banned in ["idp::domain", "use idp", "extern crate", "super::super::"] {
            assert!(!text.contains(banned), "{}: {banned}", path.display());
        }
    }
}

/// What `gost3410` has around its numbers, and the diary of its own: docs/decisions/0012.
const FRAMING: [&str; 7] =
    ["spki_der", "pkcs8_der", "mirrored", "size.digest(", "size().digest(", "_OID", "from_oid_der"];

#[test]
fn the_diary_takes_numbers_of_gost3410_and_nobody_takes_more() {
    let users = sources().into_iter().filter(|(path, text)| {
        !path.ends_with("tests.rs") && (text.contains("gost3410::") || text.contains("use gost3410"))
    });
    let users: Vec<_> = users.collect();
    assert!(users.iter().any(|(path, _)| path.ends_with("identity/gost.rs")), "the scan sees nothing");
    for (path, text) in users {
        assert!(path.starts_with("diary/esia"), "{}: names gost3410", path.display());
        for framing in FRAMING {
            assert!(!text.contains(framing), "{}: takes {framing} of gost3410", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_owns_and_is_short() {
    for (path, text) in sources() {
        let is_test = path.ends_with("tests.rs");
        assert!(is_test || text.starts_with("//! "), "{}: does not say what it owns", path.display());
        assert!(text.lines().count() <= LINES_MAX, "{}: too long", path.display());
    }
}
