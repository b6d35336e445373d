//! Owns the form of a school's TOML file and the messages about its mistakes.

use jiff::tz::Offset;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::diary::mark::Mark;
use crate::diary::roster::school::{Credentials, FullName, Place, Pupil, Role, School, User};
use crate::diary::snils::Snils;
use crate::diary::source::{Mistake, Source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchoolFile {
    school: SchoolEntry,
    #[serde(default)]
    other_schools: Vec<PlaceEntry>,
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
    id: String,
    name: String,
    region: String,
    utc_offset_hours: Spanned<i8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceEntry {
    id: Spanned<String>,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PupilEntry {
    id: Spanned<String>,
    school: Option<Spanned<String>>,
    last_name: String,
    first_name: String,
    middle_name: Option<String>,
    birth_date: Spanned<Datetime>,
    class: String,
    snils: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UserEntry {
    id: Spanned<String>,
    school: Option<Spanned<String>>,
    role: Role,
    last_name: String,
    first_name: String,
    middle_name: Option<String>,
    snils: Option<Spanned<String>>,
    #[serde(default = "yes")]
    activated: bool,
    login: Option<Spanned<String>>,
    password: Option<String>,
    #[serde(default)]
    sees: Vec<Spanned<String>>,
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

/// The schools and pupils that later entries may name.
struct Known<'k> {
    source: Source<'k>,
    first: String,
    schools: Vec<Place>,
    pupils: Vec<Pupil>,
}

fn yes() -> bool {
    true
}

/// Reads a school and refuses anything the diary could not show.
pub(super) fn parse(file: &str, text: &str) -> Result<School, Mistake> {
    let source = Source { file, text };
    let read: SchoolFile = source.read()?;
    source.distinct("id", read.pupils.iter().map(|pupil| &pupil.id))?;
    source.distinct("id", read.users.iter().map(|user| &user.id))?;
    source.distinct("id", read.other_schools.iter().map(|place| &place.id))?;
    source.distinct("login", read.users.iter().filter_map(|user| user.login.as_ref()))?;

    let hours = &read.school.utc_offset_hours;
    let offset = Offset::from_hours(*hours.get_ref())
        .map_err(|error| source.fault(hours.span(), "utc_offset_hours", error.to_string()))?;
    let mut schools = vec![Place { id: read.school.id.clone(), name: read.school.name.clone() }];
    let others = read.other_schools.into_iter();
    schools.extend(others.map(|place| Place { id: place.id.into_inner(), name: place.name }));
    let mut known = Known { source, first: read.school.id, schools, pupils: Vec::new() };
    known.pupils = read.pupils.into_iter().map(|pupil| known.pupil(pupil)).collect::<Result<_, _>>()?;
    let users = read.users.into_iter().map(|user| known.user(user)).collect::<Result<_, _>>()?;
    let marks = read.marks.into_iter().map(|mark| known.mark(mark)).collect::<Result<_, _>>()?;
    let (name, region) = (read.school.name, read.school.region);
    Ok(School { name, region, offset, schools: known.schools, pupils: known.pupils, users, marks })
}

impl Known<'_> {
    fn pupil(&self, entry: PupilEntry) -> Result<Pupil, Mistake> {
        Ok(Pupil {
            id: entry.id.into_inner(),
            school: self.school(entry.school)?,
            name: FullName { last: entry.last_name, first: entry.first_name, middle: entry.middle_name },
            birth_date: self.source.date("birth_date", &entry.birth_date)?,
            class: entry.class,
            snils: self.snils(entry.snils)?,
        })
    }

    fn user(&self, entry: UserEntry) -> Result<User, Mistake> {
        entry.sees.iter().try_for_each(|seen| self.known_pupil("sees", seen))?;
        let password = match (entry.login, entry.password) {
            (Some(login), Some(password)) => Some(Credentials::new(login.get_ref(), &password)),
            (None, None) => None,
            _ => {
                let why = "a login and a password stand together, or neither does".to_owned();
                return Err(self.source.fault(entry.id.span(), "login", why));
            }
        };
        let sees: Vec<String> = entry.sees.into_iter().map(Spanned::into_inner).collect();
        let own = sees.first().filter(|_| entry.role == Role::Pupil);
        let birth_date = own.and_then(|own| self.pupils.iter().find(|pupil| pupil.id == *own));
        Ok(User {
            id: entry.id.into_inner(),
            school: self.school(entry.school)?,
            name: Some(FullName {
                last: entry.last_name,
                first: entry.first_name,
                middle: entry.middle_name,
            }),
            role: entry.role,
            snils: self.snils(entry.snils)?,
            birth_date: birth_date.map(|pupil| pupil.birth_date),
            joined: None,
            activated: entry.activated,
            password,
            sees,
        })
    }

    fn mark(&self, entry: MarkEntry) -> Result<Mark, Mistake> {
        self.known_pupil("pupil", &entry.pupil)?;
        if !(1..=5).contains(entry.mark.get_ref()) {
            let why = "a mark is a number from 1 to 5".to_owned();
            return Err(self.source.fault(entry.mark.span(), "mark", why));
        }
        Ok(Mark {
            date: self.source.date("date", &entry.date)?,
            pupil: entry.pupil.into_inner(),
            subject: entry.subject,
            mark: entry.mark.into_inner(),
            work: entry.work,
        })
    }

    /// The school that an entry names; the first when it names none.
    fn school(&self, id: Option<Spanned<String>>) -> Result<String, Mistake> {
        let Some(id) = id else {
            return Ok(self.first.clone());
        };
        if self.schools.iter().any(|place| place.id == *id.get_ref()) {
            return Ok(id.into_inner());
        }
        Err(self.source.fault(id.span(), "school", format!("no school has the id `{}`", id.get_ref())))
    }

    fn snils(&self, written: Option<Spanned<String>>) -> Result<Option<Snils>, Mistake> {
        let Some(written) = written else {
            return Ok(None);
        };
        let read = Snils::parse(written.get_ref());
        read.map(Some).map_err(|error| self.source.fault(written.span(), "snils", error.to_string()))
    }

    fn known_pupil(&self, field: &str, id: &Spanned<String>) -> Result<(), Mistake> {
        if self.pupils.iter().any(|pupil| pupil.id == *id.get_ref()) {
            return Ok(());
        }
        Err(self.source.fault(id.span(), field, format!("no pupil has the id `{}`", id.get_ref())))
    }
}
