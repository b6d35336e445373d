//! Owns the rule that six equal lines of production code do not stand in two places.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::offences;
use crate::source::{Source, sources};

/// How many equal lines make a repetition.
const LINES: usize = 6;

const FOLDERS: &[&str] = &[
    "idp/src",
    "idp/gost3410/src",
    "harness/src",
    "harness/contest/src",
    "harness/load/src",
    "harness/proof/src",
    "harness/rehearse/src",
    "harness/roster/src",
];

/// The lines that say something: no blank ones, comments, imports, or brackets alone.
fn telling(text: &str) -> Vec<&str> {
    let mut inside_import = false;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("use ") || line.starts_with("pub use ") {
            inside_import = !line.ends_with(';');
            continue;
        }
        if inside_import {
            inside_import = !line.ends_with(';');
            continue;
        }
        let is_word = line.chars().any(char::is_alphanumeric);
        if is_word && !line.starts_with("//") && !line.starts_with("#[") {
            found.push(line);
        }
    }
    found
}

/// The pairs of files that share a run of equal lines, with the first line of the longest one.
fn repeated(all: &[(String, &str)]) -> BTreeSet<String> {
    let mut windows: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    for (number, (_, text)) in all.iter().enumerate() {
        for window in telling(text).windows(LINES) {
            windows.entry(window.to_vec()).or_default().push(number);
        }
    }
    let mut found: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    for (window, places) in windows.iter().filter(|(_, places)| places.len() > 1) {
        for pair in places.windows(2) {
            found.entry((pair[0], pair[1])).or_insert(window[0]);
        }
    }
    found.into_iter().map(|((one, two), line)| format!("{} ~ {}: {line}", all[one].0, all[two].0)).collect()
}

#[test]
fn six_equal_lines_do_not_stand_twice() {
    let all: Vec<(&str, Source)> = FOLDERS
        .iter()
        .flat_map(|folder| sources(folder).into_iter().map(move |one| (*folder, one)))
        .collect();
    let texts: Vec<(String, &str)> =
        all.iter().map(|(folder, one)| (format!("{folder}/{}", one.path), one.production())).collect();
    offences::only("twice", &repeated(&texts));
}

#[test]
fn a_repetition_is_found_whatever_stands_between() {
    let one = "let a = 1;\nlet b = 2;\n// why\nlet c = 3;\nlet d = 4;\nlet e = 5;\nlet f = 6;\n";
    let two = "let a = 1;\nlet b = 2;\n\nlet c = 3;\nlet d = 4;\n};\nlet e = 5;\nlet f = 6;\n";
    let short = "let a = 1;\nlet b = 2;\nlet c = 3;\n";
    let of = |texts: &[(&str, &str)]| {
        repeated(&texts.iter().map(|(n, t)| ((*n).to_owned(), *t)).collect::<Vec<_>>())
    };
    assert_eq!(of(&[("x", one), ("y", two)]), BTreeSet::from(["x ~ y: let a = 1;".to_owned()]));
    assert!(of(&[("x", one), ("y", short)]).is_empty());
}
