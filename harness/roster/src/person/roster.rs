//! Owns everybody in a list: texts, entries, kinship.

use crate::person::entry::{Entry, Further, PersonId};
use crate::person::kin::Kin;
use crate::text::{Text, Texts};

/// Everybody in a list.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    pub(crate) texts: Texts,
    pub(crate) entries: Vec<Entry>,
    pub(crate) more: Vec<Further>,
    pub(crate) kin: Kin,
    pub(crate) rows: u32,
}

impl Roster {
    /// How many mentions there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many rows hold people.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// A text by its number.
    pub fn text(&self, text: Text) -> &str {
        self.texts.of(text)
    }

    pub(crate) fn entry(&self, id: PersonId) -> &Entry {
        self.entries.get(id.0 as usize).expect("invariant: numbers of entries come from this roster")
    }
}
