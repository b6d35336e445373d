//! Filled pages for the tests.

use super::{Account, Desk, Found, Verdict};
use crate::web::pages::{Errors, Frame, centres::Centre};

impl Account {
    /// A person who may be confirmed.
    pub(crate) fn sample() -> Self {
        Self {
            oid: 1_000_000_017,
            full_name: "Журавлева Алла Игоревна".to_owned(),
            birth_date: "03.07.1983".to_owned(),
            snils: "112-233-445 95".to_owned(),
            level: "Стандартная".to_owned(),
            may_confirm: true,
            obstacle: String::new(),
        }
    }
}

impl Desk {
    /// No centre is chosen yet.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            centre: None,
            centres: vec![Centre::sample(), Centre::sample_small()],
            snils: String::new(),
            found: Found::NotAsked,
            verdict: Verdict::None,
            has_actions: false,
            passport_series: String::new(),
            passport_number: String::new(),
            errors: Errors::none(),
        }
    }

    /// The desk in its other states, with a name for the picture.
    pub(crate) fn sample_states() -> Vec<(&'static str, Self)> {
        let at = |found, verdict| Self {
            frame: Frame::operator("", "Оператор центра 12"),
            centre: Some(Centre::sample()),
            snils: "112-233-445 95".to_owned(),
            has_actions: true,
            found,
            verdict,
            ..Self::sample()
        };
        let found = || Found::Account(Account::sample());
        let reason = "Номер паспорта не совпадает с учетной записью. Ничего не изменилось.".to_owned();
        let late = Account {
            level: "Подтвержденная".to_owned(),
            may_confirm: false,
            obstacle: "Личность уже подтверждена.".to_owned(),
            ..Account::sample()
        };
        vec![
            (
                "search",
                Self {
                    errors: Errors::one("snils", "Укажите 11 цифр"),
                    ..at(Found::NotAsked, Verdict::None)
                },
            ),
            ("nobody", at(Found::Nobody, Verdict::None)),
            ("found", at(found(), Verdict::None)),
            ("refused", at(found(), Verdict::Refused { reason })),
            ("confirmed", at(Found::Account(late), Verdict::Confirmed)),
        ]
    }
}
