//! Owns the kinds of findings: how much each matters, and who mends it.

use crate::finding::terms::{Mender, Severity};

/// What can be found in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The row breaks off or holds what no text holds.
    RowUnreadable,
    /// More or fewer cells than the headings.
    RowShifted,
    /// A cell begins like a formula.
    CellFormula,
    /// The list has no such column at all.
    ColumnMissing,
    /// A role nobody knows.
    RoleUnknown,
    /// No SNILS.
    SnilsMissing,
    /// Zeros, one digit eleven times, «нет».
    SnilsPlaceholder,
    /// Not eleven digits.
    SnilsMalformed,
    /// Leading zeros lost by the spreadsheet.
    SnilsZerosLost,
    /// `9,01E+10`.
    SnilsScientific,
    /// Check digits do not agree.
    SnilsWrongDigits,
    /// One number, two people.
    SnilsDoubled,
    /// The parent's number in the child's row.
    SnilsOfParent,
    /// `000-000-6…` of published test accounts.
    SnilsPublished,
    /// No surname or no name.
    NameMissing,
    /// A full name in one cell of three.
    NameUndivided,
    /// Surname and name, or name and patronymic, changed places.
    NameSwapped,
    /// Initials.
    NameInitials,
    /// Latin letters in a Cyrillic word.
    NameLatin,
    /// A whole name in Latin letters.
    NameNotCyrillic,
    /// Two blanks in a row, or one at an end.
    NameDoubleBlank,
    /// No-break and zero-width blanks.
    NameInvisible,
    /// A dash in place of a hyphen.
    NameLongDash,
    /// Digits or signs in a name.
    NameSymbols,
    /// All capitals or all small.
    NameCase,
    /// ё in one row, е in another.
    NameYo,
    /// One number and birthday, two spellings of the name.
    NameDiffers,
    /// No patronymic.
    MiddleMissing,
    /// «нет», «-».
    MiddlePlaceholder,
    /// Neither male nor female.
    GenderUnknown,
    /// The patronymic says otherwise.
    GenderDisagrees,
    /// No birth date.
    BirthMissing,
    /// No day of the calendar.
    BirthImpossible,
    /// After today.
    BirthFuture,
    /// Older than people get.
    BirthTooEarly,
    /// Years too young or too old for the class.
    AgeAgainstClass,
    /// Younger than the child, or by less than fourteen years older.
    ParentTooYoung,
    /// Fourteen within the school year.
    TurnsFourteen,
    /// Eighteen within the school year.
    TurnsEighteen,
    /// No phone number.
    PhoneInvalid,
    /// One phone, two families.
    PhoneShared,
    /// One phone for both parents.
    PhoneDoubled,
    /// No mail address.
    MailInvalid,
    /// One address, two families.
    MailShared,
    /// One address for both parents.
    MailDoubled,
    /// One person in two rows.
    PersonTwice,
    /// Same name and birthday, other numbers.
    Namesakes,
    /// A pupil under 18 without a parent.
    PupilWithoutParent,
    /// A parent without a pupil.
    ParentWithoutPupil,
    /// The named child or parent is not in the list.
    ChildNotFound,
    /// The name fits several people.
    ChildAmbiguous,
    /// Under 14, and no parent who can make a child account.
    NoWayIn,
    /// A pupil without a class.
    ClassMissing,
    /// No class.
    ClassUnknown,
    /// An answer of the survey that nobody knows.
    ReadinessUnknown,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 55] = [
        Self::RowUnreadable,
        Self::RowShifted,
        Self::CellFormula,
        Self::ColumnMissing,
        Self::RoleUnknown,
        Self::SnilsMissing,
        Self::SnilsPlaceholder,
        Self::SnilsMalformed,
        Self::SnilsZerosLost,
        Self::SnilsScientific,
        Self::SnilsWrongDigits,
        Self::SnilsDoubled,
        Self::SnilsOfParent,
        Self::SnilsPublished,
        Self::NameMissing,
        Self::NameUndivided,
        Self::NameSwapped,
        Self::NameInitials,
        Self::NameLatin,
        Self::NameNotCyrillic,
        Self::NameDoubleBlank,
        Self::NameInvisible,
        Self::NameLongDash,
        Self::NameSymbols,
        Self::NameCase,
        Self::NameYo,
        Self::NameDiffers,
        Self::MiddleMissing,
        Self::MiddlePlaceholder,
        Self::GenderUnknown,
        Self::GenderDisagrees,
        Self::BirthMissing,
        Self::BirthImpossible,
        Self::BirthFuture,
        Self::BirthTooEarly,
        Self::AgeAgainstClass,
        Self::ParentTooYoung,
        Self::TurnsFourteen,
        Self::TurnsEighteen,
        Self::PhoneInvalid,
        Self::PhoneShared,
        Self::PhoneDoubled,
        Self::MailInvalid,
        Self::MailShared,
        Self::MailDoubled,
        Self::PersonTwice,
        Self::Namesakes,
        Self::PupilWithoutParent,
        Self::ParentWithoutPupil,
        Self::ChildNotFound,
        Self::ChildAmbiguous,
        Self::NoWayIn,
        Self::ClassMissing,
        Self::ClassUnknown,
        Self::ReadinessUnknown,
    ];

    /// How much it matters.
    pub const fn severity(self) -> Severity {
        match self {
            Self::SnilsMissing
            | Self::SnilsPlaceholder
            | Self::SnilsMalformed
            | Self::SnilsZerosLost
            | Self::SnilsScientific
            | Self::SnilsWrongDigits
            | Self::SnilsDoubled
            | Self::SnilsOfParent
            | Self::NameMissing
            | Self::NameSwapped
            | Self::NameInitials
            | Self::NameLatin
            | Self::NameInvisible
            | Self::NameLongDash
            | Self::NameSymbols
            | Self::MiddlePlaceholder
            | Self::BirthMissing
            | Self::BirthImpossible
            | Self::BirthFuture
            | Self::NoWayIn => Severity::Blocks,
            Self::RowUnreadable
            | Self::RowShifted
            | Self::CellFormula
            | Self::ColumnMissing
            | Self::RoleUnknown
            | Self::SnilsPublished
            | Self::NameUndivided
            | Self::NameNotCyrillic
            | Self::NameDoubleBlank
            | Self::NameCase
            | Self::NameYo
            | Self::NameDiffers
            | Self::MiddleMissing
            | Self::GenderUnknown
            | Self::GenderDisagrees
            | Self::BirthTooEarly
            | Self::AgeAgainstClass
            | Self::ParentTooYoung
            | Self::PhoneInvalid
            | Self::PhoneShared
            | Self::PhoneDoubled
            | Self::MailInvalid
            | Self::MailShared
            | Self::MailDoubled
            | Self::PersonTwice
            | Self::Namesakes
            | Self::PupilWithoutParent
            | Self::ParentWithoutPupil
            | Self::ChildNotFound
            | Self::ChildAmbiguous
            | Self::ClassMissing
            | Self::ClassUnknown
            | Self::ReadinessUnknown => Severity::Look,
            Self::TurnsFourteen | Self::TurnsEighteen => Severity::Note,
        }
    }

    /// Who mends it.
    pub const fn mender(self) -> Mender {
        match self {
            Self::RoleUnknown
            | Self::SnilsMalformed
            | Self::SnilsDoubled
            | Self::SnilsOfParent
            | Self::SnilsPublished
            | Self::NameMissing
            | Self::NameSwapped
            | Self::NameLatin
            | Self::NameDoubleBlank
            | Self::NameInvisible
            | Self::NameLongDash
            | Self::NameSymbols
            | Self::NameCase
            | Self::NameYo
            | Self::NameDiffers
            | Self::MiddlePlaceholder
            | Self::GenderUnknown
            | Self::BirthImpossible
            | Self::BirthFuture
            | Self::BirthTooEarly
            | Self::PersonTwice
            | Self::Namesakes
            | Self::ClassMissing
            | Self::ClassUnknown => Mender::Administrator,
            Self::RowUnreadable
            | Self::RowShifted
            | Self::CellFormula
            | Self::ColumnMissing
            | Self::SnilsZerosLost
            | Self::SnilsScientific
            | Self::NameUndivided => Mender::Author,
            Self::SnilsMissing
            | Self::SnilsPlaceholder
            | Self::SnilsWrongDigits
            | Self::NameInitials
            | Self::NameNotCyrillic
            | Self::MiddleMissing
            | Self::GenderDisagrees
            | Self::BirthMissing
            | Self::AgeAgainstClass
            | Self::ParentTooYoung
            | Self::PhoneInvalid
            | Self::PhoneShared
            | Self::PhoneDoubled
            | Self::MailInvalid
            | Self::MailShared
            | Self::MailDoubled
            | Self::PupilWithoutParent
            | Self::ParentWithoutPupil
            | Self::ChildNotFound
            | Self::ChildAmbiguous
            | Self::ReadinessUnknown => Mender::ClassTeacher,
            Self::TurnsFourteen | Self::TurnsEighteen | Self::NoWayIn => Mender::Parent,
        }
    }
}
