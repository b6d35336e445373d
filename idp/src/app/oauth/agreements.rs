//! What a citizen has allowed relying parties: shown, taken back.

use crate::app::Moment;
use crate::app::consent::consents;
use crate::domain::agreement::Agreement;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::push::Operation;
use crate::store::{ReadTx, StoreError};

/// Everything a citizen has allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Agreements of the digital profile, oldest first, with the names of the relying parties.
    pub agreements: Vec<(Agreement, String)>,
    /// Relying parties that may sign the citizen in and see data.
    pub consents: Vec<Consent>,
}

/// What one relying party may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
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
pub fn given(moment: &Moment<'_>, person: Oid) -> Result<Given, StoreError> {
    let tx = moment.read()?;
    let name = |client: &Mnemonic| -> Result<String, StoreError> {
        Ok(tx.client(client)?.map_or_else(|| client.to_string(), |known| known.name))
    };
    let decided = tx.agreements(person, None)?.into_iter().filter(|one| one.given_at.is_some());
    let agreements = decided.map(|one| {
        let name = match &one.client {
            Some(client) => name(client)?,
            None => "Все школьные дневники".to_owned(),
        };
        Ok((one, name))
    });
    let agreements = agreements.collect::<Result<_, StoreError>>()?;
    let mut consents = Vec::new();
    for client in tx.consented_clients(person)? {
        let (name, scopes) = (name(&client)?, tx.consented(person, &client)?);
        consents.push(Consent { client, name, scopes });
    }
    Ok(Given { agreements, consents })
}

/// Takes an agreement back; nothing when the citizen gave none of this number. One that is over stays as it is.
///
/// # Errors
/// The store failed.
pub fn withdraw(moment: &Moment<'_>, person: Oid, id: u64) -> Result<Option<Agreement>, StoreError> {
    let mut tx = moment.write()?;
    let found = tx.agreements(person, None)?.into_iter().find(|one| one.id == id);
    let Some(mut agreement) = found else { return Ok(None) };
    if agreement.is_acting(moment.now) {
        agreement = agreement.withdrawn(moment.now);
        consents::keep(&mut *tx, moment.consents(), &agreement, Operation::Revoke)?;
    }
    Ok(Some(agreement))
}

/// Takes back everything that was allowed a relying party; tells whether something was.
///
/// # Errors
/// The store failed.
pub fn withdraw_consent(moment: &Moment<'_>, person: Oid, client: &Mnemonic) -> Result<bool, StoreError> {
    let mut tx = moment.write()?;
    for agreement in tx.agreements(person, Some(client))? {
        if agreement.is_acting(moment.now) {
            consents::keep(&mut *tx, moment.consents(), &agreement.withdrawn(moment.now), Operation::Revoke)?;
        }
    }
    let withdrawn = tx.withdraw_consent(person, client)?;
    Ok(withdrawn)
}

/// Whether a relying party may still sign a citizen in: its access was not taken back.
///
/// # Errors
/// The store failed.
pub(crate) fn is_open(tx: &dyn ReadTx, person: Oid, client: &Mnemonic) -> Result<bool, StoreError> {
    Ok(!tx.consented(person, client)?.is_empty())
}
