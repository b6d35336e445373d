//! Registration and confirmation in one step, by somebody who sees the person: a service centre or a bank.

use crate::app::account::logins::{self, At, Occupied};
use crate::app::account::{accounts, registers};
use crate::app::centre::centres::{self, Sought};
use crate::app::credentials::password;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{
    self, Account, Application, Checked, Command, Event, FieldFault, Level, Profile, Refusal, Status,
};
use crate::domain::credentials::{CredentialEvent, Demand};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::notice::{Channel, Notice};
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::person::{Contact, Email, Phone};
use crate::domain::register::SnilsState;
use crate::domain::time::Timestamp;
use crate::runtime::entropy::Entropy;
use crate::store::{StoreError, WriteTx};

/// A person who is seen, and where the first password goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// The data of the papers.
    pub application: Application,
    /// Mobile phone.
    pub mobile: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
}

impl Newcomer {
    /// The contacts, proved by whoever sees the person.
    pub(super) fn values(&self) -> Vec<Value> {
        let values = [self.mobile.map(Value::Mobile), self.email.clone().map(Value::Email)];
        values.into_iter().flatten().collect()
    }
}

/// Why nobody is registered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnrolRefusal {
    /// Neither phone nor e-mail: the first password has nowhere to go.
    #[error("a phone or an e-mail address is needed for the first password")]
    NoContact,
    /// The phone belongs to another account, or did lately.
    #[error("{0}")]
    MobileTaken(Occupied),
    /// The e-mail address belongs to another account.
    #[error("the e-mail address belongs to another account")]
    EmailTaken,
    /// An account with this SNILS is there: it is to be confirmed or recovered instead.
    #[error("an account with this SNILS is there: confirm it or give access to it back")]
    AccountExists,
    /// The account is not a simplified one: it is to be confirmed or recovered instead.
    #[error("the account is not simplified: confirm it or give access to it back")]
    NotSimplified,
    /// There is no such account.
    #[error("no account has the oid {0}")]
    NoAccount(Oid),
    /// The registers do not accept the data.
    #[error("the registers do not accept the data: {}", .0.iter().map(|fault| fault.name()).collect::<Vec<_>>().join(", "))]
    Registers(Vec<FieldFault>),
    /// A register does not answer.
    #[error("a register does not answer")]
    RegistersSilent,
    /// The account's own rules say no.
    #[error(transparent)]
    Rules(Refusal),
}

/// An account that was made, with its first password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    /// The account.
    pub account: Account,
    /// The password that went to the contact.
    pub password: String,
}

/// Registers a person and confirms the identity by a command, all or nothing.
///
/// # Errors
/// The data, the contacts or the registers do not allow it; or something is broken.
pub fn enrol(
    moment: &Moment<'_>,
    newcomer: Newcomer,
    confirm: Command,
) -> Result<Enrolled, Stop<EnrolRefusal>> {
    let first_password = first_password(&moment.realm.entropy);
    let hash = password::hash(moment, &first_password)?;
    let mut tx = moment.write()?;
    if newcomer.mobile.is_none() && newcomer.email.is_none() {
        return Err(Stop::refused(EnrolRefusal::NoContact));
    }
    // MR В.1: whose account a centre finds gets that one back; no second one is made.
    let sought = Sought { snils: newcomer.application.snils, ..Sought::default() };
    let at_centre = matches!(confirm, Command::ConfirmInPerson { .. });
    if at_centre && !centres::hits(&*tx, &sought)?.is_empty() {
        return Err(Stop::refused(EnrolRefusal::AccountExists));
    }
    contacts_are_free(At::of(moment), &*tx, &newcomer, None)?;
    snils_is_free(At::of(moment), &*tx, &newcomer, None)?;
    let account = simplified(moment.now, tx.next_oid()?, &newcomer);
    let account =
        seen(At::of(moment), &mut *tx, account, vec![Event::Registered], newcomer.application, confirm)?;
    give_password(&mut *tx, At::of(moment), &account, (&first_password, &hash), None)?;
    Ok(Enrolled { account, password: first_password })
}

/// Makes a simplified account that is there a confirmed one with the data of its owner's papers; its number stays.
///
/// # Errors
/// The account, the data, the contacts or the registers do not allow it; or something is broken.
// MR В: `RegisterBySimplified`.
pub fn by_simplified(
    moment: &Moment<'_>,
    person: Oid,
    confirm: Command,
    newcomer: Newcomer,
) -> Result<Enrolled, Stop<EnrolRefusal>> {
    let first_password = first_password(&moment.realm.entropy);
    let hash = password::hash(moment, &first_password)?;
    let mut tx = moment.write()?;
    let mut account = tx.account(person)?.ok_or(Stop::refused(EnrolRefusal::NoAccount(person)))?;
    if account.is_in_force() && account.level() > Level::Simplified {
        return Err(Stop::refused(EnrolRefusal::NotSimplified));
    }
    contacts_are_free(At::of(moment), &*tx, &newcomer, Some(person))?;
    snils_is_free(At::of(moment), &*tx, &newcomer, Some(person))?;
    for value in newcomer.values() {
        account.put_proved(value, moment.now);
    }
    if account.mobile().is_none() && account.profile.contact(ContactKind::Email).is_none() {
        return Err(Stop::refused(EnrolRefusal::NoContact));
    }
    let account = seen(At::of(moment), &mut *tx, account, Vec::new(), newcomer.application, confirm)?;
    // Whoever was signed in with the password of before is not the person that was seen, as far as anybody knows.
    tx.remove_sessions_of(person)?;
    tx.withdraw_refreshes_of(person)?;
    give_password(&mut *tx, At::of(moment), &account, (&first_password, &hash), None)?;
    Ok(Enrolled { account, password: first_password })
}

