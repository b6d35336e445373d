//! Faults that are armed in a realm, as all its nodes count them: where there are several, the plan is a row of the
//! realm's settings.

use crate::app::realm::armed::{Asked, is_counted};
use crate::app::realm::{Realm, put_row, row};
use crate::domain::fault::{Armed, FaultPlan};
use crate::store::{ReadTx, StoreError, WriteTx};

/// The name of the setting row that holds the plan.
const FAULTS_ROW: &str = "faults";

/// Whether taking faults changes what the nodes of a realm count together.
pub fn counts_for_all(realm: &Realm, asked: Asked<'_>) -> bool {
    realm.shared().is_some() && realm.faults.is_counted(asked)
}

/// Takes the faults that are to be committed now. Where nodes count together this writes, in a transaction of its own.
pub fn take(realm: &Realm, asked: Asked<'_>) -> Vec<Armed> {
    if !counts_for_all(realm, asked) {
        return realm.faults.take(asked);
    }
    let counted = || {
        let mut tx = realm.write()?;
        let taken = take_within(&mut *tx, asked)?;
        tx.commit()?;
        Ok::<_, StoreError>(taken)
    };
    // A store that fails tells so to whoever uses it next.
    counted().unwrap_or_default()
}

/// Takes the faults that are to be committed now, as all nodes count them, in a transaction that was begun.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn take_within(tx: &mut dyn WriteTx, asked: Asked<'_>) -> Result<Vec<Armed>, StoreError> {
    let mut plan = kept(tx)?;
    let taken = asked.take(&mut plan);
    if taken.iter().any(is_counted) {
        keep(tx, &plan)?;
    }
    Ok(taken)
}

/// Gives back what was taken by a request that broke.
pub(crate) fn give_back(realm: &Realm, taken: Vec<Armed>) {
    if realm.shared().is_none() {
        return realm.faults.change(|plan| plan.give_back(taken));
    }
    let counted = || {
        let mut tx = realm.write()?;
        let mut plan = kept(&*tx)?;
        plan.give_back(taken);
        keep(&mut *tx, &plan)?;
        tx.commit()
    };
    // A store that fails has broken the request, and tells so.
    let _: Result<(), StoreError> = counted();
}

/// The plan that all nodes follow.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn kept(tx: &(impl ReadTx + ?Sized)) -> Result<FaultPlan, StoreError> {
    Ok(row(tx, FAULTS_ROW)?.unwrap_or_default())
}

/// Keeps the plan for all nodes.
///
/// # Errors
/// The store failed.
pub(crate) fn keep(tx: &mut dyn WriteTx, plan: &FaultPlan) -> Result<(), StoreError> {
    put_row(tx, FAULTS_ROW, plan)
}
