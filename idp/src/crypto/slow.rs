//! Work that takes long (signatures, keys, password hashes), and where it is forbidden.
//!
//! **Invariant:** none of it happens while a thread holds a realm's write transaction. Checked in debug builds; in
//! release builds nothing is left of it.

#[cfg(debug_assertions)]
use std::cell::Cell;
use std::marker::PhantomData;

#[cfg(debug_assertions)]
thread_local! {
    static FORBIDDEN: Cell<u32> = const { Cell::new(0) };
}

/// As long as it lives, slow work on this thread is a bug.
#[derive(Debug)]
pub struct Forbidden {
    /// It belongs to the thread that made it.
    _thread: PhantomData<*const ()>,
}

impl Forbidden {
    /// Forbids slow work on this thread.
    pub fn begin() -> Self {
        #[cfg(debug_assertions)]
        FORBIDDEN.with(|count| count.set(count.get() + 1));
        Self { _thread: PhantomData }
    }
}

impl Drop for Forbidden {
    fn drop(&mut self) {
        #[cfg(debug_assertions)]
        FORBIDDEN.with(|count| count.set(count.get() - 1));
    }
}

/// Called by everything that takes long.
#[inline]
pub fn check(what: &str) {
    #[cfg(debug_assertions)]
    FORBIDDEN.with(|count| {
        assert!(count.get() == 0, "invariant: {what} happens while a write transaction is held");
    });
    let _ = what;
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use super::*;

    #[test]
    fn slow_work_is_caught_while_it_is_forbidden_and_not_afterwards() {
        let forbidden = Forbidden::begin();
        let caught = std::panic::catch_unwind(|| check("a test"));
        assert!(caught.is_err());
        drop(forbidden);
        check("a test");
    }
}
