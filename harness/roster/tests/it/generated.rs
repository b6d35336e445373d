//! Owns the comparison of the check with the answer key of made-up lists.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use roster::check::{Policy, check};
use roster::generate::{Defect, Wanted, generate};
use roster::reading::{Options, read};

use crate::scratch;

pub(crate) const TODAY: Date = date(2024, 8, 20);

/// Findings as `row kind`, each with how often.
pub(crate) fn counted(lines: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    lines.for_each(|line| *counted.entry(line).or_default() += 1);
    counted
}

pub(crate) fn made(rows: u32, seed: u64) -> (Vec<u8>, String) {
    let (mut list, mut key) = (Vec::new(), Vec::new());
    let wanted = Wanted { rows, defects_per_hundred: 5, seed, today: TODAY };
    generate(&wanted, &mut list, &mut key).unwrap();
    (list, String::from_utf8(key).unwrap())
}

fn compare(rows: u32, seed: u64) {
    let (list, key) = made(rows, seed);
    let path = scratch::file(&format!("made-{rows}-{seed}.csv"), &list);
    let list = read(&path, &Options::default()).unwrap();
    let findings = check(&list, &Policy::on(TODAY));
    let found = counted(findings.iter().map(|finding| format!("{} {}", finding.row, finding.kind.word())));
    let wanted = counted(key.lines().skip(1).map(|line| line.replace(';', " ")));
    let missed: Vec<_> = wanted.keys().filter(|line| !found.contains_key(*line)).collect();
    let false_ones: Vec<_> = found.keys().filter(|line| !wanted.contains_key(*line)).collect();
    assert!(missed.is_empty() && false_ones.is_empty(), "missed {missed:?}, false {false_ones:?}");
}

#[test]
fn every_planted_defect_is_found_and_nothing_else_is() {
    // A school of a thousand pupils with their parents and teachers.
    compare(2_700, 7);
    (1..=8).for_each(|seed| compare(1_200, seed));
}

#[test]
fn every_kind_of_defect_is_planted_in_a_school() {
    let (_, key) = made(2_700, 7);
    for defect in Defect::ALL {
        assert!(key.lines().any(|line| line.ends_with(&format!(";{}", defect.word()))), "{}", defect.word());
    }
}
