//! What a citizen has allowed relying parties: shown, taken back.

use crate::app::Moment;
use crate::domain::agreement::{Agreement, Terms};
use crate::domain::id::{Mnemonic, Oid};
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
    let agreements = tx.agreements(person, None)?.into_iter().map(|one| {
        let name = name(&one.client)?;
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
        agreement.withdrawn_at = Some(moment.now);
        tx.put_agreement(&agreement)?;
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
            tx.put_agreement(&Agreement { withdrawn_at: Some(moment.now), ..agreement })?;
        }
    }
    let withdrawn = tx.withdraw_consent(person, client)?;
    Ok(withdrawn)
}

/// Which of the terms are still agreed to; nothing at all when the citizen took the relying party's access back.
///
/// # Errors
/// The store failed.
pub(crate) fn standing<'t>(
    tx: &(impl ReadTx + ?Sized),
    moment: &Moment<'_>,
    person: Oid,
    client: &Mnemonic,
    terms: &'t [Terms],
) -> Result<Option<Vec<&'t Terms>>, StoreError> {
    if tx.consented(person, client)?.is_empty() {
        return Ok(None);
    }
    if terms.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let given = tx.agreements(person, Some(client))?;
    let stands = |terms: &&Terms| given.iter().any(|one| one.allows(terms, moment.now));
    Ok(Some(terms.iter().filter(stands).collect()))
}
