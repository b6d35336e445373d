//! Owns the comparison with lists written by hand, whose findings were written down before the check saw them.

use std::path::{Path, PathBuf};

use jiff::civil::date;
use roster::check::{Policy, check};
use roster::person::Seat;
use roster::pseudonym::{self, Key};
use roster::reading::{List, Options, read};

use crate::generated::counted;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rosters").join(name)
}

/// What was missed and what was found without a reason, in the list and under its pseudonyms.
fn complaints(name: &str, policy: &Policy) -> Vec<String> {
    let path = fixture(name);
    let expected = std::fs::read_to_string(path.with_extension("expected.csv")).unwrap();
    let expected = counted(expected.lines().skip(1).map(str::to_owned));
    let key = Key::new(b"a key of tests, sixteen").unwrap();
    let list = read(&path, &Options::default()).unwrap();
    let made_up = pseudonym::read(&path, &Options::default(), &key, policy.today).unwrap();
    let mut all = Vec::new();
    for (what, list) in [("list", &list), ("pseudonyms", &made_up)] {
        let found = found(list, policy);
        let missed = expected.keys().filter(|line| !found.contains_key(*line));
        let false_ones = found.keys().filter(|line| !expected.contains_key(*line));
        all.extend(missed.map(|line| format!("{name}, {what}: missed {line}")));
        all.extend(false_ones.map(|line| format!("{name}, {what}: false {line}")));
    }
    all
}

fn found(list: &List, policy: &Policy) -> std::collections::BTreeMap<String, usize> {
    let findings = check(list, policy);
    counted(findings.iter().map(|finding| {
        let whose = if finding.seat == Seat::Own { "pupil" } else { "parent" };
        format!("{};{whose};{}", finding.row, finding.kind.word())
    }))
}

#[test]
fn the_list_written_by_hand_has_the_findings_written_by_hand() {
    assert_eq!(complaints("school-by-hand.csv", &Policy::default()), Vec::<String>::new());
    let lines = std::fs::read_to_string(fixture("school-by-hand.csv")).unwrap().lines().count();
    let list = read(&fixture("school-by-hand.csv"), &Options::default()).unwrap();
    assert!(lines >= 300 && list.roster.rows() >= 250, "{lines} lines, {} rows", list.roster.rows());
}

/// A report of an accounting program with titles, groups and blank columns; a second parent in a row below, in windows-1251; merged
/// cells and formulas; columns in another order; English headings in UTF-16.
#[test]
fn lists_of_other_layouts_have_the_findings_that_were_written_before_anybody_checked_them() {
    let policy = Policy::on(date(2026, 9, 1));
    let names = [
        "report-with-groups.csv",
        "parents-in-two-rows.csv",
        "merged-cells.xlsx",
        "other-order.csv",
        "english-headings.csv",
    ];
    let all: Vec<String> =
        names.iter().flat_map(|name| complaints(&format!("outside/{name}"), &policy)).collect();
    assert_eq!(all, Vec::<String>::new());
}
