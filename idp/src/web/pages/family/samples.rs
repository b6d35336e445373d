//! Filled pages for the tests.

use crate::domain::account::ChildDetailsForm;
use crate::domain::family::CardForm;
use crate::domain::person::sheet::NameForm;

use super::{
    Account, AccountCode, AddChild, Card, Child, ChildDetails, CreateAccount, Family, SchoolConsent,
};
use crate::web::pages::{
    Errors, Frame,
    password::{Rule, Rules},
    sent::Sent,
};

const NAME: &str = "Журавлев Тимур Олегович";

fn frame() -> Frame {
    Frame::citizen("", "Журавлева А. И.")
}

impl Family {
    /// Children in every state.
    pub(crate) fn sample() -> Self {
        let child = |id: &str, card, account, school_consent| Child {
            id: id.to_owned(),
            full_name: NAME.to_owned(),
            birth_date: "14.02.2008".to_owned(),
            card,
            account,
            school_consent,
            hidden: id == "k2",
            manages: id == "k3",
        };
        let wait = || Account::None("Дождитесь проверки карточки.".to_owned());
        let failed = Card::Failed("Свидетельство о рождении не найдено.".to_owned());
        Self {
            frame: frame(),
            notice: "Карточка ребенка добавлена.".to_owned(),
            children: vec![
                child("k1", Card::Checking, wait(), false),
                child("k2", Card::Checked, Account::MayCreate, false),
                child("k3", Card::Checked, Account::Linked("timur@example.test".to_owned()), true),
                child("k4", failed, wait(), false),
            ],
            obstacle: String::new(),
        }
    }

    /// A parent who is not confirmed.
    pub(crate) fn sample_not_confirmed() -> Self {
        let obstacle = "Добавить ребенка можно с подтвержденной учетной записью.".to_owned();
        Self { notice: String::new(), children: Vec::new(), obstacle, ..Self::sample() }
    }
}

impl AddChild {
    /// A certificate with a fault.
    pub(crate) fn sample() -> Self {
        let values = CardForm {
            name: NameForm { last_name: "Журавлев".to_owned(), ..NameForm::default() },
            ..CardForm::default()
        };
        let errors = Errors::one("certificate_series", "Укажите серию в виде XVII-ШЮ");
        Self { frame: frame(), values, errors }
    }
}

impl CreateAccount {
    /// A short password.
    pub(crate) fn sample() -> Self {
        let rules = Rules::standard(vec![Rule::Length(8)]);
        Self {
            frame: frame(),
            child: "k2".to_owned(),
            full_name: NAME.to_owned(),
            email: "timur@example.test".to_owned(),
            mobile: String::new(),
            birth_place: "г. Примерск".to_owned(),
            registration: String::new(),
            errors: Errors::one("email", "Эта почта уже используется в другой учетной записи")
                .and("password", &Rule::Length(8).broken()),
            rules,
        }
    }
}

impl AccountCode {
    /// A letter to the child's address.
    pub(crate) fn sample() -> Self {
        let sent = Sent { resent: true, attempts_left: 3, ..Sent::sample_exhausted() };
        let (child, full_name) = ("k2".to_owned(), NAME.to_owned());
        Self { frame: frame(), child, full_name, sent, errors: Errors::none() }
    }
}

impl ChildDetails {
    /// A place of birth that was left out.
    pub(crate) fn sample() -> Self {
        let values = ChildDetailsForm {
            name: NameForm {
                last_name: "Журавлев".to_owned(),
                first_name: "Тимур".to_owned(),
                middle_name: "Олегович".to_owned(),
            },
            birth_place: String::new(),
            registration: "г. Примерск, ул. Тестовая".to_owned(),
        };
        let errors = Errors::one("birth_place", "Заполните поле");
        Self { frame: frame(), child: "k3".to_owned(), full_name: NAME.to_owned(), values, errors }
    }
}

impl SchoolConsent {
    /// Not given yet.
    pub(crate) fn sample() -> Self {
        let (child, full_name) = ("k3".to_owned(), NAME.to_owned());
        Self { frame: frame(), child, full_name, given_since: String::new() }
    }

    /// Given.
    pub(crate) fn sample_given() -> Self {
        Self { given_since: "1 сентября 2018 года".to_owned(), ..Self::sample() }
    }
}
