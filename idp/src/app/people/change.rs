//! Changing a person by the tester's own word: fields take new values at once, no register is asked.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::credentials::password;
use crate::app::people::fault::{FieldFault, fault, field};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, LoginKind};
use crate::domain::id::Oid;
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::person::document::Draft;
use crate::domain::person::{Contact, Document, Email, PassportNumber, Phone};
use crate::domain::time::Timestamp;

/// New values of a person; what is left out or null stays, an empty text takes away what may be absent.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = PersonChange)]
pub struct Change {
    /// Surname.
    pub last_name: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Patronymic.
    pub middle_name: Option<String>,
    /// `M` or `F`; an empty text takes it away.
    pub gender: Option<String>,
    /// `dd.MM.yyyy`.
    pub birth_date: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Three letters.
    pub citizenship: Option<String>,
    /// SNILS.
    pub snils: Option<String>,
    /// INN.
    pub inn: Option<String>,
    /// Mobile phone.
    pub mobile: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Password.
    pub password: Option<String>,
    /// Series and number of the passport, ten digits.
    pub passport: Option<String>,
}

/// Changes a person; nothing when there is no such account.
///
/// # Errors
/// A field does not hold what it should, or belongs to another account; or something is broken.
pub fn change(moment: &Moment<'_>, oid: Oid, change: &Change) -> Result<Option<Account>, Stop<FieldFault>> {
    let hash = change.password.as_deref().map(|chosen| password::hash(moment, chosen)).transpose()?;
    let mut tx = moment.write()?;
    let Some(mut account) = tx.account(oid)? else { return Ok(None) };
    apply(&mut account, change, moment.now).map_err(Stop::refused)?;
    account.updated_at = moment.now;
    for login in account.logins() {
        if tx.account_of_login(&login)?.is_some_and(|holder| holder != oid) {
            let name = match LoginKind::of(&login) {
                LoginKind::Mobile => "mobile",
                LoginKind::Email => "email",
                LoginKind::Snils => "snils",
            };
            return Err(Stop::refused(fault(name, "expected a value that no other account has")));
        }
    }
    tx.put_account(&account)?;
    if let Some(hash) = &hash {
        tx.put_password_hash(oid, hash)?;
    }
    Ok(Some(account))
}

fn apply(account: &mut Account, change: &Change, now: Timestamp) -> Result<(), FieldFault> {
    let profile = &mut account.profile;
    if let Some(last) = field("last_name", change.last_name.as_deref())? {
        profile.name.last = last;
    }
    if let Some(first) = field("first_name", change.first_name.as_deref())? {
        profile.name.first = first;
    }
    set(&mut profile.name.middle, "middle_name", change.middle_name.as_deref())?;
    set(&mut profile.gender, "gender", change.gender.as_deref())?;
    set(&mut profile.birth_date, "birth_date", change.birth_date.as_deref())?;
    set(&mut profile.birth_place, "birth_place", change.birth_place.as_deref())?;
    set(&mut profile.citizenship, "citizenship", change.citizenship.as_deref())?;
    set(&mut profile.snils, "snils", change.snils.as_deref())?;
    set(&mut profile.inn, "inn", change.inn.as_deref())?;
    contact::<Phone>(account, "mobile", ContactKind::Mobile, change.mobile.as_deref(), Value::Mobile, now)?;
    contact::<Email>(account, "email", ContactKind::Email, change.email.as_deref(), Value::Email, now)?;
    if let Some(text) = &change.passport {
        renumber(account, text)?;
    }
    Ok(())
}

/// Gives a field a new value; an empty text takes the old one away.
fn set<T>(slot: &mut Option<T>, name: &str, text: Option<&str>) -> Result<(), FieldFault>
where
    T: std::str::FromStr,
    T::Err: ToString,
{
    match text.map(str::trim) {
        None => {}
        Some("") => *slot = None,
        some => *slot = field(name, some)?,
    }
    Ok(())
}

fn contact<T>(
    account: &mut Account,
    name: &str,
    kind: ContactKind,
    text: Option<&str>,
    value: fn(T) -> Value,
    now: Timestamp,
) -> Result<(), FieldFault>
where
    T: std::str::FromStr,
    T::Err: ToString,
{
    let Some(text) = text.map(str::trim) else { return Ok(()) };
    let read = field::<T>(name, Some(text).filter(|text| !text.is_empty()))?;
    account.profile.contacts.retain(|contact| contact.kind() != kind);
    if let Some(read) = read {
        let id = account.profile.next_item_id(account.oid.number());
        let proved = Contact::proved(id, value(read)).map_err(|error| fault(name, error))?;
        account.profile.contacts.push(proved.proved_at(now));
    }
    Ok(())
}

fn renumber(account: &mut Account, text: &str) -> Result<(), FieldFault> {
    let number: PassportNumber = text.parse().map_err(|error| fault("passport", error))?;
    let id = account.profile.identity_document;
    let paper = account.profile.documents.iter_mut().find(|document| Some(document.id()) == id);
    let paper = paper.ok_or_else(|| fault("passport", "expected a person who has one"))?;
    let changed =
        Draft { series: Some(number.series()), number: number.number(), ..Draft::from(paper.clone()) };
    *paper = Document::try_from(changed).map_err(|error| fault("passport", error))?;
    Ok(())
}
