//! Owns the rules of the house: who may import whom, what each part must not name, sizes, names, comments.
//!
//! The scan is textual; `super::super::` is banned so that it is complete.

use crate::source::{Source, root, sources, tracked};

/// Modules of the provider, and what of the crate each may name beside itself. The harness has a table of its own.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("crypto", &["domain"]),
    ("protocol", &["domain", "crypto"]),
    ("runtime", &["domain"]),
    ("store", &["domain"]),
    ("app", &["domain", "crypto", "protocol", "runtime", "store"]),
    ("web", &["domain", "protocol", "app"]),
];

/// What a module's text must not hold.
const MUST_NOT_NAME: &[(&str, &[&str])] = &[
    ("domain", &["actix_web", "rusqlite", "tokio", "serde_json", "async ", "SystemTime", "rand::"]),
    ("protocol", &["actix_web", "rusqlite", "tokio", "serde_json::Value", "async ", "SystemTime", "rand::"]),
    ("crypto", &["actix_web", "rusqlite", "tokio", "async ", "SystemTime"]),
    ("app", &["actix_web", "rusqlite", "StatusCode", "SELECT ", "crate::store::sqlite", "async "]),
    ("web", &["rusqlite", "SELECT ", "account::decide", "evolve("]),
];

/// Parts of a name that say nothing.
const BANNED_IN_NAMES: &[&str] = &["Manager", "Helper", "Util", "Service", "Handler", "Data", "Info", "Impl"];

/// Beginnings of a function's name that say nothing.
const BANNED_BEGINNINGS: &[&str] = &["get_", "do_", "process_"];

const FILE_LINES_MAX: usize = 400;
const TEST_FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const PACKAGES: &[&str] = &[
    "idp/src",
    "idp/gost3410/src",
    "idp/gost3410/engine/src",
    "idp/fuzz/src",
    "idp/fuzz/targets",
    "harness/src",
    "harness/contest/src",
    "idp/machine/src",
    "harness/lang/src",
    "harness/load/src",
    "harness/proof/src",
    "harness/rehearse/src",
    "harness/roster/src",
];
const TESTS: &[&str] = &["idp/tests", "idp/gost3410/tests", "harness/tests"];

/// Fails with every complaint at once.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

/// The modules of the crate that a text names.
fn named(text: &str) -> Vec<&str> {
    let after = text.split("crate::").skip(1);
    after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()).collect()
}

#[test]
fn each_part_imports_only_what_it_may() {
    let mut complaints = Vec::new();
    for source in sources("idp/src") {
        let Some((own, allowed)) = MAY_IMPORT.iter().find(|(module, _)| *module == source.module()) else {
            continue;
        };
        for name in named(source.production()) {
            if name != *own && !allowed.contains(&name) {
                complaints.push(format!("idp/src/{}: {own} must not name crate::{name}", source.path));
            }
        }
    }
    none(complaints);
}

#[test]
fn each_part_names_only_what_it_may() {
    let mut complaints = Vec::new();
    for source in sources("idp/src") {
        let banned = MUST_NOT_NAME.iter().filter(|(module, _)| *module == source.module());
        for word in banned.flat_map(|(_, words)| *words) {
            // Prose may name what code must not.
            let code = source.production().lines().filter(|line| !line.trim_start().starts_with("//"));
            if code.into_iter().any(|line| line.contains(word)) {
                complaints.push(format!("{}: must not name {word:?}", source.path));
            }
        }
    }
    none(complaints);
}

