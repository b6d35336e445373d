//! Vehicles: the number plate and the registration certificate, as an owner enters them in the profile.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::chars;
use crate::domain::person::text::Text;

/// What an owner calls the vehicle: at most 100 characters (ours).
pub type VehicleName = Text<100>;

/// A vehicle of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vehicle {
    /// Its number among what belongs to the person.
    pub id: u64,
    /// What the owner calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<VehicleName>,
    /// The number plate.
    pub plate: NumberPlate,
    /// The registration certificate.
    pub certificate: RegistrationCertificate,
}

/// A number plate: 6 to 9 digits and letters, the letters those that look alike in both alphabets, kept as Cyrillic.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NumberPlate(String);

/// A text that is no number plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected 6 to 9 signs: digits and the letters АВЕКМНОРСТУХ, as in А000АА000")]
pub struct NumberPlateError;

/// The letters of number plates, and the Latin ones of the same look.
const LETTERS: [(char, char); 12] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
];

impl FromStr for NumberPlate {
    type Err = NumberPlateError;

    fn from_str(text: &str) -> Result<Self, NumberPlateError> {
        let signs = text.chars().filter(|sign| !chars::is_blank(*sign)).flat_map(char::to_uppercase);
        let plate: Option<String> = signs.map(plate_sign).collect();
        let plate = plate.filter(|plate| (6..=9).contains(&plate.chars().count())).ok_or(NumberPlateError)?;
        let has_both =
            plate.chars().any(char::is_alphabetic) && plate.contains(|sign: char| sign.is_ascii_digit());
        if has_both { Ok(Self(plate)) } else { Err(NumberPlateError) }
    }
}

fn plate_sign(sign: char) -> Option<char> {
    if sign.is_ascii_digit() {
        return Some(sign);
    }
    LETTERS.iter().find(|(own, alike)| sign == *own || sign == *alike).map(|(own, _)| *own)
}

impl fmt::Display for NumberPlate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl fmt::Debug for NumberPlate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("NumberPlate(***)")
    }
}

impl TryFrom<String> for NumberPlate {
    type Error = NumberPlateError;

    fn try_from(text: String) -> Result<Self, NumberPlateError> {
        text.parse()
    }
}

impl From<NumberPlate> for String {
    fn from(plate: NumberPlate) -> Self {
        plate.0
    }
}

/// A registration certificate: a series of two digits and two digits or letters, a number of six digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(String, String)", into = "(String, String)")]
pub struct RegistrationCertificate {
    series: String,
    number: String,
}

/// A series and number that are no registration certificate's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a series such as 1231 or 12ХХ and a number of 6 digits")]
pub struct RegistrationCertificateError;

impl RegistrationCertificate {
    /// Reads series and number; blanks do not count.
    ///
    /// # Errors
    /// Signs that a certificate does not have.
    pub fn parse(series: &str, number: &str) -> Result<Self, RegistrationCertificateError> {
        let tight = |text: &str| text.replace(chars::is_blank, "").to_uppercase();
        let series: Option<String> = tight(series).chars().map(plate_sign).collect();
        let series = series.ok_or(RegistrationCertificateError)?;
        let number = tight(number);
        let starts_right = series.chars().take(2).all(|sign| sign.is_ascii_digit());
        if starts_right && series.chars().count() == 4 && chars::are_digits(&number, 6) {
            Ok(Self { series, number })
        } else {
            Err(RegistrationCertificateError)
        }
    }

    /// The series.
    pub fn series(&self) -> &str {
        &self.series
    }

    /// The number.
    pub fn number(&self) -> &str {
        &self.number
    }
}

impl fmt::Debug for RegistrationCertificate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RegistrationCertificate(***)")
    }
}

impl TryFrom<(String, String)> for RegistrationCertificate {
    type Error = RegistrationCertificateError;

    fn try_from((series, number): (String, String)) -> Result<Self, RegistrationCertificateError> {
        Self::parse(&series, &number)
    }
}

impl From<RegistrationCertificate> for (String, String) {
    fn from(certificate: RegistrationCertificate) -> Self {
        (certificate.series, certificate.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_is_cyrillic_however_it_is_typed() {
        for (typed, kept) in [("a 000 aa 00", "А000АА00"), ("К123ЕМ777", "К123ЕМ777"), ("аа00000", "АА00000")]
        {
            assert_eq!(typed.parse::<NumberPlate>().map(String::from), Ok(kept.to_owned()));
        }
        for wrong in ["", "А000АА0000", "Ж000АА00", "000000", "ААААААА", "А000-АА"] {
            assert_eq!(wrong.parse::<NumberPlate>(), Err(NumberPlateError), "{wrong}");
        }
    }

    #[test]
    fn a_certificate_has_four_signs_and_six_digits() {
        let read =
            |series, number| RegistrationCertificate::parse(series, number).map(<(String, String)>::from);
        assert_eq!(read("12 31", "231231"), Ok(("1231".to_owned(), "231231".to_owned())));
        assert_eq!(read("99xx", "000 001"), Ok(("99ХХ".to_owned(), "000001".to_owned())));
        for (series, number) in [("123", "231231"), ("ХХ12", "231231"), ("1231", "23123"), ("12ЖЖ", "231231")]
        {
            assert_eq!(read(series, number), Err(RegistrationCertificateError), "{series} {number}");
        }
    }

    #[test]
    fn nothing_of_a_vehicle_shows_in_debug() {
        let vehicle = Vehicle {
            id: 1,
            name: Some("Тележка".parse().unwrap()),
            plate: "А000АА00".parse().unwrap(),
            certificate: RegistrationCertificate::parse("1231", "231231").unwrap(),
        };
        let shown = format!("{vehicle:?}");
        assert!(!["Тележка", "А000", "1231"].iter().any(|part| shown.contains(part)), "{shown}");
    }
}
