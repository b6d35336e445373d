//! Owns the scenarios' titles in Russian, by id; the English ones stand in the catalogue of scenarios.

mod account;
mod consent;
mod diary;
mod hostile;
mod lies;
mod universal;

use crate::event::Label;
use crate::lang::Lang;

/// The titles, part by part.
const PARTS: [&[(&str, &str)]; 6] =
    [account::TITLES, diary::TITLES, consent::TITLES, universal::TITLES, hostile::TITLES, lies::TITLES];

/// What a scenario is called in a language. One without a Russian title keeps its English one.
pub fn title(label: &Label, lang: Lang) -> &'static str {
    match lang {
        Lang::En => label.title,
        Lang::Ru => russian(label.id).unwrap_or(label.title),
    }
}

/// The Russian title of a scenario.
pub fn russian(id: &str) -> Option<&'static str> {
    PARTS.into_iter().flatten().find(|(known, _)| *known == id).map(|(_, title)| *title)
}

/// The ids that have a Russian title.
pub fn ids() -> impl Iterator<Item = &'static str> {
    PARTS.into_iter().flatten().map(|(id, _)| *id)
}