#[test]
fn the_harness_shares_no_code_with_the_provider() {
    let cargo = std::fs::read_to_string(root().join("harness/Cargo.toml")).unwrap();
    let production = cargo.split("[dev-dependencies]").next().unwrap();
    let depends = production.lines().any(|line| line.starts_with("idp.") || line.starts_with("idp "));
    assert!(!depends, "harness/Cargo.toml depends on idp");
    let uses = |source: &Source| source.text.contains("use idp::") || source.text.contains(" idp::domain");
    none(sources("harness/src").iter().filter(|source| uses(source)).map(|s| s.path.clone()).collect());
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut complaints = Vec::new();
    let mut check = |folder: &str, all_tests: bool| {
        for source in sources(folder) {
            let is_test = all_tests || source.is_test();
            let most = if is_test { TEST_FILE_LINES_MAX } else { FILE_LINES_MAX };
            let lines = source.text.lines().count();
            if lines > most {
                complaints.push(format!("{folder}/{}: {lines} lines, more than {most}", source.path));
            }
            // A file of tests beside its code is named by the code.
            if !source.text.starts_with("//! ") && !source.path.ends_with("/tests.rs") {
                complaints.push(format!("{folder}/{}: does not say what it owns", source.path));
            }
        }
    };
    PACKAGES.iter().for_each(|folder| check(folder, false));
    TESTS.iter().for_each(|folder| check(folder, true));
    none(complaints);
}

#[test]
fn functions_are_short() {
    let mut complaints = Vec::new();
    for folder in PACKAGES.iter().chain(TESTS) {
        for source in sources(folder) {
            for (name, lines) in functions(&source.text) {
                if lines > FUNCTION_LINES_MAX {
                    complaints.push(format!("{folder}/{}: {name} has {lines} lines", source.path));
                }
            }
        }
    }
    none(complaints);
}

/// The functions of a formatted file, and how many lines each takes.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let Some(name) = function_name(code) else { continue };
        let indent = line.len() - code.len();
        let end = format!("{}}}", " ".repeat(indent));
        let rest = lines.get(number..).unwrap();
        if let Some(last) = rest.iter().position(|line| *line == end) {
            let one_line = rest.first().is_some_and(|line| line.ends_with(';') || line.ends_with('}'));
            found.push((name, if one_line { 1 } else { last + 1 }));
        }
    }
    found
}

/// The name, when the line begins a function.
fn function_name(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("fn ")?;
    let words = ["pub", "pub(crate)", "pub(super)", "const", "async"];
    let declares = before.split_whitespace().all(|word| words.contains(&word));
    declares.then(|| after.split(|c: char| !c.is_alphanumeric() && c != '_').next()).flatten()
}

#[test]
fn names_mean_something() {
    let mut complaints = Vec::new();
    for folder in PACKAGES {
        for source in sources(folder) {
            for line in source.text.lines() {
                let code = line.trim_start();
                if let Some(name) = function_name(code)
                    && BANNED_BEGINNINGS.iter().any(|banned| name.starts_with(banned))
                {
                    complaints.push(format!("{folder}/{}: fn {name}", source.path));
                }
                if let Some(name) = type_name(code)
                    && BANNED_IN_NAMES.iter().any(|banned| name.contains(banned))
                {
                    complaints.push(format!("{folder}/{}: {name}", source.path));
                }
            }
            for banned in ["super::super::", "macro_rules!", "TODO", "FIXME", "#[allow("] {
                if source.text.contains(banned) {
                    complaints.push(format!("{folder}/{}: {banned}", source.path));
                }
            }
        }
    }
    none(complaints);
}

/// The name, when the line begins a type, a trait or a module.
fn type_name(code: &str) -> Option<&str> {
    let code = code.strip_prefix("pub(crate) ").or(code.strip_prefix("pub ")).unwrap_or(code);
    let kinds = ["struct ", "enum ", "trait ", "type ", "mod "];
    let after = kinds.iter().find_map(|kind| code.strip_prefix(kind))?;
    after.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn tracked_files_name_no_machine_and_no_registry() {
    // Spelled in two pieces, so that this file does not find itself.
    let banned = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("registry", ".npmjs"),
        concat!("static", ".crates.io"),
        concat!("file", ".pythonhosted"),
    ];
    let mut complaints = Vec::new();
    for (name, text) in tracked() {
        for word in banned.iter().filter(|word| text.contains(**word)) {
            complaints.push(format!("{name}: holds {word}"));
        }
    }
    none(complaints);
}
