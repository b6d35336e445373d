//! Time: setting the clock, moving it, and letting fall due what falls due on the way, in order.

use crate::app::consent::pushes;
use crate::app::realm::{put_row, row};
pub use crate::app::realms::settling::Happened;
use crate::app::realms::settling::settle;
use crate::app::stop::control_refused;
use crate::app::{Explained, Realm, Stop};
use crate::domain::journal::Why;
use crate::domain::time::TimeError;
pub use crate::runtime::clock::ClockState;
use crate::store::{ReadTx, StoreError};

/// The name of the setting row that holds the clock.
pub const CLOCK_ROW: &str = "clock";

/// Why the clock cannot be moved so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TravelRefusal {
    /// The duration is none.
    #[error(transparent)]
    Duration(#[from] TimeError),
    /// Moving back is setting, not advancing.
    #[error("the duration leads back; set the clock instead")]
    Backwards,
}

impl Explained for TravelRefusal {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

/// Sets the clock.
///
/// # Errors
/// The store failed.
pub fn set(realm: &Realm, state: ClockState) -> Result<Vec<Happened>, StoreError> {
    let _alone = realm.pull_lever();
    let mut tx = realm.write()?;
    put_row(&mut *tx, CLOCK_ROW, &state)?;
    tx.commit()?;
    arrive(realm, state)
}

/// The clock that a realm keeps; none while that of its beginning runs.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn kept(tx: &(impl ReadTx + ?Sized)) -> Result<Option<ClockState>, StoreError> {
    row(tx, CLOCK_ROW)
}

fn arrive(realm: &Realm, state: ClockState) -> Result<Vec<Happened>, StoreError> {
    let now = state.now();
    // Before anybody sees the new time: what falls due on the way is told to whoever moves the clock.
    let happened = settle(realm, now);
    realm.clock.set(state);
    pushes::ring(realm, now);
    realm.followers.call();
    happened
}

/// Moves the clock forward by an ISO 8601 duration.
///
/// # Errors
/// The duration is none or leads back; the store failed.
pub fn advance(realm: &Realm, by: &str) -> Result<Vec<Happened>, Stop<TravelRefusal>> {
    let _alone = realm.pull_lever();
    let mut tx = realm.write()?;
    // Another node may have moved it meanwhile.
    let clock = kept(&*tx)?.unwrap_or_else(|| realm.clock.state());
    let now = clock.now();
    let then = now.after_iso(by).map_err(|error| Stop::refused(error.into()))?;
    if then < now {
        return Err(Stop::refused(TravelRefusal::Backwards));
    }
    let state = ClockState::showing(then, clock.is_running());
    put_row(&mut *tx, CLOCK_ROW, &state)?;
    tx.commit()?;
    Ok(arrive(realm, state)?)
}
