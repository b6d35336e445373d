//! The sign-in page.

use askama::Template;

use crate::web::pages::{Choice, Errors, Frame, Viewer};

/// Which tab of the sign-in form is open; the field accepts any kind of login under both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// «Телефон или почта», `?by=phone`.
    Contact,
    /// «СНИЛС», `?by=snils`.
    Snils,
}

/// A picture with signs to be typed, asked for after several bad passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct Captcha {
    /// Names the puzzle; sent back as `captcha_id`.
    pub id: String,
    /// The whole `<svg>` element, made by the simulator and shown unescaped.
    pub svg: String,
}

/// The sign-in form: POST `/login` with `ctx`, `login`, `password`, `foreign_computer`, and `captcha_id`, `captcha` when asked.
#[derive(Clone, Template)]
#[template(path = "sign_in/login.html")]
pub struct Login {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way; empty when the person simply enters the portal.
    pub ctx: String,
    /// The relying party's display name; `None` shows «для портала Госуслуг».
    pub relying_party: Option<String>,
    /// The open tab.
    pub tab: Tab,
    /// The login typed before.
    pub login: String,
    /// Whether «Чужой компьютер» was ticked.
    pub foreign_computer: bool,
    /// The puzzle to solve, if any.
    pub captcha: Option<Captcha>,
    /// Whether the application on the phone may take the sign-in over: GET `/login/application`.
    pub application: bool,
    /// People one of whom signs in without a password: POST `/login/as` with `ctx`, `person`. Empty without the setting.
    pub people: Vec<Choice>,
    /// What was wrong; a wrong pair is `Login::wrong_pair()`.
    pub errors: Errors,
}

/// What stands for the application «Госуслуги» on the phone: POST `/login/application` with `ctx`, `owner`.
#[derive(Clone, Template)]
#[template(path = "sign_in/application.html")]
pub struct Application {
    /// The frame.
    pub frame: Frame,
    /// The authorization under way.
    pub ctx: String,
    /// The relying party's display name.
    pub relying_party: String,
    /// Who was typed before.
    pub owner: String,
    /// What was wrong.
    pub errors: Errors,
}

#[cfg(test)]
impl Application {
    /// Nobody has the login that was typed.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            ctx: "5f0c1a".to_owned(),
            relying_party: "Электронный дневник".to_owned(),
            owner: "+7 (900) 000-00-01".to_owned(),
            errors: Errors::one("owner", "Такой учетной записи нет"),
        }
    }
}

impl Login {
    /// The one message for a wrong pair, which does not tell which part is wrong.
    pub fn wrong_pair() -> Errors {
        Errors::whole("Неверный логин или пароль")
    }
}

#[cfg(test)]
impl Login {
    /// The first look at the form, on behalf of a diary.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            ctx: "5f0c1a".to_owned(),
            relying_party: Some("Электронный дневник".to_owned()),
            tab: Tab::Contact,
            login: String::new(),
            foreign_computer: false,
            captcha: None,
            application: false,
            people: Vec::new(),
            errors: Errors::none(),
        }
    }

    /// The form of a realm that lists people.
    pub(crate) fn sample_with_people() -> Self {
        let person = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            chosen: false,
        };
        let people = vec![
            person("1000000001", "Журавлева Анна Петровна, подтвержденная, 000-000-600 01"),
            person("1000000002", "Журавлев Петр, упрощенная"),
        ];
        Self { people, ..Self::sample() }
    }

    /// In a window of its own, for a relying party that the application may take over.
    pub(crate) fn sample_in_window() -> Self {
        let frame = Frame { pop_up: true, ..Frame::guest("") };
        Self { frame, application: true, ..Self::sample() }
    }

    /// The form after several wrong passwords.
    pub(crate) fn sample_refused() -> Self {
        Self {
            relying_party: None,
            tab: Tab::Snils,
            login: "112-233-445 95".to_owned(),
            foreign_computer: true,
            captcha: Some(Captcha::sample()),
            errors: Self::wrong_pair().and("captcha", "Введите код с картинки"),
            ..Self::sample()
        }
    }
}

#[cfg(test)]
impl Captcha {
    /// A puzzle drawn by hand.
    pub(crate) fn sample() -> Self {
        let text = r##"<text x="16" y="42" font-size="32" fill="#233">7К4Д</text>"##;
        Self { id: "c1".to_owned(), svg: format!(r#"<svg viewBox="0 0 120 60">{text}</svg>"#) }
    }
}
