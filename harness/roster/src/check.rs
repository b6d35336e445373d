//! Owns the check of a list: every rule, over everybody, in the order of the rows.

mod cells;
mod columns;
mod contacts;
mod dates;
mod names;
mod people;
mod policy;
mod sink;

use crate::finding::Finding;
use crate::reading::List;

pub use crate::check::policy::{Answer, Policy, PolicyError};

/// All findings of a list, by row; those of reading included.
pub fn check(list: &List, policy: &Policy) -> Vec<Finding> {
    let mut sink = sink::Sink::new(&list.roster);
    columns::check(list, policy, &mut sink);
    let known = columns::Known::of(list);
    let mut words = names::Words::default();
    for person in list.roster.mentions() {
        names::check(person, &known, policy, &mut words, &mut sink);
        cells::check(person, &known, policy, &mut sink);
        dates::check(person, &known, policy, &mut sink);
        people::check(person, &known, policy, &mut sink);
    }
    people::doubles(&list.roster, &mut sink);
    contacts::check(&list.roster, policy, &mut sink);
    let mut findings = sink.findings;
    findings.extend(&list.findings);
    findings.sort_unstable();
    findings.dedup();
    findings
}
