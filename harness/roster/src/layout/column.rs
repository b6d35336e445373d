//! Owns what a column of a list says, and of whom.

use crate::person::Seat;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Surname.
    LastName,
    /// Name.
    FirstName,
    /// Patronymic.
    MiddleName,
    /// Surname, name and patronymic in one cell.
    FullName,
    /// SNILS.
    Snils,
    /// Birth date.
    Birth,
    /// Since when the person is a user of the diary.
    Joined,
    /// Gender.
    Gender,
    /// Phones.
    Phone,
    /// Mail addresses.
    Mail,
    /// Class with its letter.
    Class,
    /// The number of the class alone.
    Grade,
    /// The letter of the class alone.
    Letter,
    /// School.
    School,
    /// Role.
    Role,
    /// Post, from which a role is taken where there is none.
    Post,
    /// The list's own number or login of the person.
    Key,
    /// Who a parent is to the pupil: mother, father, guardian.
    Kinship,
    /// The children of a parent: names or keys.
    Children,
    /// The parents of a pupil: names or keys.
    Parents,
    /// What a survey says of the account on the portal.
    Readiness,
    /// Known, and of no use here: document, address, remark.
    Ignored,
}

impl Meaning {
    /// Whether there may be several columns of it, which are then taken together.
    pub const fn may_repeat(self) -> bool {
        matches!(self, Self::Phone | Self::Mail | Self::Children | Self::Parents | Self::Ignored | Self::Key)
    }
}

/// A column: what it says, of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Column {
    /// Of whom.
    pub seat: Seat,
    /// What.
    pub meaning: Meaning,
}

/// What each column of a list says; none for one that is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// By place, from the left.
    pub at: Vec<Option<Column>>,
}

impl Columns {
    /// The places of a meaning of a seat, from the left.
    pub fn places(&self, seat: Seat, meaning: Meaning) -> impl Iterator<Item = usize> {
        let wanted = Column { seat, meaning };
        self.at.iter().enumerate().filter(move |(_, column)| **column == Some(wanted)).map(|(place, _)| place)
    }

    /// Whether there is such a column.
    pub fn has(&self, seat: Seat, meaning: Meaning) -> bool {
        self.places(seat, meaning).next().is_some()
    }

    /// Everybody that a row may mention beside its owner.
    pub fn seats(&self) -> Vec<Seat> {
        let mut seats: Vec<Seat> = self.at.iter().flatten().map(|column| column.seat).collect();
        seats.sort_unstable();
        seats.dedup();
        seats.retain(|seat| *seat != Seat::Own);
        seats
    }
}
