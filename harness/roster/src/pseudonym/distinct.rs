//! Owns numbers that stay distinct: each original has one, and no two have the same.

use std::collections::{HashMap, HashSet};

use crate::pseudonym::key::Chance;

/// The numbers given so far. A region has millions, so they are kept small.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    given: HashMap<u64, u32>,
    taken: HashSet<u32>,
}

impl Distinct {
    /// The number of an original, from `first` on, below `first + room`. Two in a million meet; the later one takes the next free number.
    pub(super) fn of(&mut self, original: u64, mut chance: Chance, first: u32, room: u32) -> u32 {
        if let Some(made) = self.given.get(&original) {
            return *made;
        }
        let mut made = first + chance.below(u64::from(room)) as u32;
        for _ in 0..room {
            if self.taken.insert(made) {
                break;
            }
            made = first + (made - first + 1) % room;
        }
        self.given.insert(original, made);
        made
    }
}
