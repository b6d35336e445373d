//! The account: its state, what may be asked of it, what happens to it.
//!
//! **Invariant:** [`decide`] and [`evolve`] are total: every state answers every command, and `Deleted` is final.

mod application;
mod checked;
mod child_details;
mod contacts;
mod decide;
mod event;
mod evolve;
mod in_person;
mod letters;
mod profile;
mod refusal;
mod revision;
mod status;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use application::{Application, ApplicationForm};
pub use checked::{Checked, FieldFault};
pub use child_details::{ChildDetails, ChildDetailsForm};
pub use contacts::{ContactCommand, ContactEvent, ContactRefusal};
pub use decide::{Command, after_command, decide};
pub use event::Event;
pub use evolve::evolve;
pub use in_person::{BankClient, CertificateOwner, VisitorPapers};
pub use letters::{arriving_letter, notice_to, notices};
pub use profile::Profile;
pub use refusal::Refusal;
pub use status::{ConfirmedBy, LetterOrder, Level, Revision, Status};

use crate::domain::id::Oid;
use crate::domain::person::birth::AGE_OF_OWN_ACCOUNT;
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::person::{Contact, Phone};
use crate::domain::time::Timestamp;

/// A citizen's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its number.
    pub oid: Oid,
    /// Its state.
    pub status: Status,
    /// What is known of the person.
    pub profile: Profile,
    /// When it was made.
    pub registered_at: Timestamp,
    /// When the person's data or the level last changed (MR А.2, table 3, row 1): not by letters, codes or locks.
    pub updated_at: Timestamp,
}

impl Account {
    /// The level the account has reached.
    pub fn level(&self) -> Level {
        self.status.level()
    }

    /// Whether the account is confirmed and in force: `trusted` on the wire.
    pub fn is_trusted(&self) -> bool {
        matches!(self.status, Status::Confirmed { .. })
    }

    /// The verified mobile phone.
    pub fn mobile(&self) -> Option<Phone> {
        match self.profile.contact(ContactKind::Mobile)?.value() {
            Value::Mobile(phone) => Some(*phone),
            Value::Home(_) | Value::Email(_) | Value::WorkEmail(_) => None,
        }
    }

    /// Puts a contact that somebody who sees the person vouches for in the place of the old one of its kind.
    pub fn put_proved(&mut self, value: Value, at: Timestamp) {
        if self.logins().contains(&login_of(&value)) {
            return;
        }
        let id = self.profile.next_item_id(self.oid.number());
        if let Ok(proved) = Contact::proved(id, value) {
            self.profile.contacts.retain(|old| old.kind() != proved.kind());
            self.profile.contacts.push(proved.proved_at(at));
        }
    }

    /// When a proved contact of a login was proved.
    pub fn proof_moment(&self, login: &str) -> Option<Timestamp> {
        let known = self.profile.contacts.iter().filter(|contact| contact.is_verified());
        let found = known.into_iter().find(|contact| login_of(contact.value()) == login);
        found.map(|contact| contact.proof_moment().unwrap_or(self.registered_at))
    }

    /// Whether it is the account of a child that is not fourteen yet: `KD` on the wire.
    pub fn is_child(&self, today: Date) -> bool {
        let age = self.profile.birth_date.map(|birth| birth.age_on(today));
        self.profile.made_by_parent && age.is_some_and(|age| age < AGE_OF_OWN_ACCOUNT)
    }

    /// Whether a parent changes the data of this child's account.
    pub fn is_managed_by(&self, parent: Oid, today: Date) -> bool {
        self.is_child(today) && self.profile.registered_by == Some(parent)
    }

    /// Whether the account is neither blocked nor deleted.
    pub fn is_in_force(&self) -> bool {
        !matches!(self.status, Status::Blocked { .. } | Status::Deleted { .. })
    }

    /// Whether the account is gone.
    pub fn is_deleted(&self) -> bool {
        matches!(self.status, Status::Deleted { .. })
    }

    /// What the person may sign in by, canonical: verified mobile and e-mail, and SNILS once it was checked, which a
    /// child's was on the parent's card.
    pub fn logins(&self) -> Vec<String> {
        if self.is_deleted() {
            return Vec::new();
        }
        let contacts = [ContactKind::Mobile, ContactKind::Email];
        let mut logins: Vec<_> = contacts
            .iter()
            .filter_map(|kind| self.profile.contact(*kind))
            .map(|one| login_of(one.value()))
            .collect();
        if self.level() >= Level::Standard || self.profile.made_by_parent {
            logins.extend(self.profile.snils.as_ref().map(ToString::to_string));
        }
        logins
    }
}

/// What a login is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginKind {
    /// A mobile phone.
    Mobile,
    /// An e-mail address.
    Email,
    /// A SNILS.
    Snils,
}

impl LoginKind {
    /// What a canonical login is.
    pub fn of(login: &str) -> Self {
        if login.contains('@') {
            Self::Email
        } else if login.starts_with('+') {
            Self::Mobile
        } else {
            Self::Snils
        }
    }
}

/// A contact's value as a login: e-mail addresses are compared without case.
pub fn login_of(value: &Value) -> String {
    match value {
        Value::Mobile(phone) | Value::Home(phone) => phone.to_string(),
        Value::Email(email) | Value::WorkEmail(email) => email.key(),
    }
}
