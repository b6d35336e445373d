//! Filled pages for the tests.

use super::{Channel, Code, Done, Password, Start, Taken};
use crate::web::pages::{
    Errors, Frame,
    password::{Rule, Rules},
};

impl Start {
    /// The first look.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest("").at("1 сентября 2018 года, 10:00"),
            channel: Channel::Mobile,
            last_name: String::new(),
            first_name: String::new(),
            contact: String::new(),
            errors: Errors::none(),
        }
    }

    /// By mail, with faults, in a realm of its own.
    pub(crate) fn sample_refused() -> Self {
        Self {
            frame: Frame::guest("/realms/r-1"),
            channel: Channel::Mail,
            first_name: "Алла <b>".to_owned(),
            contact: "alla".to_owned(),
            errors: Errors::one("last_name", "Укажите фамилию")
                .and("email", "Укажите адрес почты в виде name@example.test"),
            ..Self::sample()
        }
    }
}

impl Code {
    /// A code was sent.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            registration: "reg-7".to_owned(),
            channel: Channel::Mobile,
            contact: "+7 (900) ***-**-01".to_owned(),
            attempts_left: 3,
            resend_in: 45,
            resent: true,
            errors: Errors::none(),
        }
    }

    /// A wrong code was typed.
    pub(crate) fn sample_refused() -> Self {
        let errors = Errors::one("code", "Код подтверждения указан неверно");
        Self { attempts_left: 1, resend_in: 0, resent: false, errors, ..Self::sample() }
    }

    /// No attempt is left.
    pub(crate) fn sample_exhausted() -> Self {
        let errors = Errors::whole("Попытки закончились");
        Self {
            attempts_left: 0,
            channel: Channel::Mail,
            contact: "al***@example.test".to_owned(),
            errors,
            ..Self::sample()
        }
    }
}

impl Taken {
    /// A phone somebody has.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            channel: Channel::Mobile,
            contact: "+7 (900) 000-00-01".to_owned(),
            free_on: Some("31.12.2018".to_owned()),
        }
    }
}

impl Password {
    /// The first look.
    pub(crate) fn sample() -> Self {
        let rules = Rules::standard(Vec::new());
        Self { frame: Frame::guest(""), registration: "reg-7".to_owned(), errors: Errors::none(), rules }
    }

    /// A password that breaks three rules.
    pub(crate) fn sample_refused() -> Self {
        let rules = Rules::standard(vec![Rule::Length(8), Rule::Digit, Rule::Repeated]);
        Self { errors: rules.errors(), rules, ..Self::sample() }
    }
}

impl Done {
    /// Registered by phone.
    pub(crate) fn sample() -> Self {
        Self { frame: Frame::guest(""), contact: "+7 (900) 000-00-01".to_owned() }
    }
}
