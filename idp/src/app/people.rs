//! People made by a tester: put at any level through the account's own rules, read, changed.

pub mod organisations;
pub mod persona;

mod addresses;
mod belongings;
mod beside;
mod change;
mod children;
mod extras;
mod fault;
mod form;
mod minors;
pub mod populations;
mod rise;
mod wanted;

pub use addresses::{AddressForm, give_address, take_address};
pub use belongings::{
    CertificateForm, DocumentForm, VehicleForm, give_document, give_vehicle, take_document, take_vehicle,
};
pub use beside::Beside;
pub use change::{Change, change};
pub use children::{MadeChild, MakeRefusal, NewChild, WantedState, link_made, make_child};
pub use extras::{
    BiometricForm, CategoryForm, ConfirmerForm, ExtrasForm, PaperForm, SelfEmployedForm, VerificationForm,
    set_extras, set_paper, set_verification,
};
pub use fault::FieldFault;
pub use form::{PassportForm, PersonForm};
pub use wanted::{NewPerson, ParentName};

use crate::app::credentials::password;
use crate::app::people::persona::{Persona, SEQUENCE_MAX};
use crate::app::{Broken, Moment, Stop};
use crate::domain::account::{Account, Event, Level};
use crate::domain::id::Oid;
use crate::domain::person::Document;
pub use crate::store::port::PersonFilter;
use crate::store::{StoreError, WriteTx};

/// The most people made in one transaction: a few hundredths of a second during which the realm answers nobody else.
pub const SLICE: u32 = 100;

/// The people that were made; their numbers are consecutive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// How many.
    pub count: u32,
    /// The first.
    pub first: MadePerson,
    /// The last, which may be the first.
    pub last: MadePerson,
}

impl Made {
    fn add(made: &mut Option<Self>, one: MadePerson) {
        match made {
            Some(made) => (made.count, made.last) = (made.count + 1, one),
            None => *made = Some(Self { count: 1, first: one.clone(), last: one }),
        }
    }
}

/// A password with its hash, which costs time and is therefore made once for all.
pub(crate) struct Secret {
    password: String,
    hash: String,
}

impl Secret {
    /// The wished password, or the usual one.
    ///
    /// # Errors
    /// Hashing failed.
    pub(crate) fn of(moment: &Moment<'_>, person: &NewPerson) -> Result<Self, Broken> {
        let password = person.password.clone().unwrap_or_else(|| password::DEFAULT.to_owned());
        let hash = password::hash(moment, &password)?;
        Ok(Self { password, hash })
    }
}

/// A person that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadePerson {
    /// The account.
    pub account: Account,
    /// Its password.
    pub password: String,
}

/// Makes people; up to [`SLICE`] of them all or none.
///
/// More are made in slices, one transaction each, so that the realm answers others in between. Their numbers are
/// consecutive all the same. Who looks meanwhile sees the people of the finished slices; they also stay when a
/// later one is refused or the process ends, and the numbers of the rest are not given again.
///
/// # Errors
/// A wish contradicts itself or another account; or something is broken.
pub fn make(moment: &Moment<'_>, person: &NewPerson) -> Result<Made, Stop<FieldFault>> {
    let secret = Secret::of(moment, person)?;
    if person.count <= SLICE {
        return moment.whole(|tx| make_within(moment, tx, person, &secret));
    }
    moment.has_room_for(person.count)?;
    let first = moment.whole(|tx| {
        let first = tx.promise_oids(person.count)?;
        sequence_of(first, person.count - 1)?;
        Ok(first)
    })?;
    let mut made = None;
    for start in (0..person.count).step_by(SLICE as usize) {
        moment.end_slice()?;
        moment.whole(|tx| {
            for place in start..(start + SLICE).min(person.count) {
                let oid = Oid::new(first.number() + u64::from(place));
                let one = make_one(moment, tx, person, oid, &secret)
                    .map_err(|stop| stop.map(|fault| fault.after(start)))?;
                Made::add(&mut made, one);
            }
            Ok(())
        })?;
    }
    Ok(made.expect("invariant: a count is at least one"))
}

/// Makes people within a transaction of the caller.
///
/// # Errors
/// A wish contradicts itself or another account; or something is broken.
pub(crate) fn make_within(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    person: &NewPerson,
    secret: &Secret,
) -> Result<Made, Stop<FieldFault>> {
    let mut made = None;
    for _ in 0..person.count {
        let oid = tx.next_oid()?;
        Made::add(&mut made, make_one(moment, tx, person, oid, secret)?);
    }
    Ok(made.expect("invariant: a count is at least one"))
}

