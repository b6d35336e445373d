//! A child's account: begun by the parent, its contacts proved by codes, then made and linked.

use serde::Deserialize;

use crate::app::account::accounts;
use crate::app::account::links::keep;
use crate::app::account::logins::{self, At, Occupied};
use crate::app::credentials::password;
use crate::app::family::cards::account_of;
use crate::app::family::{FamilyRefusal, command, expect_fourteenth, load};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Event, Status, login_of};
use crate::domain::family::{self, Card, Child, Command, Creation, Refusal};
use crate::domain::id::Oid;
use crate::domain::password as rules;
use crate::domain::person::address::{AddressKind, AddressLine};
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::person::sheet::{Field, FieldError, FieldErrors};
use crate::domain::person::{Address, BirthPlace, Contact, Email, Phone};
use crate::store::{ReadTx, StoreError, WriteTx};

/// What a parent fills in for a child's account.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AccountForm {
    /// The child's e-mail.
    pub email: String,
    /// The child's phone; may stay empty.
    pub mobile: String,
    /// Where the child was born (MR 4.1.1.1).
    pub birth_place: String,
    /// Where the child is registered, in one line (MR 4.1.1.1).
    pub registration: String,
    /// The password the parent sets.
    pub password: String,
    /// The same once more.
    pub password_again: String,
}

/// What is asked of the child beside the card.
fn places_of(form: &AccountForm) -> Result<(BirthPlace, AddressLine), Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let birth_place = errors.read(Field::ChildBirthPlace, &form.birth_place);
    let registration = errors.read(Field::Registration, &form.registration);
    errors.finish(birth_place.zip(registration))
}

fn contacts_of(form: &AccountForm) -> Result<(Email, Option<Phone>), Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let email = errors.read(Field::Email, &form.email);
    let mobile = errors.read_optional(Field::Mobile, &form.mobile);
    errors.finish(email.map(|email| (email, mobile)))
}

/// Begins to make an account: a code goes to the child's e-mail.
///
/// # Errors
/// The form, the contacts or the rules do not allow it; or something is broken.
pub fn begin_account(
    moment: &Moment<'_>,
    parent: Oid,
    card: u64,
    form: &AccountForm,
) -> Result<Card, Stop<FamilyRefusal>> {
    let (email, mobile) = match contacts_of(form) {
        Ok(contacts) => contacts,
        Err(errors) => return Err(Stop::refused(FamilyRefusal::Fields(errors))),
    };
    let (birth_place, registration) = match places_of(form) {
        Ok(places) => places,
        Err(errors) => return Err(Stop::refused(FamilyRefusal::Fields(errors))),
    };
    let faults = rules::faults(&form.password, &form.password_again);
    if !faults.is_empty() {
        return Err(Stop::refused(FamilyRefusal::Password(faults)));
    }
    let challenge = moment.challenge();
    let password_hash = password::hash(moment, &form.password)?;
    let creation = Creation {
        email,
        mobile,
        birth_place: Some(birth_place),
        registration: Some(registration),
        password_hash,
        proving: ContactKind::Email,
        challenge,
    };
    let mut tx = moment.write()?;
    if let Err(refusal) = may_begin(&*tx, moment, parent, card, &creation)? {
        return Err(Stop::refused(refusal));
    }
    let Some((parent, card)) = load(&*tx, parent, card)? else {
        return Err(Stop::refused(FamilyRefusal::NoCard));
    };
    let ruling = family::decide(&card, &parent, Command::BeginAccount(Box::new(creation)), moment.now);
    let card = keep(&mut *tx, &parent, card, &ruling.events, moment.now)?;
    ruling.answer.map_err(|why| Stop::refused(FamilyRefusal::Rules(why)))?;
    Ok(card)
}

/// Whether neither the child nor its contacts have an account already.
fn may_begin(
    tx: &dyn ReadTx,
    moment: &Moment<'_>,
    parent: Oid,
    card: u64,
    creation: &Creation,
) -> Result<Result<(), FamilyRefusal>, StoreError> {
    if let Some((_, card)) = load(tx, parent, card)?
        && account_of(tx, &card.child, moment.now)?.is_some()
        && card.account().is_none()
    {
        return Ok(Err(FamilyRefusal::Rules(Refusal::AccountExists)));
    }
    Ok(match taken(tx, moment, &creation.email, creation.mobile)? {
        Some((field, occupied)) => Err(FamilyRefusal::ContactTaken(field, occupied)),
        None => Ok(()),
    })
}

/// The field whose contact is another account's login.
fn taken(
    tx: &dyn ReadTx,
    moment: &Moment<'_>,
    email: &Email,
    mobile: Option<Phone>,
) -> Result<Option<(&'static str, Occupied)>, StoreError> {
    let is_free = |login: String| logins::contact_is_free(tx, At::of(moment), &login, None);
    if let Err(occupied) = is_free(email.key())? {
        return Ok(Some(("email", occupied)));
    }
    let of_mobile = mobile.map_or(Ok(Ok(())), |mobile| is_free(mobile.to_string()))?;
    Ok(of_mobile.err().map(|occupied| ("mobile", occupied)))
}

