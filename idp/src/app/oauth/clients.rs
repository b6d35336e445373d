//! Relying parties: registered, read, removed.

use crate::app::journal;
use crate::app::stop::control_refused;
use crate::app::{Explained, Moment, Stop};
use crate::crypto::keyring::Keyring;
use crate::crypto::{Algorithm, Certificate};
use crate::domain::client::Client;
use crate::domain::consent::{Registry, Unlisted};
use crate::domain::id::Mnemonic;
use crate::domain::journal::{Why, reason};
use crate::domain::scope::AskedScope;
use crate::protocol::oauth::redirect;
use crate::store::{StoreError, WriteTx};

/// A field of a registration that does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientFault {
    /// The field.
    pub field: String,
    /// What was expected.
    pub expected: String,
}

impl Explained for ClientFault {
    fn why(&self) -> Why {
        control_refused(format!("expected {}", self.expected)).with("field", &self.field)
    }
}

/// Keeps a registration; tells whether it is new.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn put(moment: &Moment<'_>, client: &Client) -> Result<bool, Stop<ClientFault>> {
    check(client, moment.settings.unlisted_scopes).map_err(Stop::refused)?;
    check_key(client, &moment.realm.keyring).map_err(Stop::refused)?;
    check_kinds(client, &moment.realm.origin.registry).map_err(Stop::refused)?;
    let mut tx = moment.write()?;
    let new = tx.put_client(client)?;
    let doubtful = client.doubtful_addresses();
    if !doubtful.is_empty() {
        journal::remarked(moment, Why::new(reason::ADDRESS_DOUBTFUL).with("addresses", doubtful.join(" ")));
    }
    share_owner(&mut *tx, client)?;
    Ok(new)
}

/// Whether a registration makes sense where unlisted scopes are refused or taken.
///
/// # Errors
/// The first field that does not.
pub fn check(client: &Client, unlisted: Unlisted) -> Result<(), ClientFault> {
    if client.name.trim().is_empty() {
        return Err(ClientFault {
            field: "name".to_owned(),
            expected: "the name the citizen sees".to_owned(),
        });
    }
    if let Err(error) = client.token_algorithm.parse::<Algorithm>() {
        return Err(ClientFault { field: "token_algorithm".to_owned(), expected: error.to_string() });
    }
    let is_one_word = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    for (index, name) in client.scopes.iter().enumerate() {
        if !is_one_word(name) || !AskedScope::of(name).is_taken(unlisted) {
            let expected = format!(
                "a scope of docs/SCOPES.md, or the setting unlisted_scopes on \"taken\"; {name:?} is not listed"
            );
            return Err(ClientFault { field: format!("scopes[{index}]"), expected });
        }
    }
    if let Some(url) = &client.site_url
        && redirect::read(url).is_none()
    {
        let expected = "an absolute http or https address".to_owned();
        return Err(ClientFault { field: "site_url".to_owned(), expected });
    }
    if let Some((name, min, max)) = client.lifetime_bounds.and_then(|own| own.broken_by(client.lifetimes)) {
        let expected = format!("between {} and {} seconds by lifetime_bounds", min.as_secs(), max.as_secs());
        return Err(ClientFault { field: format!("lifetimes.{name}"), expected });
    }
    for (index, terms) in client.api_key_terms.iter().enumerate() {
        if !client.api_keys.iter().any(|own| own.eq_ignore_ascii_case(&terms.key)) {
            let expected = "a key of api_keys".to_owned();
            return Err(ClientFault { field: format!("api_key_terms[{index}].key"), expected });
        }
    }
    for (index, text) in client.certificates.iter().enumerate() {
        if let Err(error) = Certificate::from_text(text) {
            let expected = format!("an X.509 certificate as PEM or as the base64 of its DER: {error}");
            return Err(ClientFault { field: format!("certificates[{index}]"), expected });
        }
    }
    Ok(())
}

/// Whether the kinds of consents that it may ask for are of the registry.
///
/// # Errors
/// One is not.
pub fn check_kinds(client: &Client, registry: &Registry) -> Result<(), ClientFault> {
    match client.consent_kinds.iter().position(|own| registry.kind(&own.name).is_none()) {
        None => Ok(()),
        Some(index) => Err(ClientFault {
            field: format!("consent_kinds[{index}].name"),
            expected: format!("a kind of consents.toml: {}", registry.names()),
        }),
    }
}

/// What is said of an owner holds for every system of the same number: there is one address per organisation.
fn share_owner(tx: &mut dyn WriteTx, client: &Client) -> Result<(), StoreError> {
    let Some(owner) = &client.owner else { return Ok(()) };
    for other in tx.clients()? {
        let differs = other.owner.as_ref().is_some_and(|own| own.ogrn == owner.ogrn && own != owner);
        if differs {
            tx.put_client(&Client { owner: Some(owner.clone()), ..other })?;
        }
    }
    Ok(())
}

/// Whether a provider has a key of the algorithm that is to sign a relying party's tokens.
///
/// # Errors
/// It has none.
pub fn check_key(client: &Client, keyring: &Keyring) -> Result<(), ClientFault> {
    if keyring.signer(&client.token_algorithm).is_ok() {
        return Ok(());
    }
    let known: std::collections::BTreeSet<_> =
        keyring.all().iter().map(|key| key.algorithm().name()).collect();
    let known: Vec<_> = known.into_iter().collect();
    let expected = format!("an algorithm that this provider has a key of: {}", known.join(", "));
    Err(ClientFault { field: "token_algorithm".to_owned(), expected })
}

/// One registration.
///
/// # Errors
/// The store failed.
pub fn find(moment: &Moment<'_>, mnemonic: &Mnemonic) -> Result<Option<Client>, StoreError> {
    moment.read()?.client(mnemonic)
}

/// Registrations whose mnemonic comes after a text, by mnemonic.
///
/// # Errors
/// The store failed.
pub fn list(moment: &Moment<'_>, after: &str, limit: u32) -> Result<Vec<Client>, StoreError> {
    moment.read()?.clients_after(after, limit)
}

/// Removes a registration; tells whether there was one.
///
/// # Errors
/// The store failed.
pub fn remove(moment: &Moment<'_>, mnemonic: &Mnemonic) -> Result<bool, StoreError> {
    moment.write()?.remove_client(mnemonic)
}
