//! Owns the order in which the scenarios of a run begin.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::scenario::Scenario;

/// The scenarios that are left. One by one they begin in the order of the catalogue; side by side the long ones begin first,
/// so that none is left alone at the end, and those that only wait for a time-out of the party hold nobody up.
#[derive(Debug)]
pub(super) struct Order<'r> {
    waiting: Vec<&'r Scenario>,
    in_turn: Vec<&'r Scenario>,
    next: AtomicUsize,
}

impl<'r> Order<'r> {
    /// The order for so many at once.
    pub(super) fn of(scenarios: &'r [Scenario], jobs: usize) -> Self {
        let is_waited_for_beside = |scenario: &&Scenario| jobs > 1 && scenario.waits();
        let (waiting, mut in_turn): (Vec<&Scenario>, Vec<&Scenario>) =
            scenarios.iter().partition(is_waited_for_beside);
        if jobs > 1 {
            in_turn.sort_by_key(|scenario| !scenario.is_long());
        }
        Self { waiting, in_turn, next: AtomicUsize::new(0) }
    }

    /// Those that begin at once, each beside the others.
    pub(super) fn waiting(&self) -> &[&'r Scenario] {
        &self.waiting
    }

    /// How many begin in their turn.
    pub(super) fn in_turn(&self) -> usize {
        self.in_turn.len()
    }

    /// The next in turn; each is given once.
    pub(super) fn next(&self) -> Option<&'r Scenario> {
        self.in_turn.get(self.next.fetch_add(1, Ordering::SeqCst)).copied()
    }

    /// Nothing is left.
    pub(super) fn end(&self) {
        self.next.fetch_max(self.in_turn.len(), Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalog::CATALOG;

    fn ids<'r>(order: &Order<'r>) -> Vec<&'r str> {
        std::iter::from_fn(|| order.next()).map(|one| one.id).collect()
    }

    #[test]
    fn one_by_one_scenarios_begin_as_the_catalogue_has_them() {
        let order = Order::of(CATALOG, 1);
        assert!(order.waiting().is_empty());
        assert_eq!(ids(&order), CATALOG.iter().map(|one| one.id).collect::<Vec<_>>());
    }

    #[test]
    fn side_by_side_who_waits_is_beside_all_and_the_long_ones_come_first() {
        let order = Order::of(CATALOG, 2);
        let beside: Vec<&str> = order.waiting().iter().map(|one| one.id).collect();
        assert_eq!(beside, ["hostile.hang.token", "hostile.hang.record"]);
        let mut in_turn = ids(&order);
        assert_eq!(in_turn.len() + beside.len(), CATALOG.len());
        let is_long = |id: &&str| CATALOG.iter().any(|one| one.id == *id && one.is_long());
        let short = in_turn.iter().position(|id| !is_long(id)).unwrap();
        assert!(short > 0 && !in_turn[short..].iter().any(is_long), "{in_turn:?}");
        in_turn.extend(beside);
        in_turn.sort_unstable();
        in_turn.dedup();
        assert_eq!(in_turn.len(), CATALOG.len(), "each begins once");
    }

    #[test]
    fn after_the_end_none_begins() {
        let order = Order::of(CATALOG, 2);
        order.end();
        assert!(order.next().is_none());
    }
}
