//! Owns the text of a data file with its name, to say where a mistake in it is.

use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use toml::Spanned;
use toml::value::Datetime;

/// A mistake in a data file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}, line {line}, field `{field}`: {why}")]
pub struct Mistake {
    /// The file, as it was named to the reader.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// The key at fault.
    pub field: String,
    /// What is wrong with it.
    pub why: String,
}

/// The complaint about a value that is not a date.
const A_DAY: &str = "a date without a time and without quotes is wanted, like 2018-11-12";

/// The years of any date in a data file.
const YEARS: RangeInclusive<i16> = 1900..=2050;

/// A text and the name it goes by.
pub(crate) struct Source<'s> {
    pub(crate) file: &'s str,
    pub(crate) text: &'s str,
}

impl Source<'_> {
    /// Reads the text as TOML of that form.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, Mistake> {
        toml::from_str(self.text).map_err(|error| self.malformed(&error))
    }

    /// A date without a time.
    pub(crate) fn date(&self, field: &str, value: &Spanned<Datetime>) -> Result<Date, Mistake> {
        let why = || self.fault(value.span(), field, A_DAY.to_owned());
        match value.get_ref() {
            Datetime { date: Some(date), time: None, offset: None } => {
                let year = i16::try_from(date.year).map_err(|_| why())?;
                let [month, day] = [date.month, date.day].map(|part| i8::try_from(part).unwrap_or(0));
                if !YEARS.contains(&year) {
                    let why = format!("expected a year from {} to {}", YEARS.start(), YEARS.end());
                    return Err(self.fault(value.span(), field, why));
                }
                Date::new(year, month, day).map_err(|_| why())
            }
            _ => Err(why()),
        }
    }

    /// The same, where there may be none.
    pub(crate) fn optional_date(
        &self,
        field: &str,
        value: Option<&Spanned<Datetime>>,
    ) -> Result<Option<Date>, Mistake> {
        value.map(|value| self.date(field, value)).transpose()
    }

    /// No value is there twice.
    pub(crate) fn distinct<'e>(
        &self,
        field: &str,
        values: impl Iterator<Item = &'e Spanned<String>>,
    ) -> Result<(), Mistake> {
        let mut seen = std::collections::HashSet::new();
        for value in values {
            if !seen.insert(value.get_ref()) {
                return Err(self.fault(value.span(), field, format!("`{}` is there twice", value.get_ref())));
            }
        }
        Ok(())
    }

    /// A mistake at a place of the text.
    pub(crate) fn fault(&self, span: Range<usize>, field: &str, why: String) -> Mistake {
        Mistake { file: self.file.to_owned(), line: self.line(span.start), field: field.to_owned(), why }
    }

    /// A mistake that the TOML reader found: unknown, missing or wrongly typed keys, and bad syntax.
    fn malformed(&self, error: &toml::de::Error) -> Mistake {
        let span = error.span().unwrap_or(0..0);
        let line = self.line(span.start);
        let key = self.text.lines().nth(line - 1).and_then(|text| text.split(['=', '#']).next());
        let field = key.map(|key| key.trim().trim_matches(['[', ']']).to_owned());
        // The reader's own words for a day in quotes would send no one to the quotes.
        let why = match error.message() {
            message if message.ends_with("expected a TOML datetime") => A_DAY.to_owned(),
            message => message.to_owned(),
        };
        self.fault(span, &field.unwrap_or_default(), why)
    }

    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }
}
