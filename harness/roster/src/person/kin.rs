//! Owns who is whose child: pairs, sorted for both directions.

use crate::person::entry::PersonId;

/// Pairs of a parent and a child.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kin {
    by_parent: Vec<(PersonId, PersonId)>,
    by_child: Vec<(PersonId, PersonId)>,
}

impl Kin {
    /// From pairs of parent and child in any order, some of them perhaps twice.
    pub(crate) fn new(mut pairs: Vec<(PersonId, PersonId)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut by_child: Vec<_> = pairs.iter().map(|(parent, child)| (*child, *parent)).collect();
        by_child.sort_unstable();
        pairs.shrink_to_fit();
        Self { by_parent: pairs, by_child }
    }

    /// The children of a parent.
    pub(crate) fn children(&self, parent: PersonId) -> impl Iterator<Item = PersonId> {
        of(&self.by_parent, parent)
    }

    /// The parents of a child.
    pub(crate) fn parents(&self, child: PersonId) -> impl Iterator<Item = PersonId> {
        of(&self.by_child, child)
    }
}

fn of(pairs: &[(PersonId, PersonId)], one: PersonId) -> impl Iterator<Item = PersonId> {
    let from = pairs.partition_point(|(key, _)| *key < one);
    pairs
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(move |(key, _)| *key == one)
        .map(|(_, other)| *other)
}
