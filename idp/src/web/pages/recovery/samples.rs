//! Filled pages for the tests.

use super::{Code, Document, End, Outcome, Password, Start};
use crate::web::pages::{Errors, Frame, login::Captcha, password::Rules, sent::Sent};

impl Start {
    /// With a puzzle.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            contact: String::new(),
            captcha: Some(Captcha::sample()),
            errors: Errors::one("contact", "Укажите телефон или почту"),
        }
    }
}

impl Code {
    /// A code was sent.
    pub(crate) fn sample() -> Self {
        let errors = Errors::one("code", "Код подтверждения указан неверно");
        Self { frame: Frame::guest(""), recovery: "rec-1".to_owned(), sent: Sent::sample(), errors }
    }
}

impl Document {
    /// A number was refused.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            recovery: "rec-1".to_owned(),
            document: "inn".to_owned(),
            document_number: "990000000115".to_owned(),
            errors: Errors::one("document_number", "Номер не совпадает с данными учетной записи"),
        }
    }
}

impl Password {
    /// The first look.
    pub(crate) fn sample() -> Self {
        let rules = Rules::standard(Vec::new());
        Self { frame: Frame::guest(""), recovery: "rec-1".to_owned(), rules, errors: Errors::none() }
    }
}

impl Outcome {
    /// The password is new.
    pub(crate) fn sample() -> Self {
        Self { frame: Frame::guest(""), end: End::Changed }
    }

    /// The other ends, with a name for the picture.
    pub(crate) fn sample_others() -> [(&'static str, Self); 2] {
        let end = |end| Self { end, ..Self::sample() };
        [("unknown", end(End::Unknown)), ("at-centre", end(End::AtCentre))]
    }
}
