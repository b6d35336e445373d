//! A request whose realm could not be looked up: what broke is told by the use case that it asks for, in the words of its
//! own interface, and the database is not waited for a second time.

use std::sync::{Arc, Mutex, PoisonError};

use crate::app::Broken;

/// What broke before the request was served, until it is told.
#[derive(Clone, Default)]
pub struct Unseen(Arc<Mutex<Option<Broken>>>);

impl Unseen {
    /// This broke.
    pub fn because_of(why: Broken) -> Self {
        Self(Arc::new(Mutex::new(Some(why))))
    }

    /// What broke, to be told now.
    pub fn told(&self) -> Option<Broken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
