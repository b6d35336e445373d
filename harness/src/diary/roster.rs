//! Owns who is at school: pupils, people with a way in, and whom each of them may see.

mod file;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use jiff::tz::Offset;
use sha2::{Digest, Sha256};

pub use file::RosterError;

use crate::diary::marks::Mark;

/// A school with its people and marks. It does not change while the diary runs.
#[derive(Debug, Clone)]
pub struct School {
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) offset: Offset,
    pub(crate) pupils: Vec<Pupil>,
    pub(crate) users: Vec<User>,
    pub(crate) marks: Vec<Mark>,
}

/// Surname, name and patronymic, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FullName {
    pub(crate) last: String,
    pub(crate) first: String,
    pub(crate) middle: Option<String>,
}

/// A child whose marks are kept.
#[derive(Debug, Clone)]
pub(crate) struct Pupil {
    pub(crate) id: String,
    pub(crate) name: FullName,
    pub(crate) birth_date: Date,
    pub(crate) class: String,
}

/// Somebody with a way into the diary.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) name: FullName,
    pub(crate) role: Role,
    login: String,
    password: Password,
    sees: Vec<String>,
}

/// What somebody is at school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Parent,
    Pupil,
}

/// The fingerprint of a password of the old way in.
#[derive(Clone)]
struct Password([u8; 32]);

impl School {
    /// The school that comes with the harness.
    ///
    /// # Errors
    /// When the built-in file breaks its own rules.
    pub fn built_in() -> Result<Self, RosterError> {
        Self::parse("fixtures/schools/first.toml", include_str!("../../../fixtures/schools/first.toml"))
    }

    /// Reads a school from the text of a file; `file` is its name in messages.
    ///
    /// # Errors
    /// Names the file, the line and the field that is wrong.
    pub fn parse(file: &str, text: &str) -> Result<Self, RosterError> {
        file::parse(file, text)
    }

    /// The user who has this login and password.
    pub(crate) fn user_with_password(&self, login: &str, password: &str) -> Option<&User> {
        let offered = Password::of(password);
        self.users.iter().find(|user| user.login == login.trim() && user.password.is(&offered))
    }

    /// The user of that id.
    pub(crate) fn user(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The pupil of that id.
    pub(crate) fn pupil(&self, id: &str) -> Option<&Pupil> {
        self.pupils.iter().find(|pupil| pupil.id == id)
    }

    /// The pupils a user may see, in the order the school listed them.
    pub(crate) fn seen_by<'s>(&'s self, user: &'s User) -> impl Iterator<Item = &'s Pupil> {
        user.sees.iter().filter_map(|id| self.pupil(id))
    }
}

impl User {
    /// Whether the school allowed this user to see that pupil.
    pub(crate) fn may_see(&self, pupil: &str) -> bool {
        self.sees.iter().any(|seen| seen == pupil)
    }
}

impl Role {
    /// The role in the words of the pages.
    pub(crate) fn in_russian(self) -> &'static str {
        match self {
            Role::Parent => "родитель",
            Role::Pupil => "ученик",
        }
    }
}

impl std::fmt::Display for FullName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.last, self.first)?;
        self.middle.iter().try_for_each(|middle| write!(f, " {middle}"))
    }
}

impl Password {
    fn of(password: &str) -> Self {
        Self(Sha256::digest(password.as_bytes()).into())
    }

    /// Looks at every byte whatever the first ones say, so that time tells nothing.
    fn is(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(..)")
    }
}
