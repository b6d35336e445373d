//! The address that a realm was given of its own, remembered for the next start.

use std::net::SocketAddr;

use crate::app::Realm;
use crate::store::StoreError;

const LISTEN_ROW: &str = "listen";

/// The address that was asked for; its port may be 0.
///
/// # Errors
/// The store failed.
pub fn kept(realm: &Realm) -> Result<Option<SocketAddr>, StoreError> {
    Ok(realm.read()?.setting(LISTEN_ROW)?.and_then(|text| text.parse().ok()))
}

/// Remembers the address that was asked for, or that there is none.
///
/// # Errors
/// The store failed.
pub fn keep(realm: &Realm, address: Option<SocketAddr>) -> Result<(), StoreError> {
    if kept(realm)? == address {
        return Ok(());
    }
    let text = address.map(|address| address.to_string()).unwrap_or_default();
    let mut tx = realm.write()?;
    tx.put_setting(LISTEN_ROW, &text)?;
    tx.commit()
}
