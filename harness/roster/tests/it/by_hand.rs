//! Owns the comparison with a list written by hand, whose findings were written down before the check saw it.

use std::path::Path;

use roster::check::{Policy, check};
use roster::person::Seat;
use roster::pseudonym::{self, Key};
use roster::reading::{Options, read};

use crate::generated::counted;

#[test]
fn the_list_written_by_hand_has_the_findings_written_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rosters");
    let path = folder.join("school-by-hand.csv");
    let list = read(&path, &Options::default()).unwrap();
    let policy = Policy::default();
    let expected = std::fs::read_to_string(folder.join("school-by-hand.expected.csv")).unwrap();
    let expected = counted(expected.lines().skip(1).map(str::to_owned));
    let key = Key::new(b"a key of tests, sixteen").unwrap();
    for list in [&list, &pseudonym::read(&path, &Options::default(), &key, policy.today).unwrap()] {
        let findings = check(list, &policy);
        let found = counted(findings.iter().map(|finding| {
            let whose = if finding.seat == Seat::Own { "pupil" } else { "parent" };
            format!("{};{whose};{}", finding.row, finding.kind.word())
        }));
        let missed: Vec<_> = expected.keys().filter(|line| !found.contains_key(*line)).collect();
        let false_ones: Vec<_> = found.keys().filter(|line| !expected.contains_key(*line)).collect();
        assert!(missed.is_empty() && false_ones.is_empty(), "missed {missed:?}, false {false_ones:?}");
    }
    let lines = std::fs::read_to_string(path).unwrap().lines().count();
    assert!(lines >= 300 && list.roster.rows() >= 250, "{lines} lines, {} rows", list.roster.rows());
}
