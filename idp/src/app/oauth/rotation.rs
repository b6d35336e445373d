//! Changing the provider's own keys, as the real one does every year.

use crate::app::realm::{put_row, row};
use crate::app::stop::control_refused;
use crate::app::{Explained, Moment, Realm, Stop};
use crate::crypto::keyring::Rotation;
use crate::crypto::{Algorithm, UnknownAlgorithm};
use crate::domain::journal::Why;
use crate::domain::time::{TimeError, Timestamp};
use crate::store::{ReadTx, StoreError};

/// The name of the setting row that holds the rotations.
const ROTATIONS_ROW: &str = "rotations";

/// A key as a tester sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyShown {
    /// The JOSE name of its algorithm.
    pub algorithm: &'static str,
    /// `in-force`, `waiting` or `retired`.
    pub state: &'static str,
    /// Until when tokens signed with it are taken.
    pub until: Option<Timestamp>,
    /// Its certificate, PEM.
    pub certificate: String,
}

/// Why no key is changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RotationRefusal {
    /// The algorithm is none.
    #[error(transparent)]
    Algorithm(UnknownAlgorithm),
    /// The overlap is no duration.
    #[error(transparent)]
    Overlap(TimeError),
    /// No other key waits.
    #[error("the realm has no key of this algorithm that it could change to")]
    NoNextKey,
}

impl Explained for RotationRefusal {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

/// The keys, in the order in which they come into force.
pub fn list(realm: &Realm) -> Vec<KeyShown> {
    let shown = |key: &crate::crypto::keyring::RingKey| KeyShown {
        algorithm: key.algorithm().name(),
        state: match key.retired_at() {
            Some(_) => "retired",
            None if realm.keyring.is_in_force(key) => "in-force",
            None => "waiting",
        },
        until: key.retired_at(),
        certificate: key.certificate().to_pem(),
    };
    realm.keyring.all().iter().map(shown).collect()
}

/// Takes the next key of an algorithm into force.
///
/// # Errors
/// The words are wrong, or no other key waits.
pub fn rotate(moment: &Moment<'_>, algorithm: &str, overlap: &str) -> Result<(), Stop<RotationRefusal>> {
    let algorithm: Algorithm =
        algorithm.parse().map_err(|error| Stop::refused(RotationRefusal::Algorithm(error)))?;
    let retired_at =
        moment.now.after_iso(overlap).map_err(|error| Stop::refused(RotationRefusal::Overlap(error)))?;
    let realm = moment.realm;
    let _alone = realm.pull_lever();
    let mut tx = realm.write()?;
    // Another node may have rotated meanwhile.
    let keyring = realm.keyring.fork();
    keyring.follow(&kept(&*tx)?);
    keyring.rotate(algorithm, retired_at).map_err(|_| Stop::refused(RotationRefusal::NoNextKey))?;
    let rotations = keyring.rotations();
    put_row(&mut *tx, ROTATIONS_ROW, &rotations)?;
    tx.commit()?;
    realm.keyring.follow(&rotations);
    Ok(())
}

/// The rotations that a realm keeps.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub(crate) fn kept(tx: &(impl ReadTx + ?Sized)) -> Result<Vec<Rotation>, StoreError> {
    Ok(row(tx, ROTATIONS_ROW)?.unwrap_or_default())
}
