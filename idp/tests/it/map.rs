//! Owns the comparison of docs/ARCHITECTURE.md with the modules it maps.

use std::collections::BTreeSet;

use crate::source::{root, sources};

/// The packages whose modules the document maps.
const PACKAGES: [&str; 7] = [
    "idp/src",
    "harness/src",
    "harness/contest/src",
    "harness/load/src",
    "harness/proof/src",
    "harness/rehearse/src",
    "harness/roster/src",
];

/// The words of the document that stand in back-ticks.
fn quoted(text: &str) -> BTreeSet<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// The modules of a package, as paths without `.rs` and `/mod`.
fn modules(folder: &str) -> BTreeSet<String> {
    let each = sources(folder).into_iter().map(|source| {
        let path = source.path.trim_end_matches(".rs");
        path.strip_suffix("/mod").unwrap_or(path).to_owned()
    });
    each.collect()
}

#[test]
fn the_map_shows_every_part_of_the_provider_and_the_harness() {
    let map = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let shown = quoted(&map);
    let is_shown = |name: &str| shown.iter().any(|word| word.split('/').next() == Some(name));
    let missing: BTreeSet<_> = PACKAGES
        .iter()
        .flat_map(|folder| modules(folder).into_iter().map(move |module| (*folder, module)))
        .map(|(folder, module)| (folder, module.split('/').next().unwrap().to_owned()))
        .filter(|(_, top)| !is_shown(top))
        .collect();
    assert!(missing.is_empty(), "docs/ARCHITECTURE.md does not show {missing:?}");
}

#[test]
fn the_map_shows_nothing_that_is_gone() {
    let map = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let known: BTreeSet<_> = PACKAGES.iter().flat_map(|folder| modules(folder)).collect();
    let tops: BTreeSet<_> = known.iter().filter_map(|module| module.split('/').next()).collect();
    // A word such as `web/error` that begins with a part of ours means a module.
    let names_module = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '/');
        plain && word.split_once('/').is_some_and(|(top, rest)| tops.contains(top) && !rest.is_empty())
    };
    let is_known = |word: &&str| {
        let word = word.trim_end_matches('/');
        known.contains(word) || known.iter().any(|module| module.starts_with(&format!("{word}/")))
    };
    let gone: Vec<_> = quoted(&map).into_iter().filter(names_module).filter(|word| !is_known(word)).collect();
    assert!(gone.is_empty(), "docs/ARCHITECTURE.md shows what is gone: {gone:?}");
}
