//! What a realm keeps of itself as a whole, as rows of its settings.

use crate::app::realm::put_row;
use crate::app::realms::travel;
use crate::app::tally::machine_time;
use crate::domain::time::Timestamp;
use crate::runtime::clock::ClockState;
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

/// Since when its age counts.
const BEGUN: &str = "begun_at";

/// How a realm is opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening {
    /// The seed that was given.
    pub(super) seed: Option<u64>,
    /// The clock and the seed of a realm that has none yet.
    pub(super) clock: ClockState,
    pub(super) own_seed: u64,
    /// Whether its age begins now.
    pub(super) is_new: bool,
    /// Whether its age is limited.
    pub(super) has_age: bool,
}

/// What an opened realm remembers of itself.
pub(super) struct Opened {
    pub(super) seed: u64,
    pub(super) clock: ClockState,
    pub(super) boots: u64,
    pub(super) files: Option<String>,
    pub(super) begun_at: Option<Timestamp>,
}

/// Opens a realm over its store, and counts the start.
///
/// # Errors
/// The store failed, or a row is corrupt.
pub(super) fn open(store: &dyn Store, how: Opening) -> Result<Opened, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "settings", why };
    // In one transaction: two servers that open the realm at once must not count the same start.
    let mut tx = store.write()?;
    let kept_seed = tx.setting(SEED)?;
    let boots: u64 = tx.setting(BOOTS)?.and_then(|text| text.parse().ok()).unwrap_or_default();
    let kept_clock = travel::kept(&*tx)?;
    let clock = kept_clock.unwrap_or(how.clock);
    if kept_clock.is_none() && store.shared().is_some() && clock != ClockState::SYSTEM {
        // A clock that each node begins by itself would be another one on each.
        put_row(&mut *tx, travel::CLOCK_ROW, &clock)?;
    }
    // Of a realm that other nodes serve, none begins with a seed of its own.
    let is_anothers = store.shared().is_some() && kept_seed.is_some() && !how.is_new;
    let seed = match (how.seed.filter(|_| !is_anothers), kept_seed) {
        (Some(seed), _) => seed,
        (None, Some(text)) => text.parse().map_err(|_| corrupt("seed".to_owned()))?,
        (None, None) => how.own_seed,
    };
    let files = tx.setting(FIXTURES)?;
    tx.put_setting(SEED, &seed.to_string())?;
    tx.put_setting(BOOTS, &(boots + 1).to_string())?;
    // A realm that began when no age was limited begins to age with the limit.
    let begun_at = match (how.is_new, how.has_age) {
        (false, false) => None,
        (is_new, _) => {
            let kept = tx.setting(BEGUN)?.and_then(|text| text.parse().ok()).filter(|_| !is_new);
            let begun_at: Timestamp = kept.unwrap_or_else(machine_time);
            tx.put_setting(BEGUN, &begun_at.to_string())?;
            Some(begun_at)
        }
    };
    tx.commit()?;
    Ok(Opened { seed, clock, boots, files, begun_at })
}

/// Keeps a value of a realm that is being prepared.
///
/// # Errors
/// The store failed.
pub(super) fn keep(store: &dyn Store, name: &str, value: &str) -> Result<(), StoreError> {
    let mut tx = store.write()?;
    tx.put_setting(name, value)?;
    tx.commit()
}
