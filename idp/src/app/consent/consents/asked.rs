//! Consents that a sign-in asks for: offered on the page, given or declined.

use sha1::{Digest as _, Sha1};
use uuid::Builder;

use crate::app::consent::consents::at::At;
use crate::app::consent::consents::{self, is_to};
use crate::domain::client::Client;
use crate::domain::consent::{
    Asker, Choice, Consent, Kind, Offer, Status, Subject, Terms, may_be_asked, offer,
};
use crate::domain::family::Card;
use crate::domain::grant::{Asked, Pending};
use crate::domain::id::Oid;
use crate::domain::person::birth::AGE_OF_MAJORITY;
use crate::domain::push::Operation;
use crate::store::{ReadTx, StoreError, WriteTx};

/// What came of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// At least one consent was given.
    Given,
    /// Everything was declined.
    Declined,
    /// The citizen is younger than the kind demands (ESIA-036746).
    TooYoung {
        /// Which kind.
        kind: String,
        /// From which age.
        age_min: u8,
    },
}

/// What the page offers a citizen; nothing when nothing is to be decided.
///
/// # Errors
/// The store failed.
pub(crate) fn offers(
    tx: &dyn ReadTx,
    at: At<'_>,
    pending: &Pending,
    client: &Client,
    asker: &Asker,
) -> Result<Vec<Offer>, StoreError> {
    let Some(asked) = pending.asked.as_ref().filter(|asked| !asked.terms.is_empty()) else {
        return Ok(Vec::new());
    };
    if pending.consents_decided || !may_be_asked(asker, at.terms) {
        return Ok(Vec::new());
    }
    let given = tx.consents(asker.person, None)?;
    let cards = offered_cards(tx, at, asker.person)?;
    let offered = asked.terms.iter().filter_map(|terms| {
        let kind = at.within(client, |bounds| bounds.kind(&terms.kind))?;
        let own: Vec<_> = given.iter().filter(|one| is_for_recipient(one, terms, client)).cloned().collect();
        offer(terms, &kind, &own, parents_of(&kind, client, &cards), at.now)
    });
    Ok(offered.collect())
}

/// Whether a consent has the recipient that terms are asked for.
fn is_for_recipient(consent: &Consent, terms: &Terms, client: &Client) -> bool {
    match (consent.terms.ogrn, terms.ogrn) {
        (None, None) => is_to(consent, client),
        (own, asked) => own == asked,
    }
}

/// The children for whom a parent may be asked.
fn parents_of<'a>(kind: &Kind, client: &Client, cards: &'a [u64]) -> &'a [u64] {
    if kind.minors && client.may_ask_parents(&kind.sysname) { cards } else { &[] }
}

/// The cards of children who may be consented for: checked ones, of minors.
// I: DP does not say which children the page offers, nor whether the child must have an account.
fn offered_cards(tx: &dyn ReadTx, at: At<'_>, parent: Oid) -> Result<Vec<u64>, StoreError> {
    let today = at.now.date();
    let is_offered = |card: &Card| {
        let may = card.is_checked() || at.terms.unchecked_cards_offered;
        may && card.child.birth_date.age_on(today) < AGE_OF_MAJORITY
    };
    let cards = tx.cards_of_parent(parent)?.into_iter().filter(is_offered);
    Ok(cards.map(|card| card.id).collect())
}

