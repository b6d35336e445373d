//! Owns the report card of client libraries: docs/CLIENTS.md is what the list and the tests say, and no library that runs here is missing.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::clients::program::repository;
use crate::source::{Source, compare, root, sources};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Card {
    library: Vec<Library>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    name: String,
    home: String,
    language: String,
    version: String,
    date: String,
    licence: String,
    dialect: String,
    signs: String,
    checks: Vec<Check>,
    #[serde(default)]
    checked: String,
    reads: String,
    #[serde(default)]
    needs: String,
    #[serde(default)]
    defects: Vec<String>,
    #[serde(default)]
    script: String,
    #[serde(default)]
    tests: Vec<String>,
    #[serde(default)]
    seen: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Check {
    Signature,
    Alg,
    Exp,
    Nbf,
    Iat,
    Aud,
    Iss,
    State,
}

/// The checks that have a column; the rest is told in words.
const COLUMNS: [(Check, &str); 5] = [
    (Check::Signature, "signature"),
    (Check::Exp, "`exp`"),
    (Check::Aud, "`aud`"),
    (Check::Iss, "`iss`"),
    (Check::State, "`state`"),
];

const OPENING: &str = "<!-- Made by the tests from idp/tests/clients/card.toml: `make golden` rewrites it; do not edit. -->

# Client libraries

Which library signs people in through ESIA, which dialect it speaks, what it checks, and what is known to be wrong with it. None checks `nonce`.
**tests** are libraries that the tests of this repository run unmodified; **seen** is what a run elsewhere against a checking server showed; the others were read only.
The forms that they send are in [COMPATIBILITY.md](COMPATIBILITY.md). A library that checks no signature takes a token that anybody wrote: check it yourself before you believe it.

";

fn card() -> Card {
    let text = std::fs::read_to_string(repository().join("idp/tests/clients/card.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

impl Library {
    /// How it was tried.
    fn result(&self) -> String {
        match (self.tests.is_empty(), self.seen.is_empty()) {
            (false, _) => format!("tests: {}", self.tests.len()),
            (true, false) => "seen".to_owned(),
            (true, true) => "read only".to_owned(),
        }
    }

    fn row(&self) -> String {
        let checks = COLUMNS.map(|(check, _)| if self.checks.contains(&check) { "yes" } else { "–" });
        let (version, result) = (format!("{} ({})", self.version, self.date), self.result());
        let row = [&self.name, &self.language, &version, &self.dialect, &result].map(String::as_str);
        format!("| {} | {} |\n", row.join(" | "), checks.join(" | "))
    }

    /// What is checked of which token.
    fn checks_in_words(&self) -> String {
        let names: Vec<_> = self.checks.iter().map(|check| format!("{check:?}").to_lowercase()).collect();
        if names.is_empty() {
            "nothing".to_owned()
        } else {
            format!("{} of the {}", names.join(", "), self.checked)
        }
    }

    fn section(&self) -> String {
        let mut text = format!(
            "\n### {}\n\n{}, {}, {}, licence: {}.\n\n",
            self.name, self.language, self.home, self.version, self.licence
        );
        let mut line = |name: &str, said: &str| {
            if !said.is_empty() {
                writeln!(text, "- {name}: {said}").expect("a text takes it");
            }
        };
        line("Signs", &self.signs);
        line("Reads", &self.reads);
        line("Checks", &self.checks_in_words());
        line("Needs", &self.needs);
        line("Seen", &self.seen);
        self.defects.iter().for_each(|defect| line("**Defect**", defect));
        self.tests.iter().for_each(|test| line("Test", &test.replace('_', " ")));
        text
    }
}

fn document(card: &Card) -> String {
    let checks = COLUMNS.map(|(_, name)| name).join(" | ");
    let rule = "|---".repeat(5 + COLUMNS.len());
    let mut text =
        format!("{OPENING}| library | language | version | dialect | here | {checks} |\n{rule}|\n");
    card.library.iter().for_each(|library| text += &library.row());
    text += "\n## One by one\n";
    card.library.iter().for_each(|library| text += &library.section());
    text
}

/// The scripts that the tests run: what stands in `Program::python("…")` and `Program::node("…")`.
fn scripts(texts: &[String]) -> Vec<String> {
    let after = |text: &str, call: &str| {
        let each = text.split(call).skip(1).filter_map(|rest| rest.split_once('"'));
        each.map(|(script, _)| script.to_owned()).collect::<Vec<_>>()
    };
    let calls = ["Program::python(\"", "Program::node(\""];
    texts.iter().flat_map(|text| calls.iter().flat_map(|call| after(text, call))).collect()
}

/// What the list lacks: a row of a script that runs, a test that it names, the version that is pinned.
fn faults(card: &Card, texts: &[String], pins: &str) -> Vec<String> {
    let rows = &card.library;
    let mut found: Vec<String> = Vec::new();
    for script in scripts(texts) {
        if !rows.iter().any(|library| library.script == script && !library.tests.is_empty()) {
            found.push(format!("{script} runs in the tests and has no row"));
        }
    }
    for library in rows {
        let is_test = |name: &&String| texts.iter().any(|text| text.contains(&format!("\nfn {name}()")));
        found.extend(
            library.tests.iter().filter(|name| !is_test(name)).map(|name| format!("{name} is no test")),
        );
        let pinned = [
            format!("{}=={}\n", library.name, library.version),
            format!("\"{}\": \"{}\"", library.name, library.version),
        ];
        if !library.tests.is_empty() && !pinned.iter().any(|pin| pins.contains(pin)) {
            found.push(format!("{} {} is not the version that is installed", library.name, library.version));
        }
    }
    found.sort();
    found.dedup();
    found
}

fn texts_and_pins() -> (Vec<String>, String) {
    let own = |source: &Source| !source.path.ends_with("card.rs");
    let texts = sources("idp/tests/it/clients").into_iter().filter(own).map(|source| source.text).collect();
    let read = |path| std::fs::read_to_string(root().join(path)).unwrap();
    (texts, read("harness/clients/requirements.txt") + &read("harness/clients/package.json"))
}

#[test]
fn every_library_that_runs_here_has_a_row_with_its_tests_and_version() {
    let (texts, pins) = texts_and_pins();
    let card = card();
    assert!(scripts(&texts).len() >= 4, "the scan finds the scripts");
    assert_eq!(faults(&card, &texts, &pins), Vec::<String>::new());
}

#[test]
fn a_library_without_a_row_and_a_row_without_its_test_are_told() {
    let (mut texts, pins) = texts_and_pins();
    let mut card = card();
    texts.push("Program::node(\"new.js\")".to_owned());
    card.library[0].tests.push("nobody_wrote_it".to_owned());
    card.library[1].version = "9.9".to_owned();
    let told = faults(&card, &texts, &pins).join("; ");
    for words in ["new.js runs", "nobody_wrote_it is no test", "esia 9.9 is not the version"] {
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn the_report_card_is_what_the_list_and_the_tests_say() {
    compare("docs/CLIENTS.md", &document(&card()));
}
