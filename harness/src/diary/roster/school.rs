//! Owns a school as values: its people, their roles and passwords, and whom each may see.

use jiff::civil::Date;
use jiff::tz::Offset;
use sha2::{Digest, Sha256};

use crate::diary::mark::Mark;
use crate::diary::snils::Snils;

/// What one diary serves: a school, maybe others beside it, their people and marks, as they are at the start.
#[derive(Debug, Clone)]
pub struct School {
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) offset: Offset,
    pub(crate) schools: Vec<Place>,
    pub(crate) pupils: Vec<Pupil>,
    pub(crate) users: Vec<User>,
    pub(crate) marks: Vec<Mark>,
}

/// A school of the diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) name: String,
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
    pub(crate) school: String,
    pub(crate) name: FullName,
    pub(crate) birth_date: Date,
    pub(crate) class: String,
    pub(crate) snils: Option<Snils>,
}

/// Someone with a way into the diary.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) school: String,
    /// As the school wrote it; none until the first sign-in when the school entered a number only.
    pub(crate) name: Option<FullName>,
    pub(crate) role: Role,
    pub(crate) snils: Option<Snils>,
    /// Of a pupil; no one asks grown-ups.
    pub(crate) birth_date: Option<Date>,
    /// The day on which the school entered the user, if that was after the diary began.
    pub(crate) joined: Option<Date>,
    /// Whether the user has begun to use the profile.
    pub(crate) activated: bool,
    pub(crate) password: Option<Credentials>,
    /// The pupils whose marks the user sees; for a teacher, those who are taught.
    pub(crate) sees: Vec<String>,
}

/// The password sign-in.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    login: String,
    password: Password,
}

/// What someone is at school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    Parent,
    Pupil,
    Teacher,
    Administrator,
}

/// The fingerprint of a password of the password sign-in.
#[derive(Clone)]
struct Password([u8; 32]);

impl School {
    /// The pupil of that id.
    pub(crate) fn pupil(&self, id: &str) -> Option<&Pupil> {
        self.pupils.iter().find(|pupil| pupil.id == id)
    }

    /// The name of a school of this diary.
    pub(crate) fn school_name(&self, id: &str) -> &str {
        self.schools.iter().find(|place| place.id == id).map_or(&self.name, |place| &place.name)
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

    /// The name for pages.
    pub(crate) fn shown_name(&self) -> String {
        self.name.as_ref().map_or_else(|| "представитель ученика".to_owned(), FullName::to_string)
    }
}

impl Credentials {
    /// A login and the fingerprint of its password.
    pub(crate) fn new(login: &str, password: &str) -> Self {
        Self { login: login.trim().to_owned(), password: Password::of(password) }
    }

    /// Whether these are the login and password.
    pub(crate) fn are(&self, login: &str, password: &str) -> bool {
        self.login == login.trim() && self.password.is(&Password::of(password))
    }

    pub(crate) fn login(&self) -> &str {
        &self.login
    }
}

impl Role {
    /// The role in the words of the pages.
    pub(crate) fn in_russian(self) -> &'static str {
        match self {
            Role::Parent => "родитель",
            Role::Pupil => "ученик",
            Role::Teacher => "учитель",
            Role::Administrator => "администратор",
        }
    }

    /// The role of that English word, as forms and files spell it.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "parent" => Role::Parent,
            "pupil" => Role::Pupil,
            "teacher" => Role::Teacher,
            "administrator" => Role::Administrator,
            _ => return None,
        })
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

    /// Compares every byte, so that timing reveals nothing.
    fn is(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(..)")
    }
}
