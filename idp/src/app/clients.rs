//! Relying parties: registered, read, removed.

use crate::app::{Moment, Stop};
use crate::crypto::{Algorithm, Certificate};
use crate::domain::client::Client;
use crate::domain::id::Mnemonic;
use crate::domain::scope::AskedScope;
use crate::store::StoreError;

/// A field of a registration that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientFault {
    /// The field.
    pub field: &'static str,
    /// What was expected.
    pub expected: String,
}

/// Keeps a registration; tells whether it is new.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn put(moment: &Moment<'_>, client: &Client) -> Result<bool, Stop<ClientFault>> {
    check(client).map_err(Stop::refused)?;
    let mut tx = moment.write()?;
    let new = tx.put_client(client)?;
    tx.commit()?;
    Ok(new)
}

/// Whether a registration makes sense.
///
/// # Errors
/// The first field that does not.
pub fn check(client: &Client) -> Result<(), ClientFault> {
    if client.name.trim().is_empty() {
        return Err(ClientFault { field: "name", expected: "the name the citizen sees".to_owned() });
    }
    if let Err(error) = client.token_algorithm.parse::<Algorithm>() {
        return Err(ClientFault { field: "token_algorithm", expected: error.to_string() });
    }
    if let Some(unknown) = client.scopes.iter().find(|name| !AskedScope::of(name).is_known()) {
        let expected = format!("scopes the system knows; {unknown:?} is none");
        return Err(ClientFault { field: "scopes", expected });
    }
    for (number, pem) in client.certificates.iter().enumerate() {
        if let Err(error) = Certificate::from_pem(pem) {
            let expected = format!("an X.509 certificate as PEM; number {}: {error}", number + 1);
            return Err(ClientFault { field: "certificates", expected });
        }
    }
    Ok(())
}

/// One registration.
///
/// # Errors
/// The store failed.
pub fn find(moment: &Moment<'_>, mnemonic: &Mnemonic) -> Result<Option<Client>, StoreError> {
    moment.read()?.client(mnemonic)
}

/// All registrations, by mnemonic.
///
/// # Errors
/// The store failed.
pub fn list(moment: &Moment<'_>) -> Result<Vec<Client>, StoreError> {
    moment.read()?.clients()
}

/// Removes a registration; tells whether there was one.
///
/// # Errors
/// The store failed.
pub fn remove(moment: &Moment<'_>, mnemonic: &Mnemonic) -> Result<bool, StoreError> {
    let mut tx = moment.write()?;
    let removed = tx.remove_client(mnemonic)?;
    tx.commit()?;
    Ok(removed)
}
