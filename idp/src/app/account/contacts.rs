//! Contacts changed by their owner: a new value waits for the code sent to it, and is in force once it is proved.

use crate::app::account::accounts;
use crate::app::account::accounts::CommandRefusal;
use crate::app::account::logins::{self, At, Occupied};
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{self, Account, Command, ContactCommand, ContactEvent, Event, login_of};
use crate::domain::id::{Oid, RegistrationId};
use crate::domain::journal::{Why, reason};
use crate::domain::mail_link::MailLink;
use crate::domain::person::contact::{ContactKind, Pending, Value};
use crate::store::{StoreError, WriteTx};

/// Why a contact stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactStop {
    /// Another account has the new value, or had it lately.
    Taken(Occupied),
    /// The rules say no.
    Command(CommandRefusal),
}

/// Sends a code to a new value; `base` is where the realm is, for the link of a letter.
///
/// # Errors
/// The value is taken, the rules say no; or the store failed.
pub fn offer(
    moment: &Moment<'_>,
    person: Oid,
    value: Value,
    base: &str,
) -> Result<Account, Stop<ContactStop>> {
    let link = matches!(value, Value::Email(_)).then(|| {
        let key: RegistrationId = moment.realm.entropy.id();
        MailLink::new(&format!("{base}/profile/contacts/link?person={person}"), &key.to_string())
    });
    let pending = Pending { value, challenge: moment.challenge(), link };
    command(moment, person, ContactCommand::Offer(pending))
}

/// Sends another code.
///
/// # Errors
/// It is too early, or nothing waits; or the store failed.
pub fn resend(moment: &Moment<'_>, person: Oid, kind: ContactKind) -> Result<Account, Stop<ContactStop>> {
    let challenge = moment.challenge();
    command(moment, person, ContactCommand::Resend { kind, challenge })
}

/// Takes a contact off the account.
///
/// # Errors
/// The rules say no; or the store failed.
pub fn remove(moment: &Moment<'_>, person: Oid, kind: ContactKind) -> Result<Account, Stop<ContactStop>> {
    judged(moment, person, |tx| {
        let guards_sign_in = tx.credentials(person)?.factor.goes_to(kind);
        Ok(ContactCommand::Remove { kind, guards_sign_in })
    })
}

/// Carries out a command.
///
/// # Errors
/// The value is taken, the rules say no; or the store failed.
pub fn command(
    moment: &Moment<'_>,
    person: Oid,
    command: ContactCommand,
) -> Result<Account, Stop<ContactStop>> {
    judged(moment, person, |_| Ok(command))
}

/// Makes a command, judges it and keeps what came of it in one transaction: many guesses at once have no more tries,
/// and what the command rests on is as it was read.
fn judged(
    moment: &Moment<'_>,
    person: Oid,
    command: impl FnOnce(&dyn WriteTx) -> Result<ContactCommand, StoreError>,
) -> Result<Account, Stop<ContactStop>> {
    moment.names_person(person);
    let mut tx = moment.write()?;
    let no_account = || Stop::refused(ContactStop::Command(CommandRefusal::NoAccount(person)));
    let account = tx.account(person)?.ok_or_else(no_account)?;
    let command = command(&*tx)?;
    let value = value_of(&account, &command);
    let login = value.as_ref().map(login_of);
    if let Some(login) = &login
        && let Err(occupied) = logins::contact_is_free(&*tx, At::of(moment), login, Some(account.oid))?
    {
        return Err(Stop::refused(ContactStop::Taken(occupied)));
    }
    let command = Command::Contact(command);
    let events = account::decide(&account, command.clone(), moment.now).events;
    let puts_in_force = |event: &Event| matches!(event, Event::Contact(ContactEvent::Proved { .. }));
    if let Some(login) = login.filter(|_| events.iter().any(puts_in_force)) {
        accounts::take_over(&mut *tx, &login, Some(person), moment.now)?;
    }
    let ruling = accounts::carry_out(&mut *tx, account, command, moment.now)?;
    ruling.map_err(|why| Stop::refused(ContactStop::Command(CommandRefusal::Rules(why))))
}

/// The value that a command offers, or would put in force.
fn value_of(account: &Account, command: &ContactCommand) -> Option<Value> {
    let contacts = &account.profile.contacts;
    let waiting = |kind: ContactKind| {
        let contact = contacts.iter().find(|contact| contact.kind() == kind);
        contact.and_then(|contact| contact.pending()).map(|pending| pending.value.clone())
    };
    match command {
        ContactCommand::Offer(pending) => Some(pending.value.clone()),
        ContactCommand::Answer { kind, .. } | ContactCommand::Accept(kind) => waiting(*kind),
        ContactCommand::Follow { .. } => waiting(ContactKind::Email),
        ContactCommand::Resend { .. } | ContactCommand::Withdraw(_) | ContactCommand::Remove { .. } => None,
    }
}

impl Explained for ContactStop {
    fn why(&self) -> Why {
        match self {
            Self::Taken(occupied) => Why::new(reason::CONTACT_TAKEN).with("detail", occupied),
            Self::Command(why) => Why::new(reason::CONTACT).with("detail", why),
        }
    }
}
