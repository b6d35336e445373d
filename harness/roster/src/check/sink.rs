//! Owns where findings are gathered.

use jiff::civil::Date;

use crate::finding::{Field, Finding, Kind};
use crate::person::{Person, PersonId, Roster};

/// Gathers findings.
#[derive(Debug)]
pub(super) struct Sink<'r> {
    roster: &'r Roster,
    pub(super) findings: Vec<Finding>,
}

impl<'r> Sink<'r> {
    pub(super) fn new(roster: &'r Roster) -> Self {
        Self { roster, findings: Vec::new() }
    }

    /// Somebody's finding.
    pub(super) fn tell(&mut self, person: Person<'_>, kind: Kind, field: Field) {
        self.push(person, kind, field, None, None);
    }

    /// Somebody's finding in which another row has a part.
    pub(super) fn tell_with(&mut self, person: Person<'_>, kind: Kind, field: Field, other: PersonId) {
        let other = self.roster.person(other).row();
        self.push(person, kind, field, Some(other), None);
    }

    /// Somebody's finding of a day.
    pub(super) fn tell_on(&mut self, person: Person<'_>, kind: Kind, field: Field, on: Date) {
        self.push(person, kind, field, None, Some(on));
    }

    /// The list's own finding, at a row.
    pub(super) fn tell_list(&mut self, row: u32, kind: Kind, field: Field) {
        let seat = crate::person::Seat::Own;
        self.findings.push(Finding { row, seat, kind, field, person: None, other: None, on: None });
    }

    fn push(&mut self, person: Person<'_>, kind: Kind, field: Field, other: Option<u32>, on: Option<Date>) {
        let (row, seat) = (person.row(), person.seat());
        self.findings.push(Finding { row, seat, kind, field, person: Some(person.id()), other, on });
    }
}
