//! Service centres: the public list and the map.

use askama::Template;

use crate::web::pages::{Frame, Viewer};

mod map;

pub use map::{Area, Label, Marker, Place, Plan, Road, Street, Town};

/// What a centre can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Register an account, `fts=reg`.
    Register,
    /// Confirm identity, `fts=cfm`.
    Confirm,
    /// Recover access, `fts=rcr`.
    Recover,
    /// Delete an account, `fts=del`.
    Delete,
    /// Register biometrics, `fts=rbi`.
    Biometrics,
}

impl Function {
    /// Every function, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Register, Self::Confirm, Self::Recover, Self::Delete, Self::Biometrics];

    /// The value of `fts`.
    pub fn fts(self) -> &'static str {
        match self {
            Self::Biometrics => "rbi",
            Self::Delete => "del",
            Self::Recover => "rcr",
            Self::Confirm => "cfm",
            Self::Register => "reg",
        }
    }

    /// The tab's label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Register => "Регистрация",
            Self::Confirm => "Подтверждение личности",
            Self::Recover => "Восстановление доступа",
            Self::Delete => "Удаление учетной записи",
            Self::Biometrics => "Регистрация биометрии",
        }
    }

    /// What to bring and what happens there.
    pub fn about(self) -> &'static str {
        match self {
            Self::Register => {
                "Здесь зарегистрируют учетную запись и сразу подтвердят личность. Возьмите паспорт и СНИЛС."
            }
            Self::Confirm => {
                "Здесь подтвердят личность, если ваши данные уже прошли проверку. Возьмите паспорт."
            }
            Self::Recover => "Здесь восстановят доступ к учетной записи. Возьмите паспорт и СНИЛС.",
            Self::Delete => "Здесь удалят учетную запись. Возьмите паспорт и СНИЛС.",
            Self::Biometrics => "Здесь зарегистрируют биометрию. Возьмите паспорт и СНИЛС.",
        }
    }
}

/// One centre.
#[derive(Clone, PartialEq, Eq)]
pub struct Centre {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// When it is open.
    pub hours: String,
    /// Its phone; empty when there is none.
    pub phone: String,
    /// What it can do.
    pub functions: Vec<Function>,
}

/// `/public/ra/?fts=reg|cfm|rcr|del|rbi`, as a list or with a map above it (`view=map`).
#[derive(Clone, Template)]
#[template(path = "centres.html")]
pub struct Centres {
    /// The frame.
    pub frame: Frame,
    /// The chosen function; `None` shows every centre.
    pub function: Option<Function>,
    /// What was searched for by name or address, `q`.
    pub query: String,
    /// The centres found.
    pub centres: Vec<Centre>,
    /// The map, when it is wanted.
    pub plan: Option<Plan>,
    /// Whether the realm has a map to switch to.
    pub has_map: bool,
}

impl Centres {
    /// The query string of this page with another view and function.
    pub fn link(&self, function: &Option<Function>, map: bool) -> String {
        let fts = function.map_or_else(String::new, |function| format!("fts={}", function.fts()));
        let view = if map { "view=map" } else { "view=list" };
        [fts.as_str(), view].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
