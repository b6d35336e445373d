//! Owns the scenarios' titles in Russian, by id; the English ones stand in the catalogue of scenarios.

mod account;
mod diary;
mod hostile;

use crate::event::Label;
use crate::lang::Lang;

/// What a scenario is called in a language. One without a Russian title keeps its English one.
pub fn title(label: &Label, lang: Lang) -> &'static str {
    match lang {
        Lang::En => label.title,
        Lang::Ru => russian(label.id).unwrap_or(label.title),
    }
}

/// The Russian title of a scenario.
pub fn russian(id: &str) -> Option<&'static str> {
    let mut all = [account::TITLES, diary::TITLES, hostile::TITLES].into_iter().flatten();
    all.find(|(known, _)| *known == id).map(|(_, title)| *title)
}

/// The ids that have a Russian title.
pub fn ids() -> impl Iterator<Item = &'static str> {
    [account::TITLES, diary::TITLES, hostile::TITLES].into_iter().flatten().map(|(id, _)| *id)
}
