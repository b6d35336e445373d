//! People as the control API is given them: a person to make, a person to change.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::people::{Change, PassportForm, PersonForm};

/// A person to make; whatever is left out is made up so that it fits together.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPersonJson {
    /// `simplified`, `standard` or `confirmed`; confirmed when left out.
    level: Option<String>,
    /// Surname.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic; null or an empty text is a person without one.
    #[serde(default, deserialize_with = "absent_or_null")]
    middle_name: Option<Option<String>>,
    /// `M` or `F`.
    gender: Option<String>,
    /// `dd.MM.yyyy`.
    birth_date: Option<String>,
    /// Place of birth.
    birth_place: Option<String>,
    /// Three letters.
    citizenship: Option<String>,
    /// `XXX-XXX-XXX XX`.
    snils: Option<String>,
    /// Twelve digits.
    inn: Option<String>,
    /// `+7(XXX)XXXXXXX`.
    mobile: Option<String>,
    /// E-mail.
    email: Option<String>,
    /// Password; the rules of registration are not asked.
    password: Option<String>,
    /// The passport.
    passport: Option<NewPassportJson>,
    /// Whether the person is under fourteen, with a birth certificate and an account such as parents make.
    minor: Option<bool>,
    /// The parents of a minor, each by SNILS or oid, confirmed: their cards are checked and linked.
    #[serde(default)]
    parents: Vec<String>,
    /// Whether the parents gave consent for school data.
    school_consent: Option<bool>,
    /// How many such people to make, each made up anew where nothing is given; 1 when left out.
    pub(crate) count: Option<u32>,
}

/// A passport to give a person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassportJson {
    /// Four digits.
    series: Option<String>,
    /// Six digits.
    number: Option<String>,
    /// `dd.MM.yyyy`.
    issued_on: Option<String>,
    /// Six digits.
    issuer_code: Option<String>,
    /// Who issued it.
    issued_by: Option<String>,
}

/// New values of a person; what is left out stays, null or an empty text takes away what may be absent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChangeJson {
    /// Surname.
    last_name: Option<String>,
    /// Given name.
    first_name: Option<String>,
    /// Patronymic.
    #[serde(default, deserialize_with = "absent_or_null")]
    middle_name: Option<Option<String>>,
    /// `M` or `F`.
    gender: Option<String>,
    /// `dd.MM.yyyy`.
    birth_date: Option<String>,
    /// Place of birth.
    birth_place: Option<String>,
    /// Three letters.
    citizenship: Option<String>,
    /// SNILS.
    #[serde(default, deserialize_with = "absent_or_null")]
    snils: Option<Option<String>>,
    /// INN.
    #[serde(default, deserialize_with = "absent_or_null")]
    inn: Option<Option<String>>,
    /// Mobile phone.
    #[serde(default, deserialize_with = "absent_or_null")]
    mobile: Option<Option<String>>,
    /// E-mail.
    #[serde(default, deserialize_with = "absent_or_null")]
    email: Option<Option<String>>,
    /// Password.
    password: Option<String>,
    /// Series and number, ten digits.
    passport: Option<String>,
}

impl NewPersonJson {
    /// The form it fills in.
    pub(crate) fn form(self) -> PersonForm {
        PersonForm {
            level: self.level,
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name.map(Option::unwrap_or_default),
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            citizenship: self.citizenship,
            snils: self.snils,
            inn: self.inn,
            mobile: self.mobile,
            email: self.email,
            password: self.password,
            passport: self.passport.map(|passport| PassportForm {
                series: passport.series,
                number: passport.number,
                issued_on: passport.issued_on,
                issuer_code: passport.issuer_code,
                issued_by: passport.issued_by,
            }),
            minor: self.minor,
            parents: self.parents,
            school_consent: self.school_consent,
        }
    }
}

impl PersonChangeJson {
    /// The change it asks for.
    pub(crate) fn change(self) -> Change {
        Change {
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: self.middle_name.map(Option::unwrap_or_default),
            gender: self.gender,
            birth_date: self.birth_date,
            birth_place: self.birth_place,
            citizenship: self.citizenship,
            snils: self.snils.map(Option::unwrap_or_default),
            inn: self.inn.map(Option::unwrap_or_default),
            mobile: self.mobile.map(Option::unwrap_or_default),
            email: self.email.map(Option::unwrap_or_default),
            password: self.password,
            passport: self.passport,
        }
    }
}

/// Tells `null` from nothing at all.
fn absent_or_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}
