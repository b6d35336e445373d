//! Children made by a tester: cards in any state, accounts and links, through the family's own rules.

use crate::app::consent::consents::school;
use crate::app::credentials::password;
use crate::app::family::{FamilyRefusal, make_account};
use crate::app::people::fault::FieldFault;
use crate::app::people::persona::{self, SEQUENCE_MAX, Wish};
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::deadline::Deadline;
use crate::domain::family::{self, Card, CardFault, Child, Command, Event, Refusal};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::address::AddressLine;
use crate::domain::person::contact::Value;
use crate::domain::person::document::DocumentNumber;
use crate::domain::person::document::Draft;
use crate::domain::person::{Document, Email, Phone};
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// A child to make for a parent; whatever the wish leaves open is made up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChild {
    /// What is known of the child.
    pub wish: Wish,
    /// The birth certificate's number, when it is wished.
    pub certificate: Option<DocumentNumber>,
    /// Where the child is registered, in one line, when it is wished.
    pub registration: Option<AddressLine>,
    /// How far the card's check shall be.
    pub state: WantedState,
    /// Whether an account is made and linked; its card is checked then.
    pub account: bool,
    /// The password of the account.
    pub password: Option<String>,
    /// Whether consent for school data is given.
    pub school_consent: bool,
}

/// How far the check of a card shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedState {
    /// The registers are being asked.
    Checking,
    /// They agreed.
    Checked,
    /// They said no.
    Failed(Vec<CardFault>),
}

/// A child that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeChild {
    /// The card.
    pub card: Card,
    /// The account, when one was made, with its password.
    pub account: Option<(Account, String)>,
}

/// Why a child is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MakeRefusal {
    /// There is no such parent.
    NoParent,
    /// A field does not hold what it should.
    Field(FieldFault),
    /// The rules of the family say no.
    Family(FamilyRefusal),
}

/// Makes a child's card for a parent and, when wished, an account that is linked.
///
/// # Errors
/// There is no such parent, a wish contradicts itself or another account, the rules say no; or something is broken.
pub fn make_child(moment: &Moment<'_>, parent: Oid, new: &NewChild) -> Result<MadeChild, Stop<MakeRefusal>> {
    let chosen = new.password.clone().unwrap_or_else(|| password::DEFAULT.to_owned());
    let hash = password::hash(moment, &chosen)?;
    moment.whole(|tx| {
        let (card, contacts) = make_card(moment, tx, parent, new)?;
        let Some(contacts) = contacts else { return Ok(MadeChild { card, account: None }) };
        let account = make_account(moment, tx, parent, &card.child, contacts)?;
        tx.put_password_hash(account.oid, &hash)?;
        let linked = [Event::Linked { account: account.oid }];
        let card = quietly(tx, card, &linked, moment.now)?;
        Ok(MadeChild { card, account: Some((account, chosen)) })
    })
}

/// Makes the card; the contacts of the account come with it, when one is wished and may be made.
fn make_card(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    parent: Oid,
    new: &NewChild,
) -> Result<(Card, Option<Vec<Value>>), Stop<MakeRefusal>> {
    let rules = |why| Stop::refused(MakeRefusal::Family(FamilyRefusal::Rules(why)));
    let parent = tx.account(parent)?.ok_or(Stop::refused(MakeRefusal::NoParent))?;
    let id = tx.next_card_id()?;
    let (child, email, mobile) = made_up(moment, id, &parent, new)?;
    let card = place(moment, tx, &parent, id, child, new)?.map_err(rules)?;
    if !new.account {
        return Ok((card, None));
    }
    card.may_create_account(moment.now).map_err(rules)?;
    free(tx, &card.child, &email, mobile)?;
    Ok((card, Some(vec![Value::Email(email), Value::Mobile(mobile)])))
}

impl Explained for MakeRefusal {
    fn why(&self) -> Why {
        match self {
            Self::NoParent => Why::new(reason::NOTHING_OF_THIS_NAME),
            Self::Field(fault) => fault.why(),
            Self::Family(refusal) => refusal.why(),
        }
    }
}

