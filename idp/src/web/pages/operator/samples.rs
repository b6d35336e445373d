//! Filled pages for the tests.

use super::{Account, Delete, Desk, Found, OneStep, Outcome, Recover, Refuse, SignIn, Verdict};
use crate::domain::account::ApplicationForm;
use crate::domain::centre::Centre;
use crate::web::pages::{Choice, Errors, Frame};

impl Account {
    /// A person who may be confirmed.
    pub(crate) fn sample() -> Self {
        Self {
            oid: 1_000_000_017,
            full_name: "Журавлева Алла Игоревна".to_owned(),
            birth_date: "03.07.1983".to_owned(),
            snils: "112-233-445 95".to_owned(),
            level: "Стандартная".to_owned(),
            found_by: "СНИЛС, телефон".to_owned(),
            registered_on: "01.12.2018".to_owned(),
            may_upgrade: false,
            reconfirms: false,
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
            mobile: String::new(),
            email: String::new(),
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
        let simplified = Account {
            oid: 1_000_000_018,
            snils: String::new(),
            birth_date: String::new(),
            level: "Упрощенная".to_owned(),
            found_by: "почта".to_owned(),
            may_confirm: false,
            may_upgrade: true,
            obstacle: "Личные данные еще не проверены.".to_owned(),
            ..Account::sample()
        };
        let letter = Account { level: late.level.clone(), reconfirms: true, ..Account::sample() };
        vec![
            ("several", at(Found::Several(vec![late.clone(), simplified.clone()]), Verdict::None)),
            ("simplified", at(Found::Account(simplified), Verdict::None)),
            ("by-letter", at(Found::Account(letter), Verdict::None)),
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

fn frame() -> Frame {
    Frame::operator("", "Оператор центра 12")
}

impl SignIn {
    /// A wrong pair.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            centres: Choice::list(&[("12", "МФЦ «Центральный»"), ("40", "Администрация поселка")], "40"),
            login: "operator-12".to_owned(),
            errors: Errors::whole("Неверный логин или пароль"),
        }
    }
}

impl OneStep {
    /// A SNILS somebody has.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            centre: Centre::sample(),
            account: None,
            values: ApplicationForm { snils: "112-233-445 95".to_owned(), ..ApplicationForm::default() },
            mobile: "+7 (900) 000-00-02".to_owned(),
            email: String::new(),
            errors: Errors::one("snils", "Этот СНИЛС указан в подтвержденной учетной записи"),
        }
    }
}

impl Recover {
    /// The passport does not match.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            centre: Centre::sample(),
            account: Account::sample(),
            snils: "112-233-445 95".to_owned(),
            passport_series: "0003".to_owned(),
            passport_number: "000004".to_owned(),
            contact: String::new(),
            errors: Errors::one("passport_number", "Номер паспорта не совпадает с учетной записью"),
        }
    }
}

impl Delete {
    /// The account has no phone.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            centre: Centre::sample(),
            account: Account::sample(),
            snils: "112-233-445 95".to_owned(),
            passport_series: "0003".to_owned(),
            passport_number: "000003".to_owned(),
            errors: Errors::whole("В учетной записи нет подтвержденного телефона"),
        }
    }
}

impl Refuse {
    /// The first look.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            centre: Centre::sample(),
            account: Account::sample(),
            reasons: Choice::list(Self::REASONS, ""),
            comment: String::new(),
            errors: Errors::one("reason", "Выберите причину"),
        }
    }
}

impl Outcome {
    /// Registered in one step.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            centre: Centre::sample(),
            title: "Учетная запись зарегистрирована и подтверждена".to_owned(),
            text: "Пароль для первого входа отправлен на номер +7 (900) ***-**-02.".to_owned(),
        }
    }
}
