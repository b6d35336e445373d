//! Owns the words of a finding: how much it matters, who mends it, which cell it is about.

use lang::Said;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Somebody will be locked out, or sees what is another's.
    Blocks,
    /// Something may fail; a person has to look.
    Look,
    /// Nothing is wrong; something will change on a day.
    Note,
}

impl Severity {
    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Look => "look",
            Self::Note => "note",
        }
    }

    /// Its name on pages.
    pub const fn named(self) -> Said {
        match self {
            Self::Blocks => Said { ru: "не войдёт", en: "locked out" },
            Self::Look => Said { ru: "проверить", en: "to be looked at" },
            Self::Note => Said { ru: "к сведению", en: "for information" },
        }
    }
}

/// Who mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mender {
    /// Who keeps the diary at the school.
    Administrator,
    /// Who made the file.
    Author,
    /// Knows the family.
    ClassTeacher,
    /// Father, mother, guardian.
    Parent,
}

impl Mender {
    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Author => "author",
            Self::ClassTeacher => "class-teacher",
            Self::Parent => "parent",
        }
    }

    /// Its name on pages.
    pub const fn named(self) -> Said {
        match self {
            Self::Administrator => {
                Said { ru: "администратор дневника", en: "the diary's administrator" }
            }
            Self::Author => Said { ru: "кто составил файл", en: "whoever made the file" },
            Self::ClassTeacher => {
                Said { ru: "классный руководитель", en: "the class teacher" }
            }
            Self::Parent => Said { ru: "родитель", en: "the parent" },
        }
    }
}

/// The cell that a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The row as a whole.
    Row,
    /// The role.
    Role,
    /// Surname.
    LastName,
    /// Name.
    FirstName,
    /// Patronymic.
    MiddleName,
    /// Gender.
    Gender,
    /// Birth date.
    Birth,
    /// SNILS.
    Snils,
    /// Phone.
    Phone,
    /// Mail address.
    Mail,
    /// Class.
    Class,
    /// School.
    School,
    /// The children of a parent, the parents of a pupil.
    Kin,
    /// The survey's answer.
    Readiness,
}

impl Field {
    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Role => "role",
            Self::LastName => "last-name",
            Self::FirstName => "first-name",
            Self::MiddleName => "middle-name",
            Self::Gender => "gender",
            Self::Birth => "birth",
            Self::Snils => "snils",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Class => "class",
            Self::School => "school",
            Self::Kin => "kin",
            Self::Readiness => "readiness",
        }
    }

    /// Its name on pages.
    pub const fn named(self) -> Said {
        match self {
            Self::Row => Said { ru: "строка", en: "row" },
            Self::Role => Said { ru: "роль", en: "role" },
            Self::LastName => Said { ru: "фамилия", en: "surname" },
            Self::FirstName => Said { ru: "имя", en: "name" },
            Self::MiddleName => Said { ru: "отчество", en: "patronymic" },
            Self::Gender => Said { ru: "пол", en: "gender" },
            Self::Birth => Said { ru: "дата рождения", en: "birth date" },
            Self::Snils => Said { ru: "СНИЛС", en: "SNILS" },
            Self::Phone => Said { ru: "телефон", en: "phone" },
            Self::Mail => Said { ru: "почта", en: "mail" },
            Self::Class => Said { ru: "класс", en: "class" },
            Self::School => Said { ru: "школа", en: "school" },
            Self::Kin => Said { ru: "родители и дети", en: "parents and children" },
            Self::Readiness => Said { ru: "учётная запись", en: "account" },
        }
    }
}
