//! The family section: each command of a parent is judged by the rules, kept, told, and explained when refused.

mod account;
mod birthday;
mod cards;
mod consent;
mod data;

pub use account::{AccountForm, answer, begin_account, link, make_account, resend};
pub use birthday::{expect_fourteenth, turn_fourteen};
pub use cards::{Kept, add, add_child, cards, finish_check, parents_of};
pub use consent::{Wish as ConsentWish, consent, school_consent};
pub use data::change_data;

use crate::app::account::links::keep;
use crate::app::account::logins::Occupied;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::family::{self, Card, Command, Refusal};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::password::PasswordFault;
use crate::domain::person::sheet::FieldError;
use crate::store::{ReadTx, StoreError};

/// Why the family section says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FamilyRefusal {
    /// The parent has no card of this number.
    NoCard,
    /// Fields do not hold what they should.
    Fields(Vec<FieldError>),
    /// A contact belongs to another account, or did lately; the field's name.
    ContactTaken(&'static str, Occupied),
    /// The password breaks rules.
    Password(Vec<PasswordFault>),
    /// The rules say no.
    Rules(Refusal),
}

/// Carries out a command on a card.
///
/// # Errors
/// There is no such card, the rules say no, or something is broken.
pub fn command(
    moment: &Moment<'_>,
    parent: Oid,
    card: u64,
    command: Command,
) -> Result<Card, Stop<FamilyRefusal>> {
    let mut tx = moment.write()?;
    let loaded = load(&*tx, parent, card)?;
    let (parent, card) = loaded.ok_or(Stop::refused(FamilyRefusal::NoCard))?;
    let ruling = family::decide(&card, &parent, command, moment.now);
    let card = keep(&mut *tx, &parent, card, &ruling.events, moment.now)?;
    ruling.answer.map_err(|why| Stop::refused(FamilyRefusal::Rules(why)))?;
    Ok(card)
}

/// A parent and a card of that parent's section.
fn load(tx: &dyn ReadTx, parent: Oid, card: u64) -> Result<Option<(Account, Card)>, StoreError> {
    let card = tx.card(card)?.filter(|card| card.parent == parent);
    Ok(tx.account(parent)?.zip(card))
}

impl Explained for FamilyRefusal {
    fn why(&self) -> Why {
        match self {
            Self::NoCard => Why::new(reason::NO_SUCH_CARD),
            Self::Fields(errors) => Why::new(reason::CARD_FIELDS).with("faults", FieldError::listed(errors)),
            Self::ContactTaken(field, occupied) => {
                Why::new(reason::CONTACT_TAKEN).with("field", field).with("detail", occupied)
            }
            Self::Password(faults) => Why::new(reason::PASSWORD_RULES)
                .with_fix("keep every rule of passwords")
                .with("broken", format!("{faults:?}")),
            Self::Rules(Refusal::ParentNotConfirmed) => Why::new(reason::PARENT_NOT_CONFIRMED),
            Self::Rules(why) => Why::new(reason::FAMILY_RULES).with("detail", why),
        }
    }
}
