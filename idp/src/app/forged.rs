//! Access tokens that the provider forged, as all nodes of a realm know them.

use crate::app::realm::forged::Behind;
use crate::app::realm::{Realm, note, noted};
use crate::crypto::digest::DigestAlgorithm;
use crate::domain::id::Oid;
use crate::store::StoreError;

/// The name of the setting row that says that there are some.
pub(crate) const FORGED_ROW: &str = "forged";
/// How many the nodes of a realm remember together: a forged token is used right after it was given out.
const KEPT: u32 = 2_000;

/// Remembers a forged token, for all nodes.
///
/// # Errors
/// The store failed.
pub fn remember(realm: &Realm, forged: String, genuine: &str, names: Option<Oid>) -> Result<(), StoreError> {
    let behind = Behind::of(genuine, names, behind(realm, genuine)?);
    if let Some(shared) = realm.shared() {
        note(shared, &digest(&forged), &behind, KEPT)?;
        if !realm.forged.may_be_elsewhere() {
            let mut tx = realm.write()?;
            tx.put_setting(FORGED_ROW, "true")?;
            tx.commit()?;
        }
    }
    realm.forged.remember(forged, behind);
    Ok(())
}

/// What is behind a token that some node forged.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub fn behind(realm: &Realm, token: &str) -> Result<Option<Behind>, StoreError> {
    match (realm.forged.behind(token), realm.shared()) {
        (None, Some(shared)) if realm.forged.may_be_elsewhere() => noted(shared, &digest(token)),
        (own, _) => Ok(own),
    }
}

/// The name under which nodes remember a token: it is no use to whoever reads it.
fn digest(token: &str) -> String {
    DigestAlgorithm::Sha256.hex_of_message(token.as_bytes())
}
