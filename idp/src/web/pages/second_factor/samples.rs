//! Filled pages for the tests.

use super::{CaptchaPage, Locked, NewPassword, Role, Sms, Totp};
use crate::web::pages::{
    Choice, Errors, Frame,
    login::Captcha,
    password::{Rule, Rules},
    sent::Sent,
};

const CTX: &str = "5f0c1a";

impl Sms {
    /// A code was sent.
    pub(crate) fn sample() -> Self {
        Self { frame: Frame::guest(""), ctx: CTX.to_owned(), sent: Sent::sample(), errors: Errors::none() }
    }

    /// Every attempt was wrong.
    pub(crate) fn sample_exhausted() -> Self {
        Self {
            sent: Sent::sample_exhausted(),
            errors: Errors::whole("Попытки закончились"),
            ..Self::sample()
        }
    }
}

impl Totp {
    /// A wrong code was typed.
    pub(crate) fn sample() -> Self {
        let errors = Errors::one("code", "Код неверный");
        Self { frame: Frame::guest(""), ctx: CTX.to_owned(), attempts_left: 2, errors }
    }
}

impl CaptchaPage {
    /// The first look.
    pub(crate) fn sample() -> Self {
        let captcha = Captcha::sample();
        Self { frame: Frame::guest(""), ctx: CTX.to_owned(), captcha, errors: Errors::none() }
    }
}

impl Locked {
    /// For an hour.
    pub(crate) fn sample() -> Self {
        Self { frame: Frame::guest(""), until: "1 сентября 2018 года, 11:00".to_owned() }
    }
}

impl NewPassword {
    /// A password without punctuation.
    pub(crate) fn sample() -> Self {
        let rules = Rules::standard(vec![Rule::Punctuation]);
        let errors = rules.errors();
        Self { frame: Frame::guest(""), ctx: CTX.to_owned(), rules, may_skip: true, errors }
    }
}

impl Role {
    /// A person with one company.
    pub(crate) fn sample() -> Self {
        let roles = [("citizen", "Частное лицо"), ("1000950001", "ООО «Пример»: директор")];
        let roles = Choice::list(&roles, "citizen");
        let frame = Frame::citizen("", "Журавлева А. И.");
        Self { frame, ctx: CTX.to_owned(), roles, errors: Errors::none() }
    }
}
