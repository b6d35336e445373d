//! What a realm keeps of itself as a whole, as rows of its settings.

use crate::store::{Store, StoreError};

/// What repeats its chance.
pub(super) const SEED: &str = "seed";
/// How often it was opened.
pub(super) const BOOTS: &str = "boots";
/// When the fixtures were planted: made-up people depend on the day, and a reset brings back the same ones.
pub(super) const PLANTED: &str = "planted";
/// The files of the fixtures that it was given, for the next reset; none where they are the server's own.
pub(super) const FIXTURES: &str = "fixtures";

/// The tokens that open its control API.
pub(super) const TOKENS: &str = "tokens";

/// Keeps a value of a realm that is being prepared.
///
/// # Errors
/// The store failed.
pub(super) fn keep(store: &dyn Store, name: &str, value: &str) -> Result<(), StoreError> {
    let mut tx = store.write()?;
    tx.put_setting(name, value)?;
    tx.commit()
}
