//! The consent for a child's school data, given and withdrawn in the family section.

use crate::app::consent::consents::school;
use crate::app::family::{FamilyRefusal, load};
use crate::app::{Moment, Stop};
use crate::domain::family::{self, Card, Refusal};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::store::StoreError;

/// What a parent wants of the consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To give it.
    Give,
    /// To withdraw it.
    Withdraw,
}

/// Since when a parent allows school data of a child on a card.
///
/// # Errors
/// The store failed.
pub fn school_consent(moment: &Moment<'_>, card: &Card) -> Result<Option<Timestamp>, StoreError> {
    school::since(&*moment.read()?, moment.consents(), card)
}

/// Gives the consent to every system that may ask for it, or withdraws it from all.
///
/// # Errors
/// There is no such card, the rules say no, or something is broken.
pub fn consent(moment: &Moment<'_>, parent: Oid, card: u64, wish: Wish) -> Result<Card, Stop<FamilyRefusal>> {
    let (mut tx, at) = (moment.write()?, moment.consents());
    let (parent, card) = load(&*tx, parent, card)?.ok_or(Stop::refused(FamilyRefusal::NoCard))?;
    let stands = school::since(&*tx, at, &card)?.is_some();
    let judged = match wish {
        Wish::Give => family::may_consent(&card, &parent, stands),
        Wish::Withdraw => stands.then_some(()).ok_or(Refusal::NoConsent),
    };
    judged.map_err(|why| Stop::refused(FamilyRefusal::Rules(why)))?;
    let notice = match wish {
        Wish::Give => {
            school::give(&mut *tx, at, &card)?;
            family::consent_given(&parent, &card)
        }
        Wish::Withdraw => {
            school::withdraw(&mut *tx, at, &card)?;
            family::consent_withdrawn(&parent, &card)
        }
    };
    if let Some(notice) = notice {
        tx.post(&notice, moment.now)?;
    }
    Ok(card)
}
