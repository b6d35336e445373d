//! Access tokens that the provider forged, as all nodes of a realm know them.

use crate::app::realm::Realm;
use crate::app::realm::forged::Behind;
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
    let digest = digest(&forged);
    let earlier = behind(realm, genuine)?;
    let genuine = earlier.as_ref().map_or(genuine, |one| &one.genuine);
    let behind = realm.forged.remember(forged, genuine, names.or(earlier.as_ref().and_then(|one| one.names)));
    let Some(shared) = realm.shared() else { return Ok(()) };
    let body = serde_json::to_string(&behind).expect("invariant: a token and a number always serialise");
    shared.note(&digest, &body, KEPT)?;
    if realm.forged.may_be_elsewhere() {
        return Ok(());
    }
    let mut tx = realm.write()?;
    tx.put_setting(FORGED_ROW, "true")?;
    tx.commit()
}

/// What is behind a token that some node forged.
///
/// # Errors
/// The store failed, or the row is corrupt.
pub fn behind(realm: &Realm, token: &str) -> Result<Option<Behind>, StoreError> {
    let own = realm.forged.behind(token);
    let shared = realm.shared().filter(|_| own.is_none() && realm.forged.may_be_elsewhere());
    let Some(shared) = shared else { return Ok(own) };
    let corrupt = |why: serde_json::Error| StoreError::Corrupt { table: "notes", why: why.to_string() };
    let noted = shared.noted(&digest(token))?;
    noted.map(|body| serde_json::from_str(&body).map_err(corrupt)).transpose()
}

/// The name under which nodes remember a token: it is no use to whoever reads it.
fn digest(token: &str) -> String {
    DigestAlgorithm::Sha256.hex_of_message(token.as_bytes())
}
