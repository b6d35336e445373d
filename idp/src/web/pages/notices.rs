//! Pages that only tell something: signed out, refused, not found, broken; and the front page.

use askama::Template;

use crate::web::pages::{Frame, Viewer};

/// The person has left the portal.
#[derive(Clone, Template)]
#[template(path = "notice/signed_out.html")]
pub struct SignedOut {
    /// The frame.
    pub frame: Frame,
}

/// The link of a letter has proved a new mail address.
#[derive(Clone, Template)]
#[template(path = "notice/contact_proved.html")]
pub struct ContactProved {
    /// The frame.
    pub frame: Frame,
}

/// The time for a sign-in is over.
#[derive(Clone, Template)]
#[template(path = "notice/too_late.html")]
pub struct TooLate {
    /// The frame.
    pub frame: Frame,
    /// Who had asked for it.
    pub relying_party: String,
    /// How long a sign-in may take.
    pub minutes: i64,
    /// The relying party's front page; empty when none of its own is known.
    pub back: String,
}

/// A request for authorization was refused and the person stays on the portal.
#[derive(Clone, Template)]
#[template(path = "notice/refused.html")]
pub struct Refused {
    /// The frame.
    pub frame: Frame,
    /// The code: `ESIA-007023`.
    pub code: String,
    /// What the code means.
    pub text: String,
    /// Where the journal tells a tester why; empty when it does not.
    pub journal: String,
}

/// What kind of failure a page tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// 400: the request makes no sense.
    BadRequest,
    /// 403: the page is not for this person.
    Forbidden,
    /// 404: there is no such page.
    NotFound,
    /// 405: the page does not take this method.
    WrongMethod,
    /// 500: the simulator itself broke.
    Broken,
    /// 503: the realm was reset or dropped while the request was served.
    Overtaken,
    /// 503: the database cannot be used at the moment.
    Unavailable,
}

impl Trouble {
    /// The status code.
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::WrongMethod => 405,
            Self::Broken => 500,
            Self::Overtaken | Self::Unavailable => 503,
        }
    }

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "Запрос не понят",
            Self::Forbidden => "Доступ закрыт",
            Self::NotFound => "Страница не найдена",
            Self::WrongMethod => "Метод не поддерживается",
            Self::Broken => "Ошибка симулятора",
            Self::Overtaken => "Данные симулятора заменены",
            Self::Unavailable => "База данных недоступна",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::BadRequest => "Вернитесь на предыдущую страницу и повторите действие.",
            Self::Forbidden => "Войдите под учетной записью, которой доступна эта страница.",
            Self::NotFound => "Проверьте адрес или вернитесь на главную страницу.",
            Self::WrongMethod => "Обратитесь к странице методом, который назван в заголовке Allow.",
            Self::Broken => {
                "Сообщите номер происшествия тем, кто ведет симулятор: по нему в журнале найдут причину."
            }
            Self::Overtaken => {
                "Пока обрабатывался запрос, мир симулятора сбросили или удалили. Повторите действие."
            }
            Self::Unavailable => {
                "Повторите действие позже. Если не помогло, сообщите номер происшествия тем, кто ведет симулятор."
            }
        }
    }
}

/// A failed request.
#[derive(Clone, Template)]
#[template(path = "notice/failed.html")]
pub struct Failed {
    /// The frame.
    pub frame: Frame,
    /// What kind of failure it is.
    pub trouble: Trouble,
    /// What exactly is wrong, a sentence; empty when there is nothing to add.
    pub detail: String,
    /// The number to find it by in the logs; empty when it has none.
    pub incident: String,
}

/// A request that is not served: another host name, a page of another site, no token.
#[derive(Clone, Template)]
#[template(path = "notice/unserved.html")]
pub struct Unserved {
    /// The frame.
    pub frame: Frame,
    /// The status code.
    pub status: u16,
    /// What is wrong, a sentence.
    pub sentence: &'static str,
    /// What exactly is wrong.
    pub detail: String,
    /// What to do.
    pub fix: String,
}

/// The front page, for the developer who opened the simulator in a browser.
#[derive(Clone, Template)]
#[template(path = "index.html")]
pub struct Index {
    /// The frame.
    pub frame: Frame,
    /// The realm's name.
    pub realm: String,
    /// The whole address of the control API.
    pub control_url: String,
    /// The simulator's version.
    pub version: String,
}

#[cfg(test)]
impl SignedOut {
    /// Anybody.
    pub(crate) fn sample() -> Self {
        Self { frame: Frame::guest("") }
    }
}

#[cfg(test)]
impl ContactProved {
    /// In a browser that is not signed in.
    pub(crate) fn sample() -> Self {
        Self { frame: Frame::guest("") }
    }
}

#[cfg(test)]
impl TooLate {
    /// A sign-in for the diary.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            relying_party: "Школьный дневник".to_owned(),
            minutes: 30,
            back: "http://127.0.0.1:8090/".to_owned(),
        }
    }
}

#[cfg(test)]
impl Unserved {
    /// A form that a page of another site has sent.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            status: 403,
            sentence: "Форма отправлена со страницы другого сайта.",
            detail: "the request comes from the origin http://evil.test".to_owned(),
            fix: "open the page itself and send its form".to_owned(),
        }
    }
}

#[cfg(test)]
impl Refused {
    /// A foreign address to return to.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            code: "ESIA-007023".to_owned(),
            text: "Адрес возврата redirect_uri отсутствует среди разрешенных для системы.".to_owned(),
            journal: "42".to_owned(),
        }
    }
}

#[cfg(test)]
impl Failed {
    /// The simulator broke.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest(""),
            trouble: Trouble::Broken,
            detail: String::new(),
            incident: "7f3c-0012".to_owned(),
        }
    }

    /// A wrong address.
    pub(crate) fn sample_not_found() -> Self {
        let detail = "Адреса /nowhere здесь нет.".to_owned();
        Self { trouble: Trouble::NotFound, detail, incident: String::new(), ..Self::sample() }
    }
}

#[cfg(test)]
impl Index {
    /// A realm of its own.
    pub(crate) fn sample() -> Self {
        Self {
            frame: Frame::guest("/realms/school-9").at("1 сентября 2018 года, 10:00"),
            realm: "school-9".to_owned(),
            control_url: "/realms/school-9/control/v1".to_owned(),
            version: "0.1.0".to_owned(),
        }
    }
}