fn made_up(
    moment: &Moment<'_>,
    id: u64,
    parent: &Account,
    new: &NewChild,
) -> Result<(Child, Email, Phone), Stop<MakeRefusal>> {
    // Children on cards are numbered from the far end, where people made one by one never come.
    let sequence = u32::try_from(id).ok().and_then(|id| SEQUENCE_MAX.checked_sub(id)).unwrap_or(u32::MAX);
    let mut wish = Wish { minor: new.wish.birth_date.is_none(), ..new.wish.clone() };
    if wish.last_name.is_none() && wish.gender.is_none() {
        wish.last_name = Some(parent.profile.name.last.clone());
        wish.gender = parent.profile.gender;
    }
    let fault = |field: &str, expected: String| {
        Stop::refused(MakeRefusal::Field(FieldFault { field: field.to_owned(), expected }))
    };
    let person = persona::make_up(moment.realm.origin.seed, sequence, moment.now.date(), &wish)
        .map_err(|error| fault("birth_date", error.to_string()))?;
    let certificate = match &new.certificate {
        None => person.document,
        Some(number) => {
            let series = number.series().map(str::to_owned);
            let draft = Draft { series, number: number.number().to_owned(), ..person.document.into() };
            Document::try_from(draft).map_err(|error| fault("certificate", error.to_string()))?
        }
    };
    let child = Child {
        name: person.name,
        gender: person.gender,
        birth_date: person.birth_date,
        birth_place: Some(person.birth_place),
        registration: Some(new.registration.clone().unwrap_or(person.address.line)),
        snils: person.snils,
        inn: Some(person.inn),
        documents: vec![certificate],
    };
    if child.certificate().is_none() {
        return Err(fault("birth_date", "expected a child under fourteen".to_owned()));
    }
    Ok((child, person.email, person.mobile))
}

/// Puts a card into the parent's section and takes it to the wanted state by the commands that lead there.
fn place(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    parent: &Account,
    id: u64,
    child: Child,
    new: &NewChild,
) -> Result<Result<Card, Refusal>, StoreError> {
    let now = moment.now;
    if let Err(why) = family::may_add(parent, &child, &tx.cards_of_parent(parent.oid)?, now) {
        return Ok(Err(why));
    }
    let mut card = Card::added(id, parent.oid, child, now);
    tx.put_card(&card)?;
    let faults = match &new.state {
        WantedState::Failed(faults) if !new.account => Some(faults.clone()),
        WantedState::Checking if !new.account && !new.school_consent => None,
        _ => Some(Vec::new()),
    };
    let mut commands = Vec::new();
    match faults {
        Some(faults) => commands.push(Command::FinishCheck(faults)),
        None => {
            let due_at = now + moment.settings.family.card_delay_ms;
            tx.put_deadline(due_at, &Deadline::CardCheckFinishes { person: parent.oid, card: id })?;
        }
    }
    for command in commands {
        let ruling = family::decide(&card, parent, command, now);
        card = quietly(tx, card, &ruling.events, now)?;
        if let Err(why) = ruling.answer {
            return Ok(Err(why));
        }
    }
    if new.school_consent {
        if let Err(why) = family::may_consent(&card, parent, false) {
            return Ok(Err(why));
        }
        school::give(tx, moment.consents(), &card)?;
    }
    Ok(Ok(card))
}

/// Keeps what happened to a card without the messages a parent would get.
fn quietly(tx: &mut dyn WriteTx, card: Card, events: &[Event], now: Timestamp) -> Result<Card, StoreError> {
    let card = events.iter().fold(card, |card, event| card.evolve(event, now));
    tx.put_card(&card)?;
    Ok(card)
}

/// Refuses an account whose contacts or SNILS another account has.
fn free(tx: &dyn WriteTx, child: &Child, email: &Email, mobile: Phone) -> Result<(), Stop<MakeRefusal>> {
    for (field, login) in
        [("email", email.key()), ("mobile", mobile.to_string()), ("snils", child.snils.to_string())]
    {
        if tx.account_of_login(&login)?.is_some() {
            let expected = "a value that no other account has".to_owned();
            let fault = FieldFault { field: field.to_owned(), expected };
            return Err(Stop::refused(MakeRefusal::Field(fault)));
        }
    }
    Ok(())
}

/// Puts a checked card of a child's account, linked, into the section of a parent.
///
/// # Errors
/// The store failed; the inner error is the rules' no.
pub fn link_made(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    parent: &Account,
    account: &Account,
    school_consent: bool,
) -> Result<Result<Card, Refusal>, StoreError> {
    let Some(child) = Child::of_account(account) else { return Ok(Err(Refusal::NotAChild)) };
    let new = NewChild {
        wish: Wish::default(),
        certificate: None,
        registration: None,
        state: WantedState::Checked,
        account: false,
        password: None,
        school_consent,
    };
    let id = tx.next_card_id()?;
    let card = match place(moment, tx, parent, id, child, &new)? {
        Ok(card) => card,
        Err(why) => return Ok(Err(why)),
    };
    quietly(tx, card, &[Event::Linked { account: account.oid }], moment.now).map(Ok)
}
