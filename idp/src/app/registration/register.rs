//! Registration: a name and a contact, a code, a password.

use crate::app::account::accounts;
use crate::app::account::logins::{self, At, Occupied};
use crate::app::credentials::password;
use crate::app::credentials::rules_broken;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Event, Profile, Status};
use crate::domain::id::RegistrationId;
use crate::domain::journal::{Why, reason};
use crate::domain::mail_link::MailLink;
use crate::domain::password::{self as rules, PasswordFault};
use crate::domain::person::contact::Value;
use crate::domain::person::{Contact, FullName, NamePart};
use crate::domain::registration::{
    Registration, RegistrationContact, RegistrationEvent, RegistrationRefusal, RegistrationStage,
};
use crate::domain::time::Timestamp;
use crate::store::{ReadTx, StoreError, WriteTx};

/// Who wants to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// Surname.
    pub last_name: NamePart,
    /// Given name.
    pub first_name: NamePart,
    /// Mobile phone or e-mail.
    pub contact: RegistrationContact,
}

/// Why a registration does not begin or go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterRefusal {
    /// The contact belongs to an account already, or did lately.
    ContactTaken(Occupied),
    /// No registration of this name is under way.
    Unknown,
    /// The rules say no to the registration as it is now.
    Rules {
        /// Why.
        why: RegistrationRefusal,
        /// How the registration stands after it.
        registration: Box<Registration>,
    },
    /// The password breaks rules.
    Password(Vec<PasswordFault>),
}

/// Begins a registration and sends the code; `base` is where the realm is, for the link of a letter.
///
/// # Errors
/// The contact is taken, or something is broken.
pub fn begin(
    moment: &Moment<'_>,
    applicant: Applicant,
    base: &str,
) -> Result<Registration, Stop<RegisterRefusal>> {
    let mut tx = moment.write()?;
    if let Err(occupied) = logins::contact_is_free(&*tx, At::of(moment), &applicant.contact.login(), None)? {
        return Err(Stop::refused(RegisterRefusal::ContactTaken(occupied)));
    }
    let challenge = moment.challenge();
    let id: RegistrationId = moment.realm.entropy.id();
    let link = matches!(applicant.contact, RegistrationContact::Mail(_)).then(|| {
        let key: RegistrationId = moment.realm.entropy.id();
        MailLink::new(&format!("{base}/registration/link?registration={id}"), &key.to_string())
    });
    let registration = Registration {
        id,
        link,
        last_name: applicant.last_name,
        first_name: applicant.first_name,
        contact: applicant.contact,
        stage: RegistrationStage::AwaitingCode { challenge },
        expires_at: moment.now + Registration::TTL,
    };
    tx.put_registration(&registration)?;
    post_code(&mut *tx, &registration, moment.now)?;
    Ok(registration)
}

fn post_code(tx: &mut dyn WriteTx, registration: &Registration, now: Timestamp) -> Result<(), StoreError> {
    registration.notice().map_or(Ok(()), |notice| tx.post(&notice, now))
}

/// A registration under way.
///
/// # Errors
/// There is none of this name, or something is broken.
pub fn find(moment: &Moment<'_>, id: RegistrationId) -> Result<Registration, Stop<RegisterRefusal>> {
    under_way(&*moment.read()?, moment, id)
}

fn under_way(
    tx: &dyn ReadTx,
    moment: &Moment<'_>,
    id: RegistrationId,
) -> Result<Registration, Stop<RegisterRefusal>> {
    let found = tx.registration(id)?.filter(|registration| moment.now < registration.expires_at);
    found.ok_or(Stop::refused(RegisterRefusal::Unknown))
}

/// Judges the code that was typed; a wrong one costs a try.
///
/// # Errors
/// The code is not taken, or something is broken.
pub fn answer(
    moment: &Moment<'_>,
    id: RegistrationId,
    code: &str,
) -> Result<Registration, Stop<RegisterRefusal>> {
    judge(moment, id, |registration| registration.answer(code, moment.now))
}

/// Follows the link of a letter: the e-mail address is proven.
///
/// # Errors
/// It is not the letter's, or something is broken.
pub fn follow(
    moment: &Moment<'_>,
    id: RegistrationId,
    key: &str,
) -> Result<Registration, Stop<RegisterRefusal>> {
    judge(moment, id, |registration| registration.follow(key))
}

