//! Filled pages for the tests.

use super::{Binding, CaptchaPage, Locked, Max, NewPassword, Role, Sms, Totp};
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

impl Max {
    /// A wrong code was typed.
    pub(crate) fn sample() -> Self {
        let errors = Errors::one("code", "Код неверный");
        Self { frame: Frame::guest(""), ctx: CTX.to_owned(), sent: Sent::sample(), sms_instead: true, errors }
    }

    /// Every attempt was wrong, and no SMS instead.
    pub(crate) fn sample_exhausted() -> Self {
        let errors = Errors::whole("Попытки закончились");
        Self {
            sent: Sent { attempts_left: 0, ..Sent::sample() },
            sms_instead: false,
            errors,
            ..Self::sample()
        }
    }
}

impl Binding {
    /// It may be put off; no code was asked for.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            ctx: CTX.to_owned(),
            phone: "+7 (900) ***-**-01".to_owned(),
            may_skip: true,
            sent: None,
            errors: Errors::none(),
        }
    }

    /// It may not be put off; a code was sent, and the citizen refused.
    pub(crate) fn sample_required() -> Self {
        let errors = Errors::whole("Без привязки мессенджера MAX войти нельзя");
        Self { may_skip: false, sent: Some(Sent::sample()), errors, ..Self::sample() }
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
