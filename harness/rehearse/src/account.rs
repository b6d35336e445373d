//! Owns what somebody has on the portal, as far as a sign-in depends on it.

use jiff::civil::Date;

use crate::member::NameKey;
use crate::policy::{Level, years};

/// The age of an account of one's own.
pub const OWN_ACCOUNT: i16 = 14;
/// The age from which consents are given by oneself.
pub const OF_AGE: i16 = 18;

/// The kind of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// There is none.
    None,
    /// A parent made it for a child under fourteen.
    Child,
    /// The person's own.
    Own(Level),
}

/// What somebody has on the portal.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    /// The kind.
    pub kind: Kind,
    /// The person's insurance number, whatever the school has.
    pub snils: u64,
    /// The name as the account has it.
    pub name: NameKey,
    /// The birthday.
    pub born: Date,
    /// Facts that change what a sign-in comes to.
    pub facts: Facts,
}

/// Facts, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts(u8);

impl Facts {
    /// A parent allowed school data.
    pub const CONSENT: Self = Self(1);
    /// The account has a new surname that the school does not know.
    pub const RENAMED: Self = Self(2);
    /// The number of the account is another than the school's.
    pub const OTHER_SNILS: Self = Self(4);
    /// The person signs in with a second, simplified account.
    pub const SECOND: Self = Self(8);
    /// The code of the sign-in reaches nobody.
    pub const UNREACHABLE: Self = Self(16);
    /// The person binds the account in time.
    pub const BINDS: Self = Self(32);
    /// The diary's profile was not activated.
    pub const INACTIVE: Self = Self(64);

    /// Whether a fact holds.
    pub fn has(self, fact: Self) -> bool {
        self.0 & fact.0 != 0
    }

    /// With or without a fact.
    #[must_use]
    pub fn with(self, fact: Self, holds: bool) -> Self {
        if holds { Self(self.0 | fact.0) } else { Self(self.0 & !fact.0) }
    }
}

impl Account {
    /// Whether it counts as a child's on a day (MR Б.7: until the fourteenth birthday).
    pub fn is_childs(&self, day: Date) -> bool {
        self.kind == Kind::Child && years(self.born, day) < OWN_ACCOUNT
    }

    /// The level that a sign-in shows; none without an account.
    pub fn level(&self) -> Option<Level> {
        match self.kind {
            Kind::None => None,
            Kind::Child => Some(Level::Simplified),
            Kind::Own(_) if self.facts.has(Facts::SECOND) => Some(Level::Simplified),
            Kind::Own(level) => Some(level),
        }
    }

    /// The insurance number that a sign-in shows.
    ///
    /// The portal asks for the number when it checks an account: a simplified one has none.
    pub fn shown_snils(&self) -> Option<u64> {
        match self.kind {
            Kind::None => None,
            Kind::Own(_) if self.level() == Some(Level::Simplified) => None,
            Kind::Child | Kind::Own(_) => Some(self.snils),
        }
    }

    /// Whether anybody gets beyond the portal's own pages with it.
    pub fn is_usable(&self) -> bool {
        self.kind != Kind::None && !self.facts.has(Facts::UNREACHABLE)
    }

    /// Whether it can speak for a child: confirmed and usable.
    pub fn speaks_for_children(&self) -> bool {
        self.is_usable() && self.level() == Some(Level::Confirmed)
    }
}
