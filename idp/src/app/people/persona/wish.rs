//! What is asked of a made-up person, and which wishes contradict one another.

use jiff::civil::Date;

use crate::app::people::persona::error::PersonaError;
use crate::domain::person::{
    Address, BirthDate, BirthPlace, Country, Email, Gender, Inn, IssuedBy, IssuerCode, NamePart,
    PassportNumber, Phone, Snils,
};

/// What is asked of a made-up person; whatever is left open is made up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The surname.
    pub last_name: Option<NamePart>,
    /// The first name.
    pub first_name: Option<NamePart>,
    /// The patronymic.
    pub middle_name: Option<NamePart>,
    /// The person has no patronymic.
    pub no_middle_name: bool,
    /// The gender; otherwise it follows from the wished names, when they tell it.
    pub gender: Option<Gender>,
    /// The day of birth.
    pub birth_date: Option<BirthDate>,
    /// The place of birth.
    pub birth_place: Option<BirthPlace>,
    /// The citizenship.
    pub citizenship: Option<Country>,
    /// The insurance number.
    pub snils: Option<Snils>,
    /// The taxpayer number.
    pub inn: Option<Inn>,
    /// The mobile phone.
    pub mobile: Option<Phone>,
    /// The mail address.
    pub email: Option<Email>,
    /// What is asked of the passport.
    pub passport: Option<PassportWish>,
    /// Where the person lives.
    pub address: Option<Address>,
    /// The person is a pupil under fourteen, with a birth certificate in place of a passport.
    pub minor: bool,
    /// The person is no citizen of Russia.
    pub foreigner: bool,
}

/// What is asked of a made-up passport.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassportWish {
    /// Series and number.
    pub number: Option<PassportNumber>,
    /// The day of issue.
    pub issued_on: Option<Date>,
    /// The code of the department that issued it.
    pub issuer_code: Option<IssuerCode>,
    /// The department that issued it.
    pub issued_by: Option<IssuedBy>,
}

impl Wish {
    /// Whether another citizenship than Russia's is asked for, by name or not.
    pub(crate) fn is_foreign(&self) -> bool {
        self.foreigner || self.citizenship.is_some_and(|country| !country.is_russia())
    }

    /// Refuses a wish that contradicts itself on this day.
    pub(crate) fn check(&self, today: Date) -> Result<(), PersonaError> {
        if self.no_middle_name && self.middle_name.is_some() {
            return Err(PersonaError::MiddleName);
        }
        if self.foreigner && self.citizenship.is_some_and(Country::is_russia) {
            return Err(PersonaError::RussianForeigner);
        }
        if let Some(birth_date) = self.birth_date {
            if birth_date.date() > today {
                return Err(PersonaError::NotBornYet);
            }
            if self.minor && birth_date.age_on(today) >= 14 {
                return Err(PersonaError::MinorOfAge);
            }
        }
        self.passport.as_ref().map_or(Ok(()), |passport| self.check_passport(passport, today))
    }

    fn check_passport(&self, passport: &PassportWish, today: Date) -> Result<(), PersonaError> {
        if self.is_foreign() {
            return Err(PersonaError::PassportOfForeigner);
        }
        if self.minor || self.birth_date.is_some_and(|birth_date| birth_date.age_on(today) < 14) {
            return Err(PersonaError::PassportOfChild);
        }
        let Some(issued_on) = passport.issued_on else { return Ok(()) };
        if issued_on > today {
            return Err(PersonaError::PassportOfTomorrow);
        }
        let early = self.birth_date.is_some_and(|birth_date| issued_on < birth_date.date());
        if early { Err(PersonaError::PassportBeforeBirth) } else { Ok(()) }
    }
}