/// Takes an account through the registers' check and the confirmation at once, and keeps it.
pub(super) fn seen(
    at: At<'_>,
    tx: &mut dyn WriteTx,
    mut account: Account,
    mut events: Vec<Event>,
    application: Application,
    confirm: Command,
) -> Result<Account, Stop<EnrolRefusal>> {
    advance(at, &mut account, &mut events, Command::Submit(Box::new(application)))?;
    let faults = registers::ask_about(at.settings, tx, &account)?
        .ok_or(Stop::refused(EnrolRefusal::RegistersSilent))?;
    if !faults.is_empty() {
        return Err(Stop::refused(EnrolRefusal::Registers(faults)));
    }
    let passed = Command::FinishCheck(Checked { at: at.now, faults });
    advance(at, &mut account, &mut events, passed)?;
    let confirmed = account::decide(&account, confirm, at.now);
    confirmed.answer.map_err(|why| Stop::refused(EnrolRefusal::Rules(why)))?;
    // Nothing is written before everybody has agreed.
    for login in account.logins() {
        accounts::take_over(tx, &login, Some(account.oid), at.now)?;
    }
    tx.put_account(&account)?;
    for event in &events {
        tx.append_account_event(account.oid, at.now, event)?;
    }
    Ok(accounts::keep(tx, account, &confirmed.events, at.now)?)
}

/// A password for the first sign-in: it keeps the rules, and is to be changed.
pub fn first_password(entropy: &Entropy) -> String {
    format!("Vhod-{}", entropy.digits(8))
}

/// Puts a password for the first sign-in in force and sends it to the account's phone, or to its e-mail; to the wished
/// one of them where there is one.
///
/// # Errors
/// The store failed.
pub fn give_password(
    tx: &mut dyn WriteTx,
    at: At<'_>,
    account: &Account,
    (password, hash): (&str, &str),
    by: Option<Channel>,
) -> Result<(), StoreError> {
    tx.put_password_hash(account.oid, hash)?;
    if at.settings.guard.first_password_is_changed {
        let demand = CredentialEvent::ChangeDemanded(Demand::Required);
        let credentials = tx.credentials(account.oid)?.evolve(&demand);
        tx.put_credentials(account.oid, &credentials)?;
    }
    let text = format!("Пароль для входа: {password}. Смените его после входа и никому не сообщайте.");
    let contacts = account.profile.contacts.iter().filter(|contact| contact.is_verified());
    let addressed = contacts.filter_map(|contact| match contact.value() {
        Value::Mobile(phone) => Some((Channel::Sms, phone.to_string())),
        Value::Email(email) => Some((Channel::Mail, email.to_string())),
        Value::Home(_) | Value::WorkEmail(_) => None,
    });
    match addressed.min_by_key(|(channel, _)| *channel != by.unwrap_or(Channel::Sms)) {
        Some((channel, to)) => tx.post(&Notice { channel, to, text, code: None }, at.now),
        None => Ok(()),
    }
}

pub(super) fn contacts_are_free(
    at: At<'_>,
    tx: &dyn WriteTx,
    newcomer: &Newcomer,
    person: Option<Oid>,
) -> Result<(), Stop<EnrolRefusal>> {
    let is_free = |login: String| logins::contact_is_free(tx, at, &login, person);
    if let Some(mobile) = &newcomer.mobile
        && let Err(occupied) = is_free(mobile.to_string())?
    {
        return Err(Stop::refused(EnrolRefusal::MobileTaken(occupied)));
    }
    if let Some(email) = &newcomer.email
        && is_free(email.key())?.is_err()
    {
        return Err(Stop::refused(EnrolRefusal::EmailTaken));
    }
    Ok(())
}

pub(super) fn snils_is_free(
    at: At<'_>,
    tx: &dyn WriteTx,
    newcomer: &Newcomer,
    person: Option<Oid>,
) -> Result<(), Stop<EnrolRefusal>> {
    let Some(snils) = newcomer.application.snils else { return Ok(()) };
    let state = registers::snils_state(at.settings, tx, snils, person)?;
    let held = tx.account_of_login(&snils.to_string())?.is_some_and(|holder| Some(holder) != person);
    if held || state == SnilsState::Confirmed {
        return Err(Stop::refused(EnrolRefusal::AccountExists));
    }
    Ok(())
}

pub(super) fn simplified(now: Timestamp, oid: Oid, newcomer: &Newcomer) -> Account {
    let mut profile = Profile::named(newcomer.application.name.clone());
    for value in newcomer.values() {
        let id = profile.next_item_id(oid.number());
        profile.contacts.extend(Contact::proved(id, value).ok());
    }
    let (registered_at, updated_at) = (now, now);
    Account { oid, status: Status::Simplified, profile, registered_at, updated_at }
}

/// Takes a step without the messages a citizen who waits would get: the whole takes one visit. Nothing is kept yet.
fn advance(
    at: At<'_>,
    account: &mut Account,
    events: &mut Vec<Event>,
    command: Command,
) -> Result<(), Stop<EnrolRefusal>> {
    let ruling = account::decide(account, command, at.now);
    ruling.answer.map_err(|why| Stop::refused(EnrolRefusal::Rules(why)))?;
    *account =
        ruling.events.iter().fold(account.clone(), |account, event| account::evolve(account, event, at.now));
    events.extend(ruling.events);
    Ok(())
}

impl Explained for EnrolRefusal {
    fn why(&self) -> Why {
        Why::new(reason::DESK_REFUSED).with("detail", self)
    }
}
