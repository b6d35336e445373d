//! Owns the verdict of a day, in one octet.

use jiff::civil::Date;

use crate::cause::Cause;
use crate::forecast::base::Forecast;
use crate::policy::Password;

/// What a person's day comes to, in one octet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Verdict(u8);

impl Verdict {
    /// In through the portal, with marks.
    pub const PORTAL: Self = Self(0xff);
    /// In with the diary's password alone, with marks.
    pub const PASSWORD: Self = Self(0xfe);
    /// In with the password, without marks.
    pub const HIDDEN: Self = Self(0xfd);

    /// Out, for a cause.
    pub const fn out(cause: Cause) -> Self {
        Self(cause as u8)
    }

    /// Why somebody is out; nothing for who is in.
    pub fn cause(self) -> Option<Cause> {
        Cause::of_number(self.0)
    }

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::PORTAL => "portal",
            Self::PASSWORD => "password",
            Self::HIDDEN => "marks-hidden",
            Self(number) => Cause::of_number(number).map_or("unknown", Cause::id),
        }
    }
}

impl Forecast<'_> {
    /// What a day comes to for a user.
    pub fn verdict(&self, index: u32, day: Date) -> Verdict {
        let come = self.come(self.school.member(index).person, day);
        if come.offers(index) {
            return Verdict::PORTAL;
        }
        match self.by_password(index, day) {
            Ok(Password::Open) => Verdict::PASSWORD,
            Ok(_) => Verdict::HIDDEN,
            Err(_) => Verdict::out(self.cause(index, &come, day)),
        }
    }
}
