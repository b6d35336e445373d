//! Owns which columns a list has: what it has no column for is told once, not in every row.

use crate::check::policy::{Answer, Policy};
use crate::check::sink::Sink;
use crate::finding::{Field, Kind};
use crate::layout::Meaning;
use crate::person::Seat;
use crate::reading::List;

/// What the list knows of those in a seat.
#[derive(Debug, Clone)]
pub(super) struct Known {
    columns: crate::layout::Columns,
}

impl Known {
    pub(super) fn of(list: &List) -> Self {
        Self { columns: list.block.columns.clone() }
    }

    /// Whether there is a column of it for a seat.
    pub(super) fn has(&self, seat: Seat, meaning: Meaning) -> bool {
        self.columns.has(seat, meaning)
    }

    /// Whether the list has patronymics of a seat.
    pub(super) fn has_middle(&self, seat: Seat) -> bool {
        self.has(seat, Meaning::MiddleName) || self.has(seat, Meaning::FullName)
    }

    /// Whether the list says who is whose child.
    pub(super) fn has_kin(&self) -> bool {
        let named = |seat: &Seat| {
            [Meaning::LastName, Meaning::FullName, Meaning::FirstName]
                .iter()
                .any(|meaning| self.has(*seat, *meaning))
        };
        self.has(Seat::Own, Meaning::Children)
            || self.has(Seat::Own, Meaning::Parents)
            || self.columns.seats().iter().any(named)
    }
}

/// Tells what the list has no column for at all.
pub(super) fn check(list: &List, policy: &Policy, sink: &mut Sink<'_>) {
    let known = Known::of(list);
    let own = |meaning| known.has(Seat::Own, meaning);
    let mut missing = Vec::new();
    if !own(Meaning::Snils) {
        missing.push(Field::Snils);
    }
    if !own(Meaning::Birth) {
        missing.push(Field::Birth);
    }
    if !known.has_middle(Seat::Own) && policy.missing_patronymic != Answer::Right {
        missing.push(Field::MiddleName);
    }
    for field in missing {
        sink.tell_list(list.heading_row, Kind::ColumnMissing, field);
    }
}
