//! Owns one mention of a person: role, place in the row, and the cells as written.

use jiff::civil::Date;

use crate::snils::Snils;
use crate::text::Text;

/// What somebody is to the school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Learns.
    Pupil,
    /// Father, mother, guardian.
    Parent,
    /// Teaches.
    Teacher,
    /// Keeps the diary at the school.
    Admin,
    /// Everybody else who works there.
    Staff,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pupil, Self::Parent, Self::Teacher, Self::Admin, Self::Staff];

    /// Its word in JSON and policies.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pupil => "pupil",
            Self::Parent => "parent",
            Self::Teacher => "teacher",
            Self::Admin => "admin",
            Self::Staff => "staff",
        }
    }
}

/// As the portal has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
}

/// What a survey column says of somebody's account on the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Readiness {
    /// No account.
    Absent,
    /// An account of unknown level.
    Some,
    /// A simplified one.
    Simplified,
    /// A standard one.
    Standard,
    /// A confirmed one.
    Confirmed,
    /// A child account.
    Child,
}

/// Where in its row a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seat {
    /// The row is the person's own.
    Own,
    /// In the columns of the mother.
    Mother,
    /// In the columns of the father.
    Father,
    /// In columns «родитель 1», «представитель», or a second row of the pupil.
    Parent(u8),
}

/// An entry's number: its place among all mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub u32);

/// One mention of a person, compact: a million of them are held at once.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The line of a CSV file or the row of a sheet, from 1, headings counted.
    pub row: u32,
    /// The first mention of the same person; its own number when this is the first.
    pub first: PersonId,
    /// The whole SNILS, when what was written is eleven digits.
    pub snils: Option<Snils>,
    /// The birth date, when what was written is a day of the calendar.
    pub birth: Option<Date>,
    /// Since when the person is a user of the diary, where the list says so.
    pub joined: Option<Date>,
    /// Surname as written.
    pub last: Text,
    /// Name as written.
    pub given: Text,
    /// Patronymic as written.
    pub middle: Text,
    /// The SNILS as written.
    pub snils_text: Text,
    /// The birth date as written.
    pub birth_text: Text,
    /// The class, without blanks and in capitals: «4А», «4-Б2», «10».
    pub class: Text,
    /// The school, of which there may be none in the list of one school.
    pub school: Text,
    /// The first phone as written; more are in `Roster::more`.
    pub phone: Text,
    /// The first mail address as written; more are in `Roster::more`.
    pub mail: Text,
    /// The number or login of the list's own by which rows refer to each other.
    pub key: Text,
    /// The role.
    pub role: Role,
    /// Where in the row.
    pub seat: Seat,
    /// What the list says.
    pub gender: Option<Gender>,
    /// What the survey column says.
    pub readiness: Option<Readiness>,
    /// The number of the class, 0 where there is none.
    pub grade: u8,
}

/// A second phone or mail address of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Further {
    /// Whose.
    pub of: PersonId,
    /// Whether it is a phone; a mail address otherwise.
    pub is_phone: bool,
    /// As written.
    pub text: Text,
}
