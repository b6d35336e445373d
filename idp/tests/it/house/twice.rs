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
    "idp/machine/src",
    "harness/lang/src",
    "harness/load/src",
    "harness/proof/src",
    "harness/rehearse/src",
    "harness/roster/src",
];

/// The lines that say something, each as long as its author meant it: no blank ones, comments, imports, modules of a folder
/// or brackets alone; and what rustfmt has wrapped is one line, a signature and a pattern of several names alike. Who
/// implements a trait must repeat its signatures; what such a function does still counts line by line. A field is told with
/// its documentation: two fields of one name and type that are documented otherwise hold different things.
fn telling(text: &str) -> Vec<String> {
    let mut inside_import = false;
    let mut inside_signature = false;
    let mut documented = String::new();
    let mut found: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("use ") || line.starts_with("pub use ") {
            inside_import = !line.ends_with(';');
            continue;
        }
        if inside_import {
            inside_import = !line.ends_with(';');
            continue;
        }
        if let Some(signature) = found.last_mut().filter(|_| inside_signature) {
            signature.push_str(line);
            inside_signature = !ends_signature(line);
            continue;
        }
        if let Some(told) = line.strip_prefix("///") {
            documented.push_str(told);
            continue;
        }
        let is_word = line.chars().any(char::is_alphanumeric);
        if !is_word || line.starts_with("//") || line.starts_with("#[") || is_module(line) {
            continue;
        }
        if let Some(pattern) = found.last_mut().filter(|_| line.starts_with("| ")) {
            pattern.push_str(line);
            continue;
        }
        inside_signature = is_signature(line) && !ends_signature(line);
        let told = std::mem::take(&mut documented);
        found.push(if is_field(line) { format!("{line}{told}") } else { line.to_owned() });
    }
    found
}

/// `mod name;`, whoever sees it.
fn is_module(line: &str) -> bool {
    line.ends_with(';') && line.split_once("mod ").is_some_and(|(before, _)| is_visibility(before))
}

/// The first line of a function.
fn is_signature(line: &str) -> bool {
    let before = line.split_once("fn ").map(|(before, _)| before);
    before.is_some_and(|before| {
        before.split_whitespace().all(|word| is_visibility(word) || QUALIFIERS.contains(&word))
    })
}

/// A field of a type that is declared, alone on its line.
fn is_field(line: &str) -> bool {
    let (before, after) = line.split_once(": ").unwrap_or_default();
    let name = before.strip_prefix("pub(crate) ").or_else(|| before.strip_prefix("pub ")).unwrap_or(before);
    after.ends_with(',') && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What may stand between the visibility of a function and `fn`.
const QUALIFIERS: &[&str] = &["const", "async"];

fn is_visibility(text: &str) -> bool {
    matches!(text.trim(), "" | "pub" | "pub(crate)" | "pub(super)")
}

/// A body follows, or the end of a function that a trait only names.
fn ends_signature(line: &str) -> bool {
    line.ends_with(['{', '}', ';'])
}

/// The pairs of files that share a run of equal lines, with the first line of the longest one.
fn repeated(all: &[(String, &str)]) -> BTreeSet<String> {
    let told: Vec<Vec<String>> = all.iter().map(|(_, text)| telling(text)).collect();
    let mut windows: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (number, lines) in told.iter().enumerate() {
        for window in lines.windows(LINES) {
            windows.entry(window).or_default().push(number);
        }
    }
    let mut found: BTreeMap<(usize, usize), &str> = BTreeMap::new();
    for (window, places) in windows.iter().filter(|(_, places)| places.len() > 1) {
        for pair in places.windows(2) {
            found.entry((pair[0], pair[1])).or_insert(&window[0]);
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

#[test]
fn a_repeated_signature_is_one_line_and_what_it_does_counts() {
    let signature = "fn add(\n    &self,\n    one: u32,\n    two: u32,\n    three: u32,\n) -> u32 {\n";
    let modules = "mod a;\npub mod b;\npub(crate) mod c;\nmod d;\nmod e;\nmod f;\n";
    let pattern = "match one {\n    A\n    | B\n    | C\n    | D\n    | E\n    | F => 1,\n}\n";
    let body = "let a = 1;\nlet b = 2;\nlet c = 3;\nlet d = 4;\nlet e = 5;\na + b + c + d + e\n}\n";
    let twice = |text: &str| {
        let (one, two) = (format!("{text}one();\n"), format!("{text}two();\n"));
        !repeated(&[("x".to_owned(), one.as_str()), ("y".to_owned(), two.as_str())]).is_empty()
    };
    assert!(!twice(&format!("{signature}1 }}\n")) && !twice(modules) && !twice(pattern));
    assert!(twice(body) && twice(&format!("{signature}{body}")));
    let field = |name: &str, about: &str| format!("/// {about}\npub {name}: u8,\n");
    let fields =
        |about: &str| "abcdef".chars().map(|name| field(&name.to_string(), about)).collect::<String>();
    let (own, other) = (fields("Its own."), fields("Another's."));
    assert!(
        twice(&own)
            && repeated(&[("x".to_owned(), own.as_str()), ("y".to_owned(), other.as_str())]).is_empty()
    );
    assert!(twice("pub struct One {\npub a: u8,\npub b: u8,\npub c: u8,\npub d: u8,\npub e: u8,\n}\n"));
}
