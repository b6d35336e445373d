//! Time: setting the clock, moving it, and letting fall due what falls due on the way, in order.

use crate::app::consent::pushes;
pub use crate::app::realms::settling::Happened;
use crate::app::realms::settling::settle;
use crate::app::stop::control_refused;
use crate::app::{Explained, Realm, Stop};
use crate::domain::journal::Why;
use crate::domain::time::TimeError;
pub use crate::runtime::clock::ClockState;
use crate::store::StoreError;

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
    move_to(realm, state)
}

fn move_to(realm: &Realm, state: ClockState) -> Result<Vec<Happened>, StoreError> {
    keep(realm, state)?;
    realm.clock.set(state);
    let now = realm.clock.now();
    let happened = settle(realm, now)?;
    pushes::ring(realm, now);
    realm.followers.call();
    Ok(happened)
}

/// Moves the clock forward by an ISO 8601 duration.
///
/// # Errors
/// The duration is none or leads back; the store failed.
pub fn advance(realm: &Realm, by: &str) -> Result<Vec<Happened>, Stop<TravelRefusal>> {
    let _alone = realm.pull_lever();
    let now = realm.clock.now();
    let then = now.after_iso(by).map_err(|error| Stop::refused(error.into()))?;
    if then < now {
        return Err(Stop::refused(TravelRefusal::Backwards));
    }
    let state = ClockState::showing(then, realm.clock.state().is_running());
    Ok(move_to(realm, state)?)
}

fn keep(realm: &Realm, state: ClockState) -> Result<(), StoreError> {
    let text = serde_json::to_string(&state).expect("invariant: a clock's state always serialises");
    let mut tx = realm.write()?;
    tx.put_setting(CLOCK_ROW, &text)?;
    tx.commit()
}
