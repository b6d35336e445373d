//! Owns the letter to parents for a cause: one page to print, with the steps in the words of the letters.

use std::collections::BTreeMap;

use askama::Template;
use lang::Lang;

use crate::cause::Cause;
use crate::report::spelling::day;
use crate::told::Rehearsal;

/// How many rows a page has room for; the lists have them all.
const ROWS_MAX: usize = 120;

#[derive(Template)]
#[template(path = "letter.html")]
struct Letter {
    lang: Lang,
    title: &'static str,
    day: String,
    steps: Vec<&'static str>,
    /// By class: the rows of those who get it, or their names.
    classes: Vec<(String, String)>,
    left_out: usize,
    mender: &'static str,
}

/// The letters of all causes, each with the word of its cause.
///
/// # Errors
/// When the template cannot be filled, which no rehearsal makes happen.
pub fn all(of: &Rehearsal, lang: Lang) -> Result<Vec<(&'static str, String)>, askama::Error> {
    of.causes.iter().map(|cause| Ok((cause.id.id(), letter(of, cause.id, lang)?))).collect()
}

fn letter(of: &Rehearsal, cause: Cause, lang: Lang) -> Result<String, askama::Error> {
    let mut by_class: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let all = || of.rows.iter().filter(|row| row.cause == cause);
    for row in all().take(ROWS_MAX) {
        let shown = row.name.as_deref().map_or_else(|| row.row.to_string(), str::to_owned);
        by_class.entry(row.class).or_default().push(shown);
    }
    let named = |number: u32| of.classes[number as usize].name();
    let told = cause.told();
    Letter {
        lang,
        title: told.title.in_(lang),
        day: day(lang, &of.target),
        steps: told.steps.iter().map(|step| step.in_(lang)).collect(),
        classes: by_class.into_iter().map(|(number, rows)| (named(number), rows.join(", "))).collect(),
        left_out: all().count().saturating_sub(ROWS_MAX),
        mender: told.mender.said().in_(lang),
    }
    .render()
}

impl Letter {
    fn t<'t>(&self, ru: &'t str, en: &'t str) -> &'t str {
        if self.lang == Lang::Ru { ru } else { en }
    }
}
