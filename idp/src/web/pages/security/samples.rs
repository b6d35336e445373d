//! Filled pages for the tests.

use super::{
    ChangeContact, ChangePassword, ContactCode, Delete, Factor, MaxSetUp, RemoveContact, Session, Settings,
    TotpSetUp,
};
use crate::web::pages::{
    Errors, Frame,
    password::{Rule, Rules},
    registration::Channel,
    sent::Sent,
};

fn frame() -> Frame {
    Frame::citizen("", "Журавлева А. И.")
}

impl Settings {
    /// No second factor, two sessions.
    pub(crate) fn sample() -> Self {
        let session = |id: &str, current, systems: &[&str]| Session {
            id: id.to_owned(),
            device: "Firefox, 127.0.0.1".to_owned(),
            since: "1 сентября 2018 года, 09:40".to_owned(),
            systems: systems.iter().map(|&name| name.to_owned()).collect(),
            current,
        };
        Self {
            frame: frame(),
            notice: String::new(),
            factor: Factor::Off,
            has_mobile: true,
            sessions: vec![session("s1", true, &["Электронный дневник"]), session("s2", false, &[])],
        }
    }

    /// With each second factor, with a name for the picture.
    pub(crate) fn sample_factors() -> [(&'static str, Self); 3] {
        let with = |factor| Self {
            notice: "Настройки сохранены.".to_owned(), factor, ..Self::sample()
        };
        let phone = || "+7 (900) ***-**-01".to_owned();
        [
            ("sms", with(Factor::Sms(phone()))),
            ("max-bound", with(Factor::Max(phone()))),
            ("totp", with(Factor::Totp)),
        ]
    }
}

impl MaxSetUp {
    /// No code was asked for.
    pub(crate) fn sample() -> Self {
        let phone = "+7 (900) ***-**-01".to_owned();
        Self { frame: frame(), phone, sent: None, errors: Errors::none() }
    }

    /// A wrong code was typed.
    pub(crate) fn sample_sent() -> Self {
        let errors = Errors::one("code", "Введен неверный код");
        Self { sent: Some(Sent::sample()), errors, ..Self::sample() }
    }
}

impl TotpSetUp {
    /// A wrong code was typed.
    pub(crate) fn sample() -> Self {
        let squares = r##"<path fill="#000" d="M2 2h7v7H2zM20 2h7v7h-7zM2 20h7v7H2zM12 12h5v5h-5z"/>"##;
        Self {
            frame: frame(),
            qr_svg: format!(r#"<svg viewBox="0 0 29 29">{squares}</svg>"#),
            secret: "JBSW Y3DP EHPK 3PXP".to_owned(),
            errors: Errors::one("code", "Код неверный. Проверьте время на устройстве"),
        }
    }
}

impl ChangePassword {
    /// Two rules are broken and the old password is wrong.
    pub(crate) fn sample() -> Self {
        let rules = Rules::standard(vec![Rule::UpperCase, Rule::LowerCase]);
        let errors = rules.errors().and("current_password", "Текущий пароль указан неверно");
        Self { frame: frame(), rules, errors }
    }
}

impl ChangeContact {
    /// An address was refused.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            channel: Channel::Mail,
            current: "alla@example.test".to_owned(),
            value: "alla@".to_owned(),
            errors: Errors::one("value", "Укажите адрес почты в виде name@example.test"),
        }
    }

    /// The first phone.
    pub(crate) fn sample_first() -> Self {
        let current = String::new();
        Self {
            channel: Channel::Mobile,
            current,
            value: String::new(),
            errors: Errors::none(),
            ..Self::sample()
        }
    }
}

impl RemoveContact {
    /// The last contact may not go.
    pub(crate) fn sample() -> Self {
        Self {
            frame: frame(),
            channel: Channel::Mobile,
            current: "+7 (900) 000-00-01".to_owned(),
            errors: Errors::whole("Это последний контакт. Сначала добавьте другой"),
        }
    }
}

impl ContactCode {
    /// A code was sent.
    pub(crate) fn sample() -> Self {
        Self { frame: frame(), sent: Sent::sample(), errors: Errors::none() }
    }
}

impl Delete {
    /// Nothing is agreed to.
    pub(crate) fn sample() -> Self {
        let errors = Errors::one("agree", "Отметьте, что понимаете последствия");
        Self { frame: frame(), full_name: "Журавлева Алла Игоревна".to_owned(), errors }
    }
}
