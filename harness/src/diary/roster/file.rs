//! Owns the form of a school's TOML file and the messages about its mistakes.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{FullName, Password, Pupil, Role, School, User};
use crate::diary::marks::Mark;

/// A mistake in a school's file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{file}, line {line}, field `{field}`: {why}")]
pub struct RosterError {
    /// The file, as it was named to the reader.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// The key at fault.
    pub field: String,
    /// What is wrong with it.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchoolFile {
    school: SchoolEntry,
    #[serde(default)]
    pupils: Vec<PupilEntry>,
    #[serde(default)]
    users: Vec<UserEntry>,
    #[serde(default)]
    marks: Vec<MarkEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchoolEntry {
    #[serde(rename = "id")]
    _id: String,
    name: String,
    region: String,
    utc_offset_hours: Spanned<i8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PupilEntry {
    id: Spanned<String>,
    last_name: String,
    first_name: String,
    middle_name: Option<String>,
    birth_date: Spanned<Datetime>,
    class: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    id: Spanned<String>,
    role: RoleEntry,
    last_name: String,
    first_name: String,
    middle_name: Option<String>,
    login: Spanned<String>,
    password: String,
    sees: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum RoleEntry {
    Parent,
    Pupil,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MarkEntry {
    pupil: Spanned<String>,
    subject: String,
    date: Spanned<Datetime>,
    mark: Spanned<u8>,
    work: String,
}

/// Reads a school and refuses anything the diary could not show.
pub(super) fn parse(file: &str, text: &str) -> Result<School, RosterError> {
    let source = Source { file, text };
    let read: SchoolFile = toml::from_str(text).map_err(|error| source.malformed(&error))?;
    source.distinct("id", read.pupils.iter().map(|pupil| &pupil.id))?;
    source.distinct("id", read.users.iter().map(|user| &user.id))?;
    source.distinct("login", read.users.iter().map(|user| &user.login))?;

    let hours = &read.school.utc_offset_hours;
    let offset = Offset::from_hours(*hours.get_ref())
        .map_err(|error| source.fault(hours.span(), "utc_offset_hours", error.to_string()))?;
    let pupils = read.pupils.into_iter().map(|pupil| source.pupil(pupil)).collect::<Result<Vec<_>, _>>()?;
    let users = read.users.into_iter().map(|user| source.user(user, &pupils)).collect::<Result<_, _>>()?;
    let marks = read.marks.into_iter().map(|mark| source.mark(mark, &pupils)).collect::<Result<_, _>>()?;
    Ok(School { name: read.school.name, region: read.school.region, offset, pupils, users, marks })
}

/// The text with its name, to say where a mistake is.
struct Source<'s> {
    file: &'s str,
    text: &'s str,
}

impl Source<'_> {
    fn pupil(&self, entry: PupilEntry) -> Result<Pupil, RosterError> {
        Ok(Pupil {
            id: entry.id.into_inner(),
            name: FullName { last: entry.last_name, first: entry.first_name, middle: entry.middle_name },
            birth_date: self.date("birth_date", &entry.birth_date)?,
            class: entry.class,
        })
    }

    fn user(&self, entry: UserEntry, pupils: &[Pupil]) -> Result<User, RosterError> {
        entry.sees.iter().try_for_each(|seen| self.known_pupil("sees", seen, pupils))?;
        Ok(User {
            id: entry.id.into_inner(),
            name: FullName { last: entry.last_name, first: entry.first_name, middle: entry.middle_name },
            role: match entry.role {
                RoleEntry::Parent => Role::Parent,
                RoleEntry::Pupil => Role::Pupil,
            },
            login: entry.login.into_inner(),
            password: Password::of(&entry.password),
            sees: entry.sees.into_iter().map(Spanned::into_inner).collect(),
        })
    }

    fn mark(&self, entry: MarkEntry, pupils: &[Pupil]) -> Result<Mark, RosterError> {
        self.known_pupil("pupil", &entry.pupil, pupils)?;
        if !(1..=5).contains(entry.mark.get_ref()) {
            return Err(self.fault(entry.mark.span(), "mark", "a mark is a number from 1 to 5".to_owned()));
        }
        Ok(Mark {
            date: self.date("date", &entry.date)?,
            pupil: entry.pupil.into_inner(),
            subject: entry.subject,
            mark: entry.mark.into_inner(),
            work: entry.work,
        })
    }

    fn date(&self, field: &str, value: &Spanned<Datetime>) -> Result<Date, RosterError> {
        let why =
            || self.fault(value.span(), field, "a date without a time is wanted, like 2018-11-12".to_owned());
        match value.get_ref() {
            Datetime { date: Some(date), time: None, offset: None } => {
                let year = i16::try_from(date.year).map_err(|_| why())?;
                let [month, day] = [date.month, date.day].map(|part| i8::try_from(part).unwrap_or(0));
                Date::new(year, month, day).map_err(|_| why())
            }
            _ => Err(why()),
        }
    }

    fn known_pupil(&self, field: &str, id: &Spanned<String>, pupils: &[Pupil]) -> Result<(), RosterError> {
        if pupils.iter().any(|pupil| pupil.id == *id.get_ref()) {
            return Ok(());
        }
        Err(self.fault(id.span(), field, format!("no pupil has the id `{}`", id.get_ref())))
    }

    fn distinct<'e>(
        &self,
        field: &str,
        values: impl Iterator<Item = &'e Spanned<String>>,
    ) -> Result<(), RosterError> {
        let mut seen = std::collections::HashSet::new();
        for value in values {
            if !seen.insert(value.get_ref()) {
                return Err(self.fault(value.span(), field, format!("`{}` is there twice", value.get_ref())));
            }
        }
        Ok(())
    }

    /// A mistake that the TOML reader found: unknown, missing or wrongly typed keys, and bad syntax.
    fn malformed(&self, error: &toml::de::Error) -> RosterError {
        let span = error.span().unwrap_or(0..0);
        let line = self.line(span.start);
        let key = self.text.lines().nth(line - 1).and_then(|text| text.split(['=', '#']).next());
        let field = key.map(|key| key.trim().trim_matches(['[', ']']).to_owned());
        self.fault(span, &field.unwrap_or_default(), error.message().to_owned())
    }

    fn fault(&self, span: Range<usize>, field: &str, why: String) -> RosterError {
        RosterError { file: self.file.to_owned(), line: self.line(span.start), field: field.to_owned(), why }
    }

    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }
}
