//! Consents of the digital profile: which act at a sign-in, what tokens carry of them, how they are kept.

pub mod asked;
pub(crate) mod at;
pub mod carried;
pub mod school;

use std::collections::BTreeMap;

use crate::app::consent::consents::at::At;
use crate::app::consent::pushes::{self, Message};
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::consent::{Consent, PushOrder, of_minor};
use crate::domain::id::Mnemonic;
use crate::domain::push::{Event, Operation};
use crate::store::{ReadTx, StoreError, WriteTx};

/// Keeps a consent, and has its recipient told of what happened to it.
///
/// # Errors
/// The store failed.
pub(crate) fn keep(
    tx: &mut dyn WriteTx,
    at: At<'_>,
    consent: &Consent,
    operation: Operation,
) -> Result<(), StoreError> {
    tx.put_consent(consent)?;
    for (url, client) in addresses(&*tx, consent)? {
        let event = Event::Consent {
            operation,
            person: consent.person,
            session: consent.session.clone(),
            consent: consent.id,
        };
        let topic = (at.push_order == PushOrder::PerConsent).then(|| format!("{} {url}", consent.id));
        let message = Message { url: &url, client: &client, event, topic };
        pushes::post(tx, at.now, at.faults, message)?;
    }
    Ok(())
}

/// The addresses of the organisations that a consent is given to, each once, with a system of theirs.
fn addresses(tx: &dyn ReadTx, consent: &Consent) -> Result<BTreeMap<String, Mnemonic>, StoreError> {
    let told = |client: Client| Some((client.owner?.push_url?, client.mnemonic));
    if let Some(name) = consent.client.as_ref() {
        let asked_by = tx.client(name)?.filter(|client| is_to(consent, client));
        if asked_by.is_some() {
            return Ok(asked_by.and_then(told).into_iter().collect());
        }
    }
    let others = tx.clients()?.into_iter().filter(|client| is_to(consent, client));
    Ok(others.filter_map(told).collect())
}

/// Whether a consent is given to a relying party: to it, to its owner, or on the portal to all who may ask.
pub(crate) fn is_to(consent: &Consent, client: &Client) -> bool {
    match (&consent.client, &consent.ogrn, client.ogrn()) {
        (None, _, _) => client.may_ask_consent(&consent.terms.kind),
        (Some(_), Some(recipient), Some(own)) => *recipient == own,
        (Some(name), _, _) => *name == client.mnemonic,
    }
}

/// The consents that act at a person's own sign-in to a relying party: the person's own, and those that parents gave
/// for the child.
///
/// # Errors
/// The store failed.
pub(crate) fn acting_for(
    tx: &dyn ReadTx,
    at: At<'_>,
    account: &Account,
    client: &Client,
) -> Result<Vec<Consent>, StoreError> {
    let acts = |one: &Consent| one.is_acting(at.now) && is_to(one, client);
    let own = tx.consents(account.oid, None)?.into_iter().filter(|one| one.kid.is_none() && acts(one));
    let mut all: Vec<_> = own.collect();
    if of_minor(&at.asker(account, account.is_trusted()), at.terms) {
        all.extend(for_child(tx, account)?.into_iter().filter(acts));
    }
    Ok(all)
}

/// The consents, acting or not, that parents gave for the child of an account.
///
/// # Errors
/// The store failed.
pub(crate) fn for_child(tx: &dyn ReadTx, child: &Account) -> Result<Vec<Consent>, StoreError> {
    let mut all = Vec::new();
    for card in tx.cards_of_account(child.oid)? {
        let of_parent = tx.consents(card.parent, None)?;
        all.extend(of_parent.into_iter().filter(|one| one.kid == Some(card.id)));
    }
    Ok(all)
}
