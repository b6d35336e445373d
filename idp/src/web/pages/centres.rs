//! Service centres: the public list and the map.

use askama::Template;

use crate::domain::centre::{Centre, CentreFunction};
use crate::web::pages::{Frame, Viewer};

mod map;

pub use map::{Area, Label, Marker, Place, Plan, Road, Street, Town};

/// `/public/ra/?fts=reg|cfm|rcr|del|rbi`, as a list or with a map above it (`view=map`).
#[derive(Clone, Template)]
#[template(path = "centres.html")]
pub struct Centres {
    /// The frame.
    pub frame: Frame,
    /// The chosen function; `None` shows every centre.
    pub function: Option<CentreFunction>,
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
    pub fn link(&self, function: &Option<CentreFunction>, map: bool) -> String {
        let fts = function.map_or_else(String::new, |function| format!("fts={}", function.wire()));
        let view = if map { "view=map" } else { "view=list" };
        [fts.as_str(), view].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    }
}

/// A function, as tabs and centres name it.
fn label(function: &CentreFunction) -> &'static str {
    match function {
        CentreFunction::Register => "Регистрация",
        CentreFunction::Confirm => "Подтверждение личности",
        CentreFunction::Recover => "Восстановление доступа",
        CentreFunction::Delete => "Удаление учетной записи",
        CentreFunction::Biometrics => "Регистрация биометрии",
    }
}

/// What to bring for a function and what happens there.
fn about(function: &CentreFunction) -> &'static str {
    match function {
        CentreFunction::Register => {
            "Здесь зарегистрируют учетную запись и сразу подтвердят личность. Возьмите паспорт и СНИЛС."
        }
        CentreFunction::Confirm => {
            "Здесь подтвердят личность, если ваши данные уже прошли проверку. Возьмите паспорт."
        }
        CentreFunction::Recover => "Здесь восстановят доступ к учетной записи. Возьмите паспорт и СНИЛС.",
        CentreFunction::Delete => "Здесь удалят учетную запись. Возьмите паспорт и СНИЛС.",
        CentreFunction::Biometrics => "Здесь зарегистрируют биометрию. Возьмите паспорт и СНИЛС.",
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
