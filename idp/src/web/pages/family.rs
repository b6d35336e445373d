//! The family section: children's cards, their accounts, consent for school data.

use askama::Template;

use crate::web::pages::{Choice, Errors, Frame, Viewer, password::Rules, registration::Channel, sent::Sent};

/// How far a child's card is.
#[derive(Clone, PartialEq, Eq)]
pub enum Card {
    /// The certificate and the SNILS are being checked.
    Checking,
    /// Both are right.
    Checked,
    /// A register said no; why, a sentence.
    Failed(String),
}

/// A child's account.
#[derive(Clone, PartialEq, Eq)]
pub enum Account {
    /// There is none and it may be created.
    MayCreate,
    /// There is one that is not linked to this parent's.
    MayLink,
    /// Its contacts are being proved.
    Creating,
    /// There is none; why it may not be created, a sentence.
    None(String),
    /// There is one; its login.
    Linked(String),
}

/// One child.
#[derive(Clone, PartialEq, Eq)]
pub struct Child {
    /// Names the child in links: `/profile/family/{id}/…`.
    pub id: String,
    /// Surname, name, patronymic.
    pub full_name: String,
    /// Day, month and year.
    pub birth_date: String,
    /// The card.
    pub card: Card,
    /// The account.
    pub account: Account,
    /// Whether school data may be given out.
    pub school_consent: bool,
}

/// `/profile/family`: the list of children.
#[derive(Clone, Template)]
#[template(path = "family/list.html")]
pub struct Family {
    /// The frame.
    pub frame: Frame,
    /// What has just happened, one sentence; empty when nothing has.
    pub notice: String,
    /// The children.
    pub children: Vec<Child>,
    /// Why no child may be added, a sentence; empty when one may.
    pub obstacle: String,
}

/// Values of a child's card.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CardValues {
    /// `last_name`.
    pub last_name: String,
    /// `first_name`.
    pub first_name: String,
    /// `middle_name`.
    pub middle_name: String,
    /// `gender`: `M`, `F` or empty.
    pub gender: String,
    /// `birth_date`, as `dd.MM.yyyy`.
    pub birth_date: String,
    /// `snils`.
    pub snils: String,
    /// `certificate_series`, as `XVII-ШЮ`.
    pub certificate_series: String,
    /// `certificate_number`.
    pub certificate_number: String,
    /// `certificate_issued_on`, as `dd.MM.yyyy`.
    pub certificate_issued_on: String,
    /// `certificate_issued_by`.
    pub certificate_issued_by: String,
    /// `act_number`.
    pub act_number: String,
    /// `act_date`, as `dd.MM.yyyy`.
    pub act_date: String,
}

/// `/profile/family/add`: POST the names of [`CardValues`].
#[derive(Clone, Template)]
#[template(path = "family/card.html")]
pub struct AddChild {
    /// The frame.
    pub frame: Frame,
    /// The values typed before.
    pub values: CardValues,
    /// What was wrong.
    pub errors: Errors,
}

impl AddChild {
    /// «Мужской» and «Женский».
    pub fn genders(&self) -> Vec<Choice> {
        Choice::list(&[("M", "Мужской"), ("F", "Женский")], &self.values.gender)
    }
}

/// `/profile/family/{id}/account`: POST `email`, `mobile`, `password`, `password_again`.
#[derive(Clone, Template)]
#[template(path = "family/account.html")]
pub struct CreateAccount {
    /// The frame.
    pub frame: Frame,
    /// Names the child.
    pub child: String,
    /// The child's name.
    pub full_name: String,
    /// The address typed before.
    pub email: String,
    /// The phone typed before; it may stay empty.
    pub mobile: String,
    /// The rules, with the broken ones.
    pub rules: Rules,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/family/{id}/account/code`: POST `code`; POST `…/account/resend`.
#[derive(Clone, Template)]
#[template(path = "family/account_code.html")]
pub struct AccountCode {
    /// The frame.
    pub frame: Frame,
    /// Names the child.
    pub child: String,
    /// The child's name.
    pub full_name: String,
    /// The code that was sent to the child's contact.
    pub sent: Sent,
    /// What was wrong.
    pub errors: Errors,
}

/// `/profile/family/{id}/consent`: POST `decision=give|withdraw`.
#[derive(Clone, Template)]
#[template(path = "family/consent.html")]
pub struct SchoolConsent {
    /// The frame.
    pub frame: Frame,
    /// Names the child.
    pub child: String,
    /// The child's name.
    pub full_name: String,
    /// Since when it is given, ready to be read; empty when it is not.
    pub given_since: String,
}

#[cfg(test)]
mod samples;
