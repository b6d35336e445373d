//! Owns the figures of a check.

use std::collections::BTreeMap;

use crate::finding::{Finding, Kind, Severity};
use crate::person::Role;
use crate::reading::List;

/// How many rows of a kind are named.
const FIRST_ROWS: usize = 12;

/// One kind of finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: u32,
    /// The first rows.
    pub rows: Vec<u32>,
}

/// The figures of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows with people.
    pub rows: u32,
    /// People, each once.
    pub people: BTreeMap<Role, u32>,
    /// Findings by kind, those that matter most first.
    pub kinds: Vec<(Kind, Count)>,
    /// How many rows have a finding of a severity, each counted under its worst.
    pub worst: BTreeMap<Severity, u32>,
    /// Findings that lock out or are to be looked at, by school and class.
    pub classes: BTreeMap<(String, String), u32>,
}

impl Summary {
    /// Of a list and its findings.
    pub fn of(list: &List, findings: &[Finding]) -> Self {
        let mut summary = Self { rows: list.roster.rows(), ..Self::default() };
        for person in list.roster.people() {
            *summary.people.entry(person.role()).or_default() += 1;
        }
        let mut kinds: BTreeMap<(Severity, Kind), Count> = BTreeMap::new();
        for finding in findings {
            let count = kinds.entry((finding.severity(), finding.kind)).or_default();
            count.count += 1;
            if count.rows.len() < FIRST_ROWS && count.rows.last() != Some(&finding.row) {
                count.rows.push(finding.row);
            }
            if let (Some(id), true) = (finding.person, finding.severity() != Severity::Note) {
                let person = list.roster.person(id);
                let class = (person.school().to_owned(), person.class().to_owned());
                *summary.classes.entry(class).or_default() += 1;
            }
        }
        summary.kinds = kinds.into_iter().map(|((_, kind), count)| (kind, count)).collect();
        for run in findings.chunk_by(|one, other| one.row == other.row) {
            if let Some(worst) = run.iter().map(Finding::severity).min() {
                *summary.worst.entry(worst).or_default() += 1;
            }
        }
        summary
    }

    /// How many rows have a finding of a severity.
    pub fn rows_of(&self, severity: Severity) -> u32 {
        self.worst.get(&severity).copied().unwrap_or_default()
    }
}
