//! What this process remembers of a realm and another node may change: taken over from the realm's rows.

use crate::app::consent::pushes;
use crate::app::forged::FORGED_ROW;
use crate::app::oauth::rotation;
use crate::app::realm::settings_kept;
use crate::app::realms::travel;
use crate::app::{Realm, armed};
use crate::domain::fault::FaultPlan;
use crate::store::nodes::Revision;
use crate::store::{ReadTx, StoreError};

/// Arms nothing in a realm that is a copy.
///
/// # Errors
/// The store failed.
pub(super) fn disarm(realm: &Realm) -> Result<(), StoreError> {
    if realm.shared().is_none() || realm.faults.armed().is_empty() {
        return Ok(());
    }
    let mut tx = realm.write()?;
    armed::keep(&mut *tx, &FaultPlan::default())?;
    tx.commit()?;
    realm.faults.change(FaultPlan::clear);
    Ok(())
}

/// Takes over what a realm keeps of its keys and of its faults, in a state that was read before.
///
/// # Errors
/// The store failed, or a row is corrupt.
pub(super) fn follow_kept(realm: &Realm, tx: &dyn ReadTx, seen: Option<Revision>) -> Result<(), StoreError> {
    realm.keyring.follow(&rotation::kept(tx)?);
    if let Some(seen) = seen {
        let plan = armed::kept(tx)?;
        realm.faults.change(|known| *known = plan);
        realm.forged.are_elsewhere(tx.setting(FORGED_ROW)?.is_some());
        realm.saw(seen);
    }
    Ok(())
}

/// Reads everything of a realm that this process remembers and another may change.
///
/// # Errors
/// The store failed, or a row is corrupt.
pub(super) fn read_again(realm: &Realm, now: Revision) -> Result<(), StoreError> {
    let _alone = realm.pull_lever();
    let tx = realm.read()?;
    if let Some(settings) = settings_kept(&*tx)? {
        realm.take_settings(settings);
    }
    if let Some(clock) = travel::kept(&*tx)? {
        realm.clock.set(clock);
    }
    follow_kept(realm, &*tx, Some(now))?;
    drop(tx);
    realm.tokens.forget();
    pushes::ring(realm, realm.clock.now());
    realm.followers.call();
    Ok(())
}
