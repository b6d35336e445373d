//! A person as a tester writes one down, in JSON or TOML: texts, and the values they parse into.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::belongings::{DocumentForm, VehicleForm};
use crate::app::people::beside::Beside;
use crate::app::people::extras::{ExtrasForm, PaperForm};
use crate::app::people::fault::{FieldFault, fault, field};
use crate::app::people::persona::{PassportWish, Wish};
use crate::app::people::wanted::{COUNT_MAX, NewPerson, ParentName};
use crate::domain::account::Level;
use crate::domain::id::Oid;
use crate::domain::person::{Gender, PassportNumber, Snils, date};

/// A person to make; whatever is left out is made up so that it fits together.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PersonForm {
    /// How much of the account is proved. When left out: confirmed; a person under fourteen is what
    /// `family.child_trusted` makes of children's accounts.
    pub level: Option<Level>,
    /// Surname.
    pub last_name: Option<String>,
    /// Given name.
    pub first_name: Option<String>,
    /// Patronymic; an empty text is a person without one.
    pub middle_name: Option<String>,
    /// `M` or `F`.
    #[schema(value_type = Option<Gender>)]
    pub gender: Option<String>,
    /// `dd.MM.yyyy`.
    pub birth_date: Option<String>,
    /// Place of birth.
    pub birth_place: Option<String>,
    /// Three letters.
    pub citizenship: Option<String>,
    /// `XXX-XXX-XXX XX`.
    pub snils: Option<String>,
    /// Twelve digits.
    pub inn: Option<String>,
    /// `+7(XXX)XXXXXXX`.
    pub mobile: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Password; made up when left out. The tester's own word: the rules of registration are not asked.
    pub password: Option<String>,
    /// The passport.
    pub passport: Option<PassportForm>,
    /// Whether the person is under fourteen, with a birth certificate and an account such as parents make.
    pub minor: Option<bool>,
    /// The parents of a minor, each by SNILS or oid: confirmed, and made before.
    pub parents: Vec<String>,
    /// Whether the parents gave consent for school data.
    pub school_consent: Option<bool>,
    /// What is asked for after the password: `none`, `sms`, or `max` where the messenger MAX is bound; none when left out.
    pub second_factor: Option<String>,
    /// What other systems know of the person.
    pub extras: Option<ExtrasForm>,
    /// Documents beside the one that proves the identity.
    pub documents: Vec<DocumentForm>,
    /// Vehicles.
    pub vehicles: Vec<VehicleForm>,
    /// What the Social Fund knows of the paper behind a foreigner's identity document.
    pub foreign_paper: Option<PaperForm>,
    /// How many such people to make, each made up anew where nothing is given; 1 when left out.
    pub count: Option<u32>,
}

/// A passport to give a person.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PassportForm {
    /// Four digits.
    pub series: Option<String>,
    /// Six digits.
    pub number: Option<String>,
    /// `dd.MM.yyyy`.
    pub issued_on: Option<String>,
    /// Six digits.
    pub issuer_code: Option<String>,
    /// Who issued it.
    pub issued_by: Option<String>,
}

/// Reads an optional field.
impl PersonForm {
    /// Reads the texts.
    ///
    /// # Errors
    /// The first field that does not hold what it should.
    pub fn parse(&self) -> Result<NewPerson, FieldFault> {
        let middle = self.middle_name.as_deref().map(str::trim);
        let wish = Wish {
            last_name: field("last_name", self.last_name.as_deref())?,
            first_name: field("first_name", self.first_name.as_deref())?,
            middle_name: field("middle_name", middle.filter(|middle| !middle.is_empty()))?,
            no_middle_name: middle == Some(""),
            gender: field("gender", self.gender.as_deref())?,
            birth_date: field("birth_date", self.birth_date.as_deref())?,
            birth_place: field("birth_place", self.birth_place.as_deref())?,
            citizenship: field("citizenship", self.citizenship.as_deref())?,
            snils: field("snils", self.snils.as_deref())?,
            inn: field("inn", self.inn.as_deref())?,
            mobile: field("mobile", self.mobile.as_deref())?,
            email: field("email", self.email.as_deref())?,
            passport: self.passport.as_ref().map(PassportForm::parse).transpose()?,
            address: None,
            minor: self.minor.unwrap_or_default(),
            foreigner: false,
        };
        let level = self.level;
        let named = |(index, text): (usize, &String)| {
            let oid = text.parse::<Oid>().ok().filter(|oid| oid.number() >= Oid::FIRST.number());
            let snils = || text.parse::<Snils>().map(ParentName::Snils);
            oid.map_or_else(snils, |oid| Ok(ParentName::Oid(oid)))
                .map_err(|error| fault(&format!("parents[{index}]"), error))
        };
        let parents = self.parents.iter().enumerate().map(named).collect::<Result<_, _>>()?;
        let school_consent = self.school_consent.unwrap_or_default();
        let count = self.count.unwrap_or(1);
        if !(1..=COUNT_MAX).contains(&count) {
            return Err(fault("count", format!("expected 1 to {COUNT_MAX}")));
        }
        let beside = Beside::parse(
            self.extras.as_ref(),
            (&self.documents, &self.vehicles),
            self.foreign_paper.as_ref(),
            self.second_factor.as_deref(),
        )?;
        let password = self.password.clone();
        Ok(NewPerson { wish, level, password, parents, school_consent, beside, count })
    }
}

impl PassportForm {
    fn parse(&self) -> Result<PassportWish, FieldFault> {
        let number = match (&self.series, &self.number) {
            (None, None) => None,
            (Some(series), Some(number)) => Some(
                PassportNumber::from_parts(series, number)
                    .map_err(|error| fault("passport.number", error))?,
            ),
            _ => return Err(fault("passport.series", "expected series and number together")),
        };
        let issued_on = self.issued_on.as_deref().map(date::parse).transpose();
        Ok(PassportWish {
            number,
            issued_on: issued_on.map_err(|error| fault("passport.issued_on", error))?,
            issuer_code: field("passport.issuer_code", self.issuer_code.as_deref())?,
            issued_by: field("passport.issued_by", self.issued_by.as_deref())?,
        })
    }
}