/// Judges a code; the last right one makes the account and links it.
///
/// # Errors
/// The code is not taken, or something is broken.
pub fn answer(moment: &Moment<'_>, parent: Oid, card: u64, code: &str) -> Result<Card, Stop<FamilyRefusal>> {
    let next = moment.challenge();
    let mut tx = moment.write()?;
    let Some((parent, card)) = load(&*tx, parent, card)? else {
        return Err(Stop::refused(FamilyRefusal::NoCard));
    };
    let typed = Command::AnswerCode { code: code.to_owned(), next };
    let ruling = family::decide(&card, &parent, typed, moment.now);
    let proved = ruling.events.contains(&family::Event::ContactsProved);
    let creation = card.creation().cloned().filter(|_| proved);
    if let Some(creation) = &creation
        && let Some(refusal) = obstacle(moment, &*tx, &card.child, creation)?
    {
        return Err(Stop::refused(refusal));
    }
    let mut card = keep(&mut *tx, &parent, card, &ruling.events, moment.now)?;
    if let Some(creation) = creation {
        card = finish(moment, &mut *tx, &parent, card, creation)?;
    }
    ruling.answer.map_err(|why| Stop::refused(FamilyRefusal::Rules(why)))?;
    Ok(card)
}

/// Why the account that was begun cannot be made: somebody took a contact meanwhile, or the child has one.
fn obstacle(
    moment: &Moment<'_>,
    tx: &dyn ReadTx,
    child: &Child,
    creation: &Creation,
) -> Result<Option<FamilyRefusal>, StoreError> {
    if let Some((field, occupied)) = taken(tx, moment, &creation.email, creation.mobile)? {
        return Ok(Some(FamilyRefusal::ContactTaken(field, occupied)));
    }
    let snils = child.snils.to_string();
    let exists = !logins::snils_is_free(tx, &moment.settings, &snils, None)?
        || account_of(tx, child, moment.now)?.is_some();
    Ok(exists.then_some(FamilyRefusal::Rules(Refusal::AccountExists)))
}

/// Makes the account that was begun.
fn finish(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    parent: &Account,
    card: Card,
    creation: Creation,
) -> Result<Card, StoreError> {
    let mut contacts = vec![Value::Email(creation.email)];
    contacts.extend(creation.mobile.map(Value::Mobile));
    for contact in &contacts {
        accounts::take_over(tx, &login_of(contact), None, moment.now)?;
    }
    let child = make_account(moment, tx, parent.oid, &card.child, contacts)?;
    tx.put_password_hash(child.oid, &creation.password_hash)?;
    if let Some(notice) = family::account_made(&child) {
        tx.post(&notice, moment.now)?;
    }
    let linked = [family::Event::Linked { account: child.oid }];
    keep(tx, parent, card, &linked, moment.now)
}

/// Makes the account of a child for a parent: confirmed or simplified, as the realm's settings say.
///
/// # Errors
/// The store failed.
pub fn make_account(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    parent: Oid,
    child: &Child,
    contacts: Vec<Value>,
) -> Result<Account, StoreError> {
    let oid = tx.next_oid()?;
    let mut profile = child.profile();
    profile.registered_by = Some(parent);
    for document in &child.documents {
        let id = profile.next_item_id(oid.number());
        profile.documents.push(document.clone().with_id(id));
    }
    if let Some(line) = child.registration.clone() {
        let id = profile.next_item_id(oid.number());
        profile.addresses.push(Address::new(id, AddressKind::Registration, line));
    }
    for contact in contacts {
        let id = profile.next_item_id(oid.number());
        profile.contacts.extend(Contact::proved(id, contact).ok());
    }
    let (registered_at, updated_at) = (moment.now, moment.now);
    let account = Account { oid, status: Status::Simplified, profile, registered_at, updated_at };
    tx.put_account(&account)?;
    let mut account = accounts::keep(tx, account, &[Event::Registered], moment.now)?;
    if moment.settings.family.child_trusted {
        let vouch = crate::domain::account::Command::VouchForChild { parent };
        account = accounts::carry_out(tx, account.clone(), vouch, moment.now)?.unwrap_or(account);
    }
    expect_fourteenth(tx, &account)?;
    Ok(account)
}

/// Sends another code to the contact that is being proved.
///
/// # Errors
/// It is too early, nothing was begun, or something is broken.
pub fn resend(moment: &Moment<'_>, parent: Oid, card: u64) -> Result<Card, Stop<FamilyRefusal>> {
    command(moment, parent, card, Command::ResendCode(moment.challenge()))
}

/// Links an account that the child has already.
///
/// # Errors
/// There is none, or the rules say no; or something is broken.
pub fn link(moment: &Moment<'_>, parent: Oid, card: u64) -> Result<Card, Stop<FamilyRefusal>> {
    let tx = moment.read()?;
    let account = match tx.card(card)? {
        Some(card) => account_of(&*tx, &card.child, moment.now)?,
        None => None,
    };
    drop(tx);
    command(moment, parent, card, Command::Link { account })
}
