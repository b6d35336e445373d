//! The consent for school data: the portal's «Школьное портфолио» and the consent of school diaries are one.

use crate::app::consent::consents::at::At;
use crate::app::consent::consents::keep;
use crate::domain::consent::{Consent, Terms};
use crate::domain::family::Card;
use crate::domain::id::Oid;
use crate::domain::push::Operation;
use crate::domain::time::Timestamp;
use crate::store::{ReadTx, StoreError, WriteTx};

/// The consent of school diaries (DP 4.1, example 4).
const EDU_JOURNAL: &str = "EDU_JOURNAL";
/// What the portal's own consent is, where a realm keeps the two apart.
// SIM: which kind of the registry «Школьное портфолио» of the real portal is, no document says.
const PORTFOLIO: &str = "SIM_SCHOOL_PORTFOLIO";
/// What may be done with the data.
const ALL_ACTIONS: &str = "ALL_ACTIONS_TO_DATA";
/// How long a consent lasts that no registry lists: fifty years.
const MINUTES: i64 = 26_297_460;

/// Whether a consent allows school data.
pub(crate) fn is_of_school(at: At<'_>, consent: &Consent) -> bool {
    let is_one = at.terms.portfolio_is_edu_journal;
    let kind = consent.terms.kind.as_str();
    kind == PORTFOLIO || (is_one && kind == EDU_JOURNAL)
}

/// The consents for school data of a child on a card that act.
fn acting(tx: &dyn ReadTx, at: At<'_>, parent: Oid, card: u64) -> Result<Vec<Consent>, StoreError> {
    let mut all = tx.consents(parent, None)?;
    all.retain(|one| one.kid == Some(card) && is_of_school(at, one) && one.is_acting(at.now));
    Ok(all)
}

/// Since when a parent allows school data of a child; nothing where the parent does not.
///
/// # Errors
/// The store failed.
pub(crate) fn since(tx: &dyn ReadTx, at: At<'_>, card: &Card) -> Result<Option<Timestamp>, StoreError> {
    Ok(acting(tx, at, card.parent, card.id)?.into_iter().filter_map(|one| one.given_at).min())
}

/// Gives the consent on the portal: to every system that may ask for it.
///
/// # Errors
/// The store failed.
pub(crate) fn give(tx: &mut dyn WriteTx, at: At<'_>, card: &Card) -> Result<(), StoreError> {
    let consent = Consent {
        id: tx.next_consent_id()?,
        person: card.parent,
        client: None,
        terms: terms(at),
        asked_at: Some(at.now),
        given_at: Some(at.now),
        declined_at: None,
        withdrawn_at: None,
        kid: Some(card.id),
        ogrn: None,
        session: None,
        signature: Some(at.signature()),
        asked_scopes: Vec::new(),
        forbiddens: Vec::new(),
    };
    keep(tx, at, &consent, Operation::Issue)
}

/// Withdraws every consent for school data of a child, whoever asked for it.
///
/// # Errors
/// The store failed.
pub(crate) fn withdraw(tx: &mut dyn WriteTx, at: At<'_>, card: &Card) -> Result<(), StoreError> {
    for one in acting(&*tx, at, card.parent, card.id)? {
        keep(tx, at, &one.withdrawn(at.now), Operation::Revoke)?;
    }
    Ok(())
}

fn terms(at: At<'_>) -> Terms {
    let name = if at.terms.portfolio_is_edu_journal { EDU_JOURNAL } else { PORTFOLIO };
    let kind = at.registry.kind(name);
    Terms {
        kind: name.to_owned(),
        minutes: kind.map_or(MINUTES, |kind| kind.minutes_max),
        actions: vec![ALL_ACTIONS.to_owned()],
        purposes: vec![name.to_owned()],
        scopes: kind
            .map_or_else(Vec::new, |kind| kind.scopes.iter().map(|one| one.sysname.clone()).collect()),
        ..Terms::default()
    }
}