/// Sends another code.
///
/// # Errors
/// It is too early, or something is broken.
pub fn resend(moment: &Moment<'_>, id: RegistrationId) -> Result<Registration, Stop<RegisterRefusal>> {
    let challenge = moment.challenge();
    judge(moment, id, |registration| registration.resend(challenge, moment.now))
}

type Ruling = crate::domain::ruling::Ruling<RegistrationEvent, RegistrationRefusal>;

/// Judges and keeps what came of it in one transaction: many guesses at once have no more tries than one by one.
fn judge(
    moment: &Moment<'_>,
    id: RegistrationId,
    rule: impl FnOnce(&Registration) -> Ruling,
) -> Result<Registration, Stop<RegisterRefusal>> {
    let mut tx = moment.write()?;
    let registration = under_way(&*tx, moment, id)?;
    let ruling = rule(&registration);
    let registration = ruling.events.iter().fold(registration, Registration::evolve);
    tx.put_registration(&registration)?;
    if ruling.events.iter().any(|event| matches!(event, RegistrationEvent::CodeSent(_))) {
        post_code(&mut *tx, &registration, moment.now)?;
    }
    match ruling.answer {
        Ok(()) => Ok(registration),
        Err(why) => Err(refused(why, registration)),
    }
}

/// Ends a registration: the account is there, simplified.
///
/// # Errors
/// The password breaks rules, the contact is not proven or was taken meanwhile, or something is broken.
pub fn complete(
    moment: &Moment<'_>,
    id: RegistrationId,
    chosen: &str,
    again: &str,
) -> Result<Account, Stop<RegisterRefusal>> {
    may_complete(find(moment, id)?)?;
    let faults = rules::faults(chosen, again);
    if !faults.is_empty() {
        return Err(Stop::refused(RegisterRefusal::Password(faults)));
    }
    let hash = password::hash(moment, chosen)?;
    let mut tx = moment.write()?;
    // Two browsers may race to complete one registration: the transaction sees only one of them first.
    let registration = may_complete(under_way(&*tx, moment, id)?)?;
    let login = registration.contact.login();
    if let Err(occupied) = logins::contact_is_free(&*tx, At::of(moment), &login, None)? {
        return Err(Stop::refused(RegisterRefusal::ContactTaken(occupied)));
    }
    accounts::take_over(&mut *tx, &login, None, moment.now)?;
    let oid = tx.next_oid()?;
    let account = new_account(moment, oid, registration);
    tx.put_account(&account)?;
    let account = accounts::keep(&mut *tx, account, &[Event::Registered], moment.now)?;
    tx.put_password_hash(oid, &hash)?;
    tx.remove_registration(id)?;
    Ok(account)
}

fn may_complete(registration: Registration) -> Result<Registration, Stop<RegisterRefusal>> {
    match registration.may_complete() {
        Ok(()) => Ok(registration),
        Err(why) => Err(refused(why, registration)),
    }
}

fn refused(why: RegistrationRefusal, registration: Registration) -> Stop<RegisterRefusal> {
    Stop::refused(RegisterRefusal::Rules { why, registration: Box::new(registration) })
}

impl Explained for RegisterRefusal {
    fn why(&self) -> Why {
        match self {
            Self::ContactTaken(occupied) => Why::new(reason::CONTACT_TAKEN)
                .with("detail", occupied)
                .with_fix("register with another contact, or recover the account"),
            Self::Unknown => Why::new(reason::NOTHING_OF_THIS_NAME)
                .with_fix("begin anew: no such registration is under way"),
            Self::Rules { why, .. } => Why::new(reason::REGISTRATION).with("detail", why),
            Self::Password(faults) => rules_broken(faults),
        }
    }
}

fn new_account(moment: &Moment<'_>, oid: crate::domain::id::Oid, registration: Registration) -> Account {
    let value = match registration.contact {
        RegistrationContact::Mobile(phone) => Value::Mobile(phone),
        RegistrationContact::Mail(email) => Value::Email(email),
    };
    let name = FullName { last: registration.last_name, first: registration.first_name, middle: None };
    let mut profile = Profile::named(name);
    let id = profile.next_item_id(oid.number());
    profile.contacts.extend(Contact::proved(id, value).ok());
    Account { oid, status: Status::Simplified, profile, registered_at: moment.now, updated_at: moment.now }
}
