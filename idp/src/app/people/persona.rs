//! The maker of made-up people: everything a wish leaves open is filled in so that the person is consistent.
//!
//! **Invariant:** a pure function of its arguments; people of different sequence numbers share no number or contact.

use jiff::civil::{Date, date};

use crate::domain::person::{
    Address, BirthDate, BirthPlace, Country, Document, Email, FullName, Gender, Inn, Phone, Snils,
};

mod chance;
mod declension;
mod error;
mod foreigners;
mod lists;
mod mixer;
mod naming;
mod papers;
mod places;
mod search;
mod serial;
mod wish;

use chance::{Chance, Topic};
pub use error::PersonaError;
pub(crate) use search::Search;
pub use serial::SEQUENCE_MAX;
pub(crate) use serial::Serial;
pub use wish::{PassportWish, Wish};

/// The ages at which an adult nobody wished older or younger is made up.
const ADULT_AGES: (u8, u8) = (18, 75);
/// The ages of a made-up minor: at school, and without a passport yet.
const MINOR_AGES: (u8, u8) = (7, 13);
/// Someone who took a passport at 45 never changes it again.
const AGE_OF_LAST_PASSPORT: i16 = 46;
const CLOCK_MIN: Date = date(1980, 1, 1);
const CLOCK_MAX: Date = date(2189, 12, 31);

/// A made-up person, complete and consistent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// Surname, first name and patronymic.
    pub name: FullName,
    /// The gender, with which the name agrees.
    pub gender: Gender,
    /// The day of birth.
    pub birth_date: BirthDate,
    /// The place of birth.
    pub birth_place: BirthPlace,
    /// The citizenship.
    pub citizenship: Country,
    /// The insurance number, `901-000-000` to `901-899-999` unless wished; from `902-000-000` on in populations.
    pub snils: Snils,
    /// The taxpayer number, of a tax office 00 that region 99 does not have, unless wished; of a region 00 in populations.
    pub inn: Inn,
    /// A passport; a birth certificate of someone too young for it; a foreign document of a foreigner.
    pub document: Document,
    /// Where the person lives, in a town that does not exist.
    pub address: Address,
    /// A mobile phone with the unused code 000, unless wished.
    pub mobile: Phone,
    /// A mail address at `example.test`, unless wished.
    pub email: Email,
}

/// Makes up the person number `sequence` of a seed, as of `today`.
///
/// Wished values are kept as they are, even where they do not suit one another in spelling; each of the others depends
/// on seed and sequence, and on a wish only where it must agree with it.
///
/// # Errors
/// The wish contradicts itself, or the sequence or the day leaves no room.
pub fn make_up(seed: u64, sequence: u32, today: Date, wish: &Wish) -> Result<Persona, PersonaError> {
    if !(CLOCK_MIN..=CLOCK_MAX).contains(&today) {
        return Err(PersonaError::Clock);
    }
    let serial = Serial::new(sequence).ok_or(PersonaError::Sequence)?;
    wish.check(today)?;
    let chance = Chance::new(seed, sequence);
    let gender = naming::gender(chance, wish);
    let birth_date = birth_date(chance, today, wish)?;
    let home = places::home(chance);
    let citizenship = wish.citizenship.unwrap_or_else(|| naming::citizenship(chance, wish));
    let name = naming::full_name(chance, gender, citizenship, wish);
    Ok(Persona {
        name,
        gender,
        birth_date,
        birth_place: wish.birth_place.clone().unwrap_or_else(|| places::birth_place(chance, citizenship)),
        citizenship,
        snils: wish.snils.unwrap_or_else(|| serial.snils()),
        inn: wish.inn.unwrap_or_else(|| serial.inn()),
        document: papers::document(&papers::Owner { chance, serial, birth_date, citizenship, today }, wish),
        address: wish.address.clone().unwrap_or_else(|| home.address(serial.id())),
        mobile: wish.mobile.unwrap_or_else(|| serial.mobile()),
        email: wish.email.clone().unwrap_or_else(|| serial.email()),
    })
}

/// A day of birth that gives the wished age, and to which a wished day of issue fits.
fn birth_date(chance: Chance, today: Date, wish: &Wish) -> Result<BirthDate, PersonaError> {
    if let Some(birth_date) = wish.birth_date {
        return Ok(birth_date);
    }
    let (youngest, oldest) = if wish.minor { MINOR_AGES } else { ADULT_AGES };
    let drawn = chance.birthday_between(Topic::Birth, today, youngest, oldest);
    let birth_date = BirthDate::new(drawn).map_err(|_| PersonaError::Clock)?;
    let Some(issued_on) = wish.passport.as_ref().and_then(|passport| passport.issued_on) else {
        return Ok(birth_date);
    };
    if papers::counts(birth_date, issued_on, today) {
        return Ok(birth_date);
    }
    let older = Date::new(issued_on.year() - AGE_OF_LAST_PASSPORT, drawn.month(), drawn.day().min(28));
    older.ok().and_then(|older| BirthDate::new(older).ok()).ok_or(PersonaError::PassportBeforeBirth)
}

#[cfg(test)]
mod tests;
