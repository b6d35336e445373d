//! Owns a finding: what is wrong in which row and field, who mends it, how.

mod advice;
mod kind;
mod names;
mod terms;

use jiff::civil::Date;

use crate::person::{PersonId, Seat};
use lang::Lang;

pub use crate::finding::kind::Kind;
pub use crate::finding::terms::{Field, Mender, Severity};

/// Something in a list that somebody has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The line of a CSV file or the row of a sheet, from 1, headings counted.
    pub row: u32,
    /// Where in the row the person stands.
    pub seat: Seat,
    /// What.
    pub kind: Kind,
    /// The cell.
    pub field: Field,
    /// Whose; nobody's for a row that could not be read.
    pub person: Option<PersonId>,
    /// The other row, where two disagree.
    pub other: Option<u32>,
    /// The day on which something changes.
    pub on: Option<Date>,
}

impl Finding {
    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        self.kind.severity()
    }

    /// Who mends it.
    pub const fn mender(&self) -> Mender {
        self.kind.mender()
    }

    /// What it is, with the other row and the day.
    pub fn what(&self, lang: Lang) -> String {
        let mut what = self.kind.what().in_(lang).to_owned();
        if let Some(other) = self.other {
            what.push_str(&match lang {
                Lang::Ru => format!(" (см. строку {other})"),
                Lang::En => format!(" (see row {other})"),
            });
        }
        if let Some(on) = self.on {
            what.push_str(&match lang {
                Lang::Ru => format!(": {:02}.{:02}.{}", on.day(), on.month(), on.year()),
                Lang::En => format!(": {on}"),
            });
        }
        what
    }

    /// How it is mended.
    pub const fn how(&self, lang: Lang) -> &'static str {
        self.kind.how().in_(lang)
    }
}
