//! Filled pages for the tests.

use super::{Journey, LetterCode, LetterOrder, Signature};
use crate::domain::person::address::PostalForm;
use crate::web::pages::{Errors, Frame};

fn frame() -> Frame {
    Frame::citizen("", "Журавлева А. И.")
}

impl LetterOrder {
    /// An address with a fault.
    pub(crate) fn sample() -> Self {
        let address = PostalForm {
            zip_code: "0000".to_owned(),
            region: "Примерская область".to_owned(),
            settlement: "г. Примерск".to_owned(),
            ..PostalForm::default()
        };
        let errors = Errors::one("zip_code", "Индекс состоит из 6 цифр").and("house", "Укажите номер дома");
        Self { frame: frame(), address, errors }
    }
}

impl LetterCode {
    /// The letter has arrived, a wrong code was typed.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            address: "000000, г. Примерск, ул. Тестовая, д. 1, кв. 1".to_owned(),
            journey: Journey::Arrived,
            attempts_left: 4,
            errors: Errors::one("code", "Код подтверждения личности указан неверно"),
        }
    }

    /// The letter elsewhere, with a name for the picture.
    pub(crate) fn sample_journeys() -> [(&'static str, Self); 3] {
        let at = |journey| Self { journey, errors: Errors::none(), ..Self::sample() };
        [
            ("travelling", at(Journey::Travelling("15 сентября 2018 года".to_owned()))),
            ("returned", at(Journey::Returned)),
            ("spent", at(Journey::Spent)),
        ]
    }
}

impl Signature {
    /// Another owner's signature was pasted.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            challenge_id: "ch-1".to_owned(),
            challenge: "esia-sim:1000000017:2018-09-01T10:00:00+03:00:5f0c1a7be2".to_owned(),
            owner: "Журавлева Алла Игоревна, СНИЛС 112-233-445 95".to_owned(),
            signature: "MIIB".to_owned(),
            has_upload: true,
            errors: Errors::one("signature", "Владелец подписи — другой человек"),
        }
    }
}
