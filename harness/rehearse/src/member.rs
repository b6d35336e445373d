//! Owns a person of the school's list as the forecast sees one: small, because a region has a million of them.

use jiff::civil::Date;

/// What somebody is at school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// «Ученик».
    Pupil,
    /// «Родитель».
    Parent,
    /// «Учитель».
    Teacher,
    /// «Администратор».
    Administrator,
}

/// The insurance number as the school entered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// Nothing.
    Missing,
    /// Something that is no number.
    Unusable,
    /// A number with right check digits.
    Number(u64),
}

/// A name for comparisons: two hashes of its folded spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameKey {
    /// Of surname and name.
    pub own: u64,
    /// Of the patronymic; 0 is none.
    pub middle: u64,
}

/// Somebody of the list: one user of the diary.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The row of the file.
    pub row: u32,
    /// The number of the school and of the class among the school's texts.
    pub school: u32,
    /// The class.
    pub class: u32,
    /// The role.
    pub role: Role,
    /// The birthday.
    pub born: Option<Date>,
    /// Since when the person is a user of the diary, where the list says so.
    pub joined: Option<Date>,
    /// The insurance number.
    pub snils: Entered,
    /// The number of the person who this is: one person may be two users.
    pub person: u32,
    /// What the list's own survey says of the account.
    pub survey: Option<Survey>,
}

/// What a survey of the school found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survey {
    /// No account.
    None,
    /// A simplified one.
    Simplified,
    /// A standard one.
    Standard,
    /// A confirmed one.
    Confirmed,
    /// One that a parent made.
    Child,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pupil, Self::Parent, Self::Teacher, Self::Administrator];

    /// The word of files and of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pupil => "pupil",
            Self::Parent => "parent",
            Self::Teacher => "teacher",
            Self::Administrator => "administrator",
        }
    }
}

impl Entered {
    /// The number, where there is one.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Missing | Self::Unusable => None,
        }
    }
}
