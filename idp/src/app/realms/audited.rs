//! The audit of control calls: in memory, or in the database where several nodes answer them.

use std::sync::PoisonError;

use crate::app::Broken;
use crate::app::audit::{CALLS_MAX, Call, Called};
use crate::app::realms::Realms;
use crate::domain::time::Timestamp;

impl Realms {
    /// Remembers a call until [`Realms::share_calls`] tells it to the other nodes, where there can be any.
    pub fn keep_call(&self, at: Timestamp, what: Called) {
        self.audit.keep(at, what);
    }

    /// Has the other nodes know the calls that this one has answered.
    ///
    /// # Errors
    /// The store failed; they are told the next time.
    pub fn share_calls(&self) -> Result<(), Broken> {
        let _turn = self.audit.sharing.lock().unwrap_or_else(PoisonError::into_inner);
        self.share()
    }

    /// The same, unless that is being done: who only knocks keeps the database busy with one call of each node at most.
    ///
    /// # Errors
    /// The store failed; they are told the next time.
    pub fn share_knocks(&self) -> Result<(), Broken> {
        match self.audit.sharing.try_lock() {
            Ok(_turn) => self.share(),
            Err(_) => Ok(()),
        }
    }

    fn share(&self) -> Result<(), Broken> {
        let Some(shared) = self.engine.shared() else { return Ok(()) };
        let calls = self.audit.take();
        if calls.is_empty() {
            return Ok(());
        }
        shared.keep_calls(&calls, CALLS_MAX).map_err(|why| {
            self.audit.put_back(calls);
            why.into()
        })
    }

    /// The calls after a number, oldest first: at most so many, of one realm if that is said.
    ///
    /// # Errors
    /// The store failed.
    pub fn calls(&self, after: u64, realm: Option<&str>, limit: u32) -> Result<Vec<Call>, Broken> {
        self.share_calls()?;
        match self.engine.shared() {
            Some(shared) => Ok(shared.calls(after, realm, limit)?),
            None => Ok(self.audit.calls(after, realm, usize::try_from(limit).unwrap_or(usize::MAX))),
        }
    }
}
