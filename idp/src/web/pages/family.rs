//! The family section: children's cards, their accounts, consent for school data.

use askama::Template;

use crate::domain::account::ChildDetailsForm;
use crate::domain::family::CardForm;
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
    /// Whether the parent hid the card.
    pub hidden: bool,
    /// Whether this parent changes the data of the child's account.
    pub manages: bool,
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

/// `/profile/family/add`: POST the names of [`CardForm`].
#[derive(Clone, Template)]
#[template(path = "family/card.html")]
pub struct AddChild {
    /// The frame.
    pub frame: Frame,
    /// The values typed before.
    pub values: CardForm,
    /// What was wrong.
    pub errors: Errors,
}

impl AddChild {
    /// «Мужской» and «Женский».
    pub fn genders(&self) -> Vec<Choice> {
        Choice::list(&[("M", "Мужской"), ("F", "Женский")], &self.values.gender)
    }
}

/// `/profile/family/{id}/account`: POST `email`, `mobile`, `birth_place`, `registration`, `password`, `password_again`.
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
    /// The place of birth typed before.
    pub birth_place: String,
    /// The address of registration typed before.
    pub registration: String,
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

/// `/profile/family/{id}/data`: POST the names of [`ChildDetailsForm`].
#[derive(Clone, Template)]
#[template(path = "family/data.html")]
pub struct ChildDetails {
    /// The frame.
    pub frame: Frame,
    /// Names the child.
    pub child: String,
    /// The child's name as it is now.
    pub full_name: String,
    /// The values.
    pub values: ChildDetailsForm,
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
