//! Turns: operations that name the same realm come one after another, in the order they asked.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::domain::id::RealmId;

/// Who has a turn, and who waits for one.
#[derive(Debug, Default)]
pub struct Turns {
    queue: Mutex<Queue>,
    ended: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    next: u64,
    /// Those who have a turn and those who wait, by their number.
    claims: BTreeMap<u64, Claim>,
}

/// What an operation needs.
#[derive(Debug, Clone)]
struct Claim {
    /// The realm that is changed.
    changes: RealmId,
    /// The realm that must stay as it is meanwhile.
    reads: Option<RealmId>,
}

impl Claim {
    fn collides(&self, other: &Self) -> bool {
        self.changes == other.changes
            || self.reads.as_ref() == Some(&other.changes)
            || other.reads.as_ref() == Some(&self.changes)
    }
}

/// A turn; it ends when this is dropped.
pub struct Turn<'t> {
    turns: &'t Turns,
    number: u64,
}

impl Turns {
    /// Waits for a turn at a realm; another one, when named, changes in no other turn meanwhile.
    pub fn take(&self, changes: &RealmId, reads: Option<&RealmId>) -> Turn<'_> {
        let claim = Claim { changes: changes.clone(), reads: reads.cloned() };
        let mut queue = self.queue();
        let number = queue.next;
        queue.next += 1;
        queue.claims.insert(number, claim.clone());
        // Only those who came earlier are waited for, so that nobody waits in a circle or for ever.
        while queue.claims.range(..number).any(|(_, earlier)| earlier.collides(&claim)) {
            queue = self.ended.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        Turn { turns: self, number }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.queue().claims.remove(&self.number);
        self.turns.ended.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_collide_where_one_changes_what_the_other_names() {
        let claim = |changes: &str, reads: Option<&str>| Claim {
            changes: changes.parse().unwrap(),
            reads: reads.map(|reads| reads.parse().unwrap()),
        };
        let cases = [
            (claim("a", None), claim("a", None), true),
            (claim("a", None), claim("b", None), false),
            (claim("b", Some("a")), claim("a", None), true),
            (claim("b", Some("a")), claim("c", Some("a")), false),
            (claim("b", Some("a")), claim("c", Some("b")), true),
        ];
        for (one, other, expected) in cases {
            assert_eq!(
                (one.collides(&other), other.collides(&one)),
                (expected, expected),
                "{one:?} {other:?}"
            );
        }
    }

    #[test]
    fn what_two_change_at_once_is_changed_by_one_after_another() {
        let turns = Turns::default();
        let (realm, other) = ("a".parse().unwrap(), "b".parse().unwrap());
        let inside = Mutex::new(());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let (turns, realm, other, inside) = (&turns, &realm, &other, &inside);
                scope.spawn(move || {
                    for _ in 0..100 {
                        let _turn = turns.take(realm, (number % 2 == 0).then_some(other));
                        let _alone = inside.try_lock().expect("nobody else is inside");
                    }
                });
            }
        });
        assert!(turns.queue().claims.is_empty());
    }
}
