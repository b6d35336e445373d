//! Owns the check of citations against `clauses.txt`: the numbers of the clauses, tables and notes that the documents have.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::source::root;

use super::FOLDER;

/// What one document has.
#[derive(Debug, Default)]
struct Document {
    clauses: BTreeSet<String>,
    appendices: BTreeSet<String>,
    changes: BTreeSet<String>,
    tables: Option<RangeInclusive<u32>>,
    notes: Option<RangeInclusive<u32>>,
}

/// What every document has, by its short name.
pub(super) struct Contents(BTreeMap<String, Document>);

impl Contents {
    pub(super) fn read() -> Self {
        let text = std::fs::read_to_string(root().join(FOLDER).join("clauses.txt")).unwrap();
        let mut all: BTreeMap<String, Document> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (name, rest) = line.split_once(' ').expect("a line begins with the short name of a document");
            let (what, list) = rest.split_once(": ").expect("then what it has, a colon and a list");
            let document = all.entry(name.to_owned()).or_default();
            let words = list.split(' ').map(str::to_owned);
            match what {
                "clauses" => document.clauses.extend(words),
                "appendices" => document.appendices.extend(words),
                "changes" => document.changes.extend(words),
                "tables" => document.tables = Some(range(list).expect("from-to")),
                "notes" => document.notes = Some(range(list).expect("from-to")),
                other => panic!("clauses.txt: {other}"),
            }
        }
        Self(all)
    }

    /// What of a citation the documents do not have.
    pub(super) fn faults(&self, citation: &str) -> Vec<String> {
        let each = citation.split(';').map(str::trim).filter(|one| !one.is_empty());
        each.flat_map(|one| self.faults_of(one)).collect()
    }

    fn faults_of(&self, citation: &str) -> Vec<String> {
        let Some((name, places)) = citation.split_once(' ') else {
            return vec![format!("`{citation}` names no place in a document")];
        };
        let Some(document) = self.0.get(name) else {
            return vec![format!("`{name}` is none of the documents {:?}", self.0.keys())];
        };
        let mut kind = "";
        let mut faults = Vec::new();
        for place in places.split(", ") {
            let place = place.split(" row").next().unwrap_or(place);
            let (of, number) = place.split_once(' ').unwrap_or((kind, place));
            kind = of;
            if !document.has(of, number) {
                faults.push(format!("{name} has no `{place}`"));
            }
        }
        faults
    }
}

impl Document {
    fn has(&self, kind: &str, number: &str) -> bool {
        let within = |all: &Option<RangeInclusive<u32>>| {
            let asked = range(number);
            all.as_ref()
                .zip(asked)
                .is_some_and(|(all, asked)| all.contains(asked.start()) && all.contains(asked.end()))
        };
        match kind {
            "" => self.clauses.contains(number),
            "appendix" => self.appendices.contains(number),
            "change" | "changes" => self.changes.contains(number),
            "table" | "tables" => within(&self.tables),
            "note" | "notes" => within(&self.notes),
            _ => false,
        }
    }
}

fn range(text: &str) -> Option<RangeInclusive<u32>> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some(from.parse().ok()?..=to.parse().ok()?)
}
