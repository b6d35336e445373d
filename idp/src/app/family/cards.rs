//! Cards: listed, added, checked.

use crate::app::account::links::keep;
use crate::app::consent::consents::school;
use crate::app::family::FamilyRefusal;
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, FieldFault, Level};
use crate::domain::deadline::Deadline;
use crate::domain::family::{self, Card, CardFault, CardForm, CardState, Child, Command};
use crate::domain::id::Oid;
use crate::domain::person::birth::AGE_OF_MAJORITY;
use crate::domain::register::{self, Known};
use crate::domain::settings::{Registers, Settings};
use crate::domain::time::Timestamp;
use crate::store::{ReadTx, StoreError, WriteTx};

/// A card as its parent sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The card.
    pub card: Card,
    /// The child's account that is linked.
    pub account: Option<Account>,
    /// An account of the child that could be linked.
    pub linkable: Option<Oid>,
    /// Since when the parent allows school data.
    pub school_consent: Option<Timestamp>,
    /// The child's account, whoever is linked to it.
    pub of_child: Option<Account>,
    /// How many adults are linked to it.
    pub links: usize,
}

/// The cards a parent keeps, oldest first.
///
/// # Errors
/// The store failed.
pub fn cards(moment: &Moment<'_>, parent: Oid) -> Result<Vec<Kept>, StoreError> {
    let tx = moment.read()?;
    let cards = tx.cards_of_parent(parent)?;
    cards.into_iter().map(|card| kept(&*tx, moment, card)).collect()
}

/// The cards that are linked to a child's account, whoever keeps them, and since when school data are allowed.
///
/// # Errors
/// The store failed.
pub fn parents_of(moment: &Moment<'_>, child: Oid) -> Result<Vec<(Card, Option<Timestamp>)>, StoreError> {
    let tx = moment.read()?;
    let cards = tx.cards_of_account(child)?.into_iter();
    cards.map(|card| school::since(&*tx, moment.consents(), &card).map(|since| (card, since))).collect()
}

fn kept(tx: &dyn ReadTx, moment: &Moment<'_>, card: Card) -> Result<Kept, StoreError> {
    let school_consent = school::since(tx, moment.consents(), &card)?;
    let account = card.account().map(|oid| tx.account(oid)).transpose()?.flatten();
    let linkable = if account.is_none() { account_of(tx, &card.child, moment.now)? } else { None };
    // The card of a child that nobody has checked proves no account.
    let found = linkable.filter(|_| card.is_checked()).map(|oid| tx.account(oid)).transpose()?.flatten();
    let of_child = account.clone().or(found);
    let links = of_child.as_ref().map_or(Ok(Vec::new()), |child| tx.cards_of_account(child.oid))?.len();
    Ok(Kept { card, account, linkable, school_consent, of_child, links })
}

/// The account that has the child's SNILS and birth date, when its owner is not of age.
pub(crate) fn account_of(tx: &dyn ReadTx, child: &Child, now: Timestamp) -> Result<Option<Oid>, StoreError> {
    if child.birth_date.age_on(now.date()) >= AGE_OF_MAJORITY {
        return Ok(None);
    }
    // A SNILS that nobody has checked proves nothing.
    let is_the_child = |account: &Account| {
        account.profile.birth_date == Some(child.birth_date)
            && (account.level() >= Level::Standard || account.profile.made_by_parent)
            && account.is_in_force()
    };
    let accounts = tx.accounts_of_snils(&child.snils.to_string())?;
    Ok(accounts.into_iter().find(is_the_child).map(|account| account.oid))
}

/// Adds a card as a parent filled it in, and asks the registers.
///
/// # Errors
/// Fields do not hold what they should, the rules say no, or something is broken.
pub fn add(moment: &Moment<'_>, parent: Oid, form: &CardForm) -> Result<Card, Stop<FamilyRefusal>> {
    moment.names_person(parent);
    match Child::parse(form) {
        Ok(child) => add_child(moment, parent, child),
        Err(faults) => Err(Stop::refused(FamilyRefusal::Fields(faults))),
    }
}

/// Adds a card of a child, and asks the registers.
///
/// # Errors
/// The rules say no, or something is broken.
pub fn add_child(moment: &Moment<'_>, parent: Oid, child: Child) -> Result<Card, Stop<FamilyRefusal>> {
    let mut tx = moment.write()?;
    let account = tx.account(parent)?.ok_or(Stop::refused(FamilyRefusal::NoCard))?;
    let cards = tx.cards_of_parent(parent)?;
    if let Err(why) = family::may_add(&account, &child, &cards, moment.now) {
        return Err(Stop::refused(FamilyRefusal::Rules(why)));
    }
    // A card that failed gives its number to the one written anew.
    let failed = cards
        .iter()
        .find(|card| matches!(card.state, CardState::Failed { .. }) && card.child.is_same_as(&child));
    let id = match failed {
        Some(card) => card.id,
        None => tx.next_card_id()?,
    };
    let card = Card::added(id, parent, child, moment.now);
    tx.put_card(&card)?;
    if ask(&moment.settings, &*tx, &card.child)?.is_some() {
        let due_at = moment.now + moment.settings.family.card_delay_ms;
        tx.put_deadline(due_at, &Deadline::CardCheckFinishes { person: parent, card: id })?;
    }
    Ok(card)
}

/// What the registers say of a child; nothing when one of them never answers.
///
/// The Pension Fund is asked as for anybody; the civil registry takes the place of the Interior Ministry.
fn ask(
    settings: &Settings,
    tx: &(impl ReadTx + ?Sized),
    child: &Child,
) -> Result<Option<Vec<CardFault>>, StoreError> {
    let profile = child.profile();
    let pension = tx.pension_record(child.snils)?;
    let certificate = child.certificate().map(register::passport_key);
    let passport = certificate.map(|key| tx.passport_record(&key)).transpose()?.flatten();
    let registers = Registers { interior_ministry: settings.family.civil_registry, ..settings.registers };
    let faults = register::judge(&profile, &Known { pension, passport }, &registers);
    let told = |fault: FieldFault| match fault {
        FieldFault::PassportUnknown
        | FieldFault::PassportReplaced
        | FieldFault::PassportInvalid
        | FieldFault::PassportHolderUnknown => CardFault::CertificateUnknown,
        _ => CardFault::SnilsUnknown,
    };
    Ok(faults.map(|faults| faults.into_iter().map(told).collect()))
}

/// Lets the registers answer for a card.
///
/// # Errors
/// The store failed.
pub fn finish_check(
    tx: &mut dyn WriteTx,
    settings: &Settings,
    parent: &Account,
    card: u64,
    at: Timestamp,
) -> Result<(), StoreError> {
    let Some(card) = tx.card(card)? else { return Ok(()) };
    // A register that fell silent meanwhile leaves the check running.
    let Some(faults) = ask(settings, tx, &card.child)? else { return Ok(()) };
    // A check that was overtaken by the tester's own word ends in nothing.
    let ruling = family::decide(&card, parent, Command::FinishCheck(faults), at);
    keep(tx, parent, card, &ruling.events, at)?;
    Ok(())
}