/// Keeps that consents were asked for, once in a sign-in; what an earlier sign-in left undecided is gone.
///
/// # Errors
/// The store failed.
pub(crate) fn claim(
    tx: &mut dyn WriteTx,
    at: At<'_>,
    pending: &Pending,
    client: &Client,
    person: Oid,
    offers: &[Offer],
) -> Result<(), StoreError> {
    let session = session_of(pending);
    let known = tx.consents(person, None)?;
    let waiting = known.iter().filter(|one| one.status() == Status::Waiting && is_to(one, client));
    let (own, old): (Vec<_>, Vec<_>) = waiting.partition(|one| one.session.as_ref() == Some(&session));
    for offer in offers {
        for subject in &offer.subjects {
            let is_same = |one: &&Consent| Subject::of(one) == *subject && one.terms == offer.terms;
            if own.iter().any(is_same) {
                continue;
            }
            let is_left =
                |one: &&&Consent| Subject::of(one) == *subject && one.terms.kind == offer.terms.kind;
            for left in old.iter().filter(is_left) {
                tx.remove_consent(left.id)?;
            }
            let consent = Consent {
                id: tx.next_consent_id()?,
                person,
                client: Some(client.mnemonic.clone()),
                ogrn: recipient(&offer.terms, client),
                terms: offer.terms.clone(),
                asked_at: Some(at.now),
                given_at: None,
                declined_at: None,
                withdrawn_at: None,
                kid: subject.kid(),
                session: Some(session.clone()),
                signature: None,
                asked_scopes: Vec::new(),
                forbiddens: Vec::new(),
            };
            consents::keep(tx, at, &consent, Operation::Claim)?;
        }
    }
    Ok(())
}

/// The organisation that a consent is for: the one that the terms name, else the owner of the system.
fn recipient(terms: &Terms, client: &Client) -> Option<String> {
    terms.ogrn.map(|ogrn| ogrn.to_string()).or_else(|| client.ogrn())
}

/// Decides on everything that a sign-in asked for.
///
/// # Errors
/// The store failed.
pub(crate) fn decide(
    tx: &mut dyn WriteTx,
    at: At<'_>,
    pending: &Pending,
    asked: &Asked,
    asker: &Asker,
    choice: &Choice,
) -> Result<Decided, StoreError> {
    let (person, registry) = (asker.person, at.registry);
    let ticked = |one: &Consent| {
        let number = asked.terms.iter().position(|terms| *terms == one.terms)?;
        choice.takes(number, Subject::of(one)).then_some(number)
    };
    let waiting = waiting_in(&*tx, pending, person)?;
    let given: Vec<_> = waiting.iter().filter_map(|one| Some((one, ticked(one)?))).collect();
    for (one, _) in &given {
        if let Some(kind) = registry.kind(&one.terms.kind).filter(|kind| !asker.is_old_enough(kind)) {
            return Ok(Decided::TooYoung { kind: kind.sysname.clone(), age_min: kind.age_min });
        }
    }
    for one in &waiting {
        let Some(number) = ticked(one) else {
            consents::keep(tx, at, &one.clone().declined(at.now), Operation::Refuse)?;
            continue;
        };
        let kind = registry.kind(&one.terms.kind);
        let may_go = |scope: &&String| kind.is_none_or(|kind| !kind.requires(scope));
        let optional: Vec<_> = one.terms.scopes.iter().filter(may_go).cloned().collect();
        let signature = at.signature();
        let given = one.clone().given(&choice.dropped(number, &optional), signature, at.now);
        let given = choice.narrowed(number, kind, given);
        consents::keep(tx, at, &given, Operation::Issue)?;
    }
    Ok(if given.is_empty() && !waiting.is_empty() { Decided::Declined } else { Decided::Given })
}

/// Declines everything that a sign-in asked for.
///
/// # Errors
/// The store failed.
pub(crate) fn decline(
    tx: &mut dyn WriteTx,
    at: At<'_>,
    pending: &Pending,
    person: Oid,
) -> Result<(), StoreError> {
    for one in waiting_in(&*tx, pending, person)? {
        consents::keep(tx, at, &one.declined(at.now), Operation::Refuse)?;
    }
    Ok(())
}

/// What names a sign-in to relying parties: a UUID that follows from its own name, which only the browser may know.
fn session_of(pending: &Pending) -> String {
    let digest = Sha1::digest(pending.id.to_string());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(digest.get(..16).expect("invariant: SHA-1 has twenty bytes"));
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// What a sign-in asked for and nobody has decided on.
fn waiting_in(tx: &dyn ReadTx, pending: &Pending, person: Oid) -> Result<Vec<Consent>, StoreError> {
    let session = Some(session_of(pending));
    let mut all = tx.consents(person, None)?;
    all.retain(|one| one.status() == Status::Waiting && one.session == session);
    Ok(all)
}
