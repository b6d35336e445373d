//! What a citizen has allowed relying parties: shown, taken back.

use crate::app::Moment;
use crate::app::consent::consents;
use crate::domain::consent::Consent;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::push::Operation;
use crate::store::{ReadTx, StoreError};

/// Everything a citizen has allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Consents of the digital profile, oldest first, with the names of the relying parties.
    pub consents: Vec<(Consent, String)>,
    /// Relying parties that may sign the citizen in and see data.
    pub scope_consents: Vec<ScopeConsent>,
}

/// What one relying party may see, as it was allowed on the sign-in page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeConsent {
    /// Its mnemonic.
    pub client: Mnemonic,
    /// Its name.
    pub name: String,
    /// The scopes.
    pub scopes: Vec<String>,
}

/// What a citizen has allowed.
///
/// # Errors
/// The store failed.
pub fn all(moment: &Moment<'_>, person: Oid) -> Result<Given, StoreError> {
    let tx = moment.read()?;
    let name = |client: &Mnemonic| -> Result<String, StoreError> {
        Ok(tx.client(client)?.map_or_else(|| client.to_string(), |known| known.name))
    };
    let decided = tx.consents(person, None)?.into_iter().filter(|one| one.given_at.is_some());
    let consents = decided.map(|one| {
        let name = match &one.client {
            Some(client) => name(client)?,
            None => "Все школьные дневники".to_owned(),
        };
        Ok((one, name))
    });
    let consents = consents.collect::<Result<_, StoreError>>()?;
    let mut scope_consents = Vec::new();
    for client in tx.scope_consent_clients(person)? {
        let (name, scopes) = (name(&client)?, tx.scope_consent(person, &client)?);
        scope_consents.push(ScopeConsent { client, name, scopes });
    }
    Ok(Given { consents, scope_consents })
}

/// Takes a consent back; nothing when the citizen gave none of this number. One that is over stays as it is.
///
/// # Errors
/// The store failed.
pub fn withdraw(moment: &Moment<'_>, person: Oid, id: u64) -> Result<Option<Consent>, StoreError> {
    let mut tx = moment.write()?;
    let found = tx.consents(person, None)?.into_iter().find(|one| one.id == id);
    let Some(mut consent) = found else { return Ok(None) };
    if consent.is_acting(moment.now) {
        consent = consent.withdrawn(moment.now);
        consents::keep(&mut *tx, moment.consents(), &consent, Operation::Revoke)?;
    }
    Ok(Some(consent))
}

/// Takes back everything that was allowed a relying party; tells whether something was.
///
/// # Errors
/// The store failed.
pub fn withdraw_all(moment: &Moment<'_>, person: Oid, client: &Mnemonic) -> Result<bool, StoreError> {
    let mut tx = moment.write()?;
    for consent in tx.consents(person, Some(client))? {
        if consent.is_acting(moment.now) {
            consents::keep(&mut *tx, moment.consents(), &consent.withdrawn(moment.now), Operation::Revoke)?;
        }
    }
    tx.remove_scope_consent(person, client)
}

/// Whether a relying party may still sign a citizen in: its access was not taken back.
///
/// # Errors
/// The store failed.
pub(crate) fn is_open(tx: &dyn ReadTx, person: Oid, client: &Mnemonic) -> Result<bool, StoreError> {
    Ok(!tx.scope_consent(person, client)?.is_empty())
}
