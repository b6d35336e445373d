//! Those who wait for something new in a realm: each is called after a commit, a move of the clock, a reset, a drop.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many may wait at one realm at once: each one keeps a connection.
pub const FOLLOWERS_MAX: usize = 256;

/// What calling a follower does. It must be quick: whoever commits waits for it.
type Call = Box<dyn Fn() + Send + Sync>;

/// The followers of a realm.
#[derive(Default)]
pub struct Followers {
    calls: Mutex<Calls>,
    /// How many there are, so that a commit nobody waits for costs one look.
    count: AtomicUsize,
    /// Who is told that there is a first one.
    first: OnceLock<Call>,
}

#[derive(Default)]
struct Calls {
    by_number: BTreeMap<u64, Call>,
    next: u64,
}

/// One follower's place; given back when it is dropped.
pub struct Following {
    followers: Arc<Followers>,
    number: u64,
}

/// The realm has as many followers as it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{FOLLOWERS_MAX} callers already wait for something new in this realm, which is the most")]
pub struct TooManyFollow;

impl Followers {
    /// Adds a follower.
    ///
    /// # Errors
    /// There are too many.
    pub fn join(
        self: &Arc<Self>,
        call: impl Fn() + Send + Sync + 'static,
    ) -> Result<Following, TooManyFollow> {
        let mut calls = self.locked();
        if calls.by_number.len() >= FOLLOWERS_MAX {
            return Err(TooManyFollow);
        }
        let number = calls.next;
        calls.next += 1;
        calls.by_number.insert(number, Box::new(call));
        let count = calls.by_number.len();
        self.count.store(count, Ordering::SeqCst);
        drop(calls);
        if count == 1
            && let Some(first) = self.first.get()
        {
            first();
        }
        Ok(Following { followers: Arc::clone(self), number })
    }

    /// Says what is done when somebody begins to follow and nobody did; the first word counts.
    pub fn when_first(&self, call: impl Fn() + Send + Sync + 'static) {
        let _ = self.first.set(Box::new(call));
    }

    /// Calls every follower.
    pub fn call(&self) {
        if self.count() > 0 {
            self.locked().by_number.values().for_each(|call| call());
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    fn locked(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let mut calls = self.followers.locked();
        calls.by_number.remove(&self.number);
        self.followers.count.store(calls.by_number.len(), Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follower_is_called_until_its_place_is_given_back() {
        let followers = Arc::new(Followers::default());
        let called = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&called);
        let count = move || {
            seen.fetch_add(1, Ordering::SeqCst);
        };
        let place = followers.join(count).unwrap();
        followers.call();
        followers.call();
        assert_eq!((called.load(Ordering::SeqCst), followers.count()), (2, 1));
        drop(place);
        followers.call();
        assert_eq!((called.load(Ordering::SeqCst), followers.count()), (2, 0));
    }

    #[test]
    fn no_more_follow_than_may() {
        let followers = Arc::new(Followers::default());
        let mut places: Vec<_> = (0..FOLLOWERS_MAX).map(|_| followers.join(|| {}).unwrap()).collect();
        assert_eq!(followers.join(|| {}).err(), Some(TooManyFollow));
        places.pop();
        assert!(followers.join(|| {}).is_ok());
    }
}
