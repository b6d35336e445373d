//! Owns the form of a curve's file and the messages about its mistakes.

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use crate::curve::{Curve, Step};
use crate::mistake::{Mistake, line_at};
use crate::mix::Mix;
use crate::span;

/// The highest rate that can be asked for: no machine of one driver makes more.
pub const RATE_MAX: f64 = 100_000.0;
/// The word for a figure that is an assumption of this project.
const OURS: &str = "ours";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    title_ru: Option<String>,
    #[serde(default)]
    citizens: Citizens,
    steps: Spanned<Vec<StepEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepEntry {
    #[serde(rename = "for")]
    last: Spanned<String>,
    rate: Spanned<f64>,
    to: Option<Spanned<f64>>,
    source: Spanned<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Citizens {
    returning: Option<Spanned<f64>>,
    session: Option<Spanned<f64>>,
    wrong_password: Option<Spanned<f64>>,
    abandons: Option<Spanned<f64>>,
    think: Option<Spanned<String>>,
    resources: Option<bool>,
    source: Option<Spanned<String>>,
}

/// A text and its name.
struct Source<'s> {
    file: &'s str,
    text: &'s str,
}

impl Curve {
    /// Reads a file.
    ///
    /// # Errors
    /// The line, the field, and how it is mended.
    pub fn read(path: &Path) -> Result<Self, Mistake> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|error| {
            Mistake::of_option(&name, error.to_string(), "name a file such as fixtures/load/1-september.toml")
        })?;
        Self::parse(&name, &text)
    }

    /// Parses the text of `file`.
    ///
    /// # Errors
    /// The line, the field, and how it is mended.
    pub fn parse(file: &str, text: &str) -> Result<Self, Mistake> {
        let source = Source { file, text };
        let read: File = toml::from_str(text).map_err(|error| source.malformed(&error))?;
        let entries = read.steps.get_ref();
        let steps: Vec<Step> = entries.iter().map(|entry| source.step(entry)).collect::<Result<_, _>>()?;
        let title = [read.title_ru.unwrap_or_else(|| read.title.clone()), read.title];
        let mut sources = Vec::new();
        for text in entries.iter().map(|entry| &entry.source).chain(read.citizens.source.as_ref()) {
            let named = source.named(text)?;
            if !sources.contains(&named) {
                sources.push(named);
            }
        }
        let mix = source.mix(&read.citizens)?;
        let curve = Self { title, sources, mix, steps };
        if curve.steps.is_empty() || curve.peak() <= 0.0 {
            let why = "nobody arrives";
            return Err(source.fault(read.steps.span(), "steps", why, "add [[steps]] with a `rate` above 0"));
        }
        Ok(curve)
    }
}

impl Source<'_> {
    fn fault(&self, at: Range<usize>, field: &str, why: &str, fix: &str) -> Mistake {
        let place = format!("{}, line {}", self.file, line_at(self.text, at.start));
        Mistake { place, field: field.to_owned(), why: why.to_owned(), fix: fix.to_owned() }
    }

    fn malformed(&self, error: &toml::de::Error) -> Mistake {
        let at = error.span().unwrap_or_default();
        let why = error.message().lines().next().unwrap_or_default();
        self.fault(at, "", why, "docs/guides/load.md shows a whole file")
    }

    fn step(&self, entry: &StepEntry) -> Result<Step, Mistake> {
        let last = self.span("for", &entry.last)?;
        let from = self.rate("rate", &entry.rate)?;
        let to = entry.to.as_ref().map_or(Ok(from), |to| self.rate("to", to))?;
        Ok(Step { last, from, to })
    }

    fn span(&self, field: &str, text: &Spanned<String>) -> Result<Duration, Mistake> {
        let why = || format!("`{}` is no span of time", text.get_ref());
        span::parse(text.get_ref())
            .ok_or_else(|| self.fault(text.span(), field, &why(), &format!("write {}", span::FORM)))
    }

    fn rate(&self, field: &str, rate: &Spanned<f64>) -> Result<f64, Mistake> {
        let value = *rate.get_ref();
        if (0.0..=RATE_MAX).contains(&value) {
            return Ok(value);
        }
        let fix = format!("write arrivals a second, from 0 to {RATE_MAX}");
        Err(self.fault(rate.span(), field, &format!("{value} is no rate"), &fix))
    }

    /// A source is named or is the word for an assumption: a figure of unknown origin is no figure.
    fn named(&self, text: &Spanned<String>) -> Result<String, Mistake> {
        let named = text.get_ref().trim();
        if named == OURS || named.chars().count() >= 8 {
            return Ok(named.to_owned());
        }
        let fix = "name the document or address that the figure is from, or write \"ours\"";
        Err(self.fault(text.span(), "source", &format!("`{named}` names no source"), fix))
    }

    fn mix(&self, entry: &Citizens) -> Result<Mix, Mistake> {
        let usual = Mix::default();
        let share = |field: &str, value: &Option<Spanned<f64>>, usual: f64| match value {
            None => Ok(usual),
            Some(value) if (0.0..=1.0).contains(value.get_ref()) => Ok(*value.get_ref()),
            Some(value) => {
                let why = format!("{} is no share", value.get_ref());
                Err(self.fault(value.span(), field, &why, "write a number from 0 to 1, such as 0.7"))
            }
        };
        Ok(Mix {
            returning: share("returning", &entry.returning, usual.returning)?,
            session: share("session", &entry.session, usual.session)?,
            wrong_password: share("wrong_password", &entry.wrong_password, usual.wrong_password)?,
            abandons: share("abandons", &entry.abandons, usual.abandons)?,
            think: entry.think.as_ref().map_or(Ok(usual.think), |think| self.span("think", think))?,
            resources: entry.resources.unwrap_or(usual.resources),
        })
    }
}