/// The place of a person among all that a realm can make up, by a first number and how many follow it.
fn sequence_of(first: Oid, following: u32) -> Result<u32, Stop<FieldFault>> {
    let sequence = first.number() - Oid::FIRST.number() + u64::from(following);
    u32::try_from(sequence).ok().filter(|sequence| *sequence <= SEQUENCE_MAX).ok_or_else(|| {
        let expected = format!("at most {SEQUENCE_MAX} people in a realm");
        Stop::refused(FieldFault { field: "count".to_owned(), expected })
    })
}

fn make_one(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    person: &NewPerson,
    oid: Oid,
    secret: &Secret,
) -> Result<MadePerson, Stop<FieldFault>> {
    let sequence = sequence_of(oid, 0)?;
    let made_up = persona::make_up(moment.realm.origin.seed, sequence, moment.now.date(), &person.wish)
        .map_err(|error| {
            Stop::refused(FieldFault { field: error_field(error), expected: error.to_string() })
        })?;
    let account = rise::simplified(oid, &made_up, moment.now);
    let is_child = minors::is_child(&made_up);
    let level = person.level.unwrap_or_else(|| minors::usual_level(moment, is_child));
    check_logins_free(tx, &account, &made_up, if is_child { Level::Standard } else { level })?;
    let account = if is_child {
        minors::raise(moment, tx, account, made_up, level)?
    } else {
        raise(moment, tx, account, made_up, level)?
    };
    let mut account = account;
    person.beside.give(&mut account, moment.now).map_err(Stop::refused)?;
    tx.put_account(&account)?;
    tx.put_password_hash(account.oid, &secret.hash)?;
    person.beside.guard(tx, account.oid)?;
    minors::link_parents(moment, tx, &account, person)?;
    Ok(MadePerson { account, password: secret.password.clone() })
}

fn error_field(error: persona::PersonaError) -> String {
    use persona::PersonaError as E;
    match error {
        E::Sequence => "count",
        E::Clock => "clock",
        E::MiddleName => "middle_name",
        E::NotBornYet | E::MinorOfAge => "birth_date",
        E::RussianForeigner => "citizenship",
        E::PassportOfForeigner | E::PassportOfChild => "passport",
        E::PassportOfTomorrow | E::PassportBeforeBirth => "passport.issued_on",
    }
    .to_owned()
}

/// Takes an account to a level by the commands that lead there, without the messages a citizen would get.
fn raise(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    account: Account,
    person: Persona,
    level: Level,
) -> Result<Account, StoreError> {
    tx.put_account(&account)?;
    let (account, events) = rise::risen(account, person, level, moment.now);
    for event in &events {
        tx.append_account_event(account.oid, moment.now, event)?;
    }
    Ok(account)
}

fn check_logins_free(
    tx: &dyn WriteTx,
    account: &Account,
    person: &Persona,
    level: Level,
) -> Result<(), Stop<FieldFault>> {
    let mut wanted = vec![("mobile", person.mobile.to_string()), ("email", person.email.key())];
    if level >= Level::Standard {
        wanted.push(("snils", person.snils.to_string()));
    }
    for (field, login) in wanted {
        if tx.account_of_login(&login)?.is_some_and(|holder| holder != account.oid) {
            let expected = "a value that no other account has".to_owned();
            return Err(Stop::refused(FieldFault { field: field.to_owned(), expected }));
        }
    }
    Ok(())
}

/// One person.
///
/// # Errors
/// The store failed.
pub fn find(moment: &Moment<'_>, oid: Oid) -> Result<Option<Account>, StoreError> {
    moment.read()?.account(oid)
}

/// People, oldest first.
///
/// # Errors
/// The store failed.
pub fn list(moment: &Moment<'_>, filter: &PersonFilter) -> Result<Vec<Account>, StoreError> {
    moment.read()?.accounts(filter)
}

/// A name as names are written, whatever the letter case it was typed in.
pub fn as_written(name: &str) -> String {
    let part = |part: &str| -> String {
        let mut letters = part.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
        first.unwrap_or_default() + &letters.as_str().to_lowercase()
    };
    let word = |word: &str| word.split('-').map(part).collect::<Vec<_>>().join("-");
    name.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// What happened to a person's account, oldest first; nothing when there is no such account.
///
/// # Errors
/// The store failed.
pub fn events(
    moment: &Moment<'_>,
    oid: Oid,
) -> Result<Option<Vec<(crate::domain::time::Timestamp, Event)>>, StoreError> {
    let tx = moment.read()?;
    if tx.account(oid)?.is_none() {
        return Ok(None);
    }
    tx.account_events(oid).map(Some)
}

/// The identity document of a person in the form a tester gives it.
pub fn passport_of(account: &Account) -> Option<&Document> {
    account.profile.identity_paper()
}
