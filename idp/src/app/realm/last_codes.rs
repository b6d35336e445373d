//! The last code of each relying party, for replaying it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many relying parties' codes are kept: a flood of names would only fill memory.
const KEPT: usize = 1_000;

/// The last codes, by mnemonic.
#[derive(Debug, Default)]
pub struct LastCodes(Mutex<BTreeMap<String, String>>);

impl LastCodes {
    /// Remembers a code; returns the one before it.
    pub fn swap(&self, client: &str, code: &str) -> Option<String> {
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if codes.len() > KEPT {
            codes.clear();
        }
        codes.insert(client.to_owned(), code.to_owned())
    }
}
