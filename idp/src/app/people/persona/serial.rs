//! Numbers and contacts that follow from a person's sequence number alone, in ranges nobody real can have.

use crate::domain::id::Oid;
use crate::domain::person::{Email, Inn, PassportNumber, Phone, Snils};

/// The greatest sequence number of a person who is made one by one.
pub const SEQUENCE_MAX: u32 = 899_999;
/// The first sequence number of a person of a population: below it all numbers of identifiers are a digit shorter.
pub(crate) const FIRST_OF_POPULATIONS: u32 = 1_000_000;

/// A sequence number within the ranges.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Serial(u32);

/// Insurance numbers that start with 9 are not given out; 900-… is left to hand-written people.
const SNILS_FIRST: u32 = 901_000_000;
/// Region 99 has no tax office 00; the first hundred thousand are left to hand-written people.
const INN_FIRST: u64 = 9_900_100_000;
/// The code 000 belongs to no network; the first million are left to hand-written people.
const MOBILE_FIRST: u64 = 1_000_000;
/// No region has the code 00; the series 000x are left to the published people of the test stand.
const PASSPORT_SERIES_FIRST: u64 = 11;
/// Region 00 does not exist: people of populations have its taxpayer numbers, the first of which are left to others.
const POPULATION_INN_FIRST: u64 = 1_000_000;
/// Passport numbers of test people are divisible by three (Regulation of the test stand, 1.8).
const PASSPORT_STEP: u64 = 3;
const PASSPORTS_IN_SERIES: u64 = 333_333;

impl Serial {
    pub(crate) fn new(sequence: u32) -> Option<Self> {
        let of_population = FIRST_OF_POPULATIONS..FIRST_OF_POPULATIONS + Oid::OF_POPULATIONS;
        (sequence <= SEQUENCE_MAX || of_population.contains(&sequence)).then_some(Self(sequence))
    }

    /// The number of a person of a population.
    pub(crate) fn of_population(oid: Oid) -> Option<Self> {
        let place = oid
            .number()
            .checked_sub(Oid::FIRST_OF_POPULATIONS.number())
            .filter(|_| oid.is_of_population())?;
        Some(Self(FIRST_OF_POPULATIONS + u32::try_from(place).ok()?))
    }

    /// The person of a population who alone may have been made up with this login, canonical.
    pub(crate) fn holder(login: &str) -> Option<Oid> {
        let sequence = match login.as_bytes() {
            [b'+', ..] => number(login.strip_prefix("+7(000)")?)?.checked_sub(MOBILE_FIRST)?,
            [b'9', ..] => {
                let snils: Snils = login.parse().ok()?;
                u64::from(snils.number().checked_sub(SNILS_FIRST)?)
            }
            _ => number(login.strip_prefix("person")?.strip_suffix("@example.test")?)?,
        };
        let place = sequence.checked_sub(FIRST_OF_POPULATIONS.into())?;
        let oid = Oid::new(Oid::FIRST_OF_POPULATIONS.number() + place);
        Some(oid).filter(|oid| oid.is_of_population())
    }

    /// The sequence number.
    pub(crate) fn sequence(self) -> u32 {
        self.0
    }

    /// A number for the person's document and address.
    pub(crate) fn id(self) -> u64 {
        u64::from(self.0)
    }

    pub(crate) fn snils(self) -> Snils {
        Snils::from_number(SNILS_FIRST + self.0).expect("invariant: nine digits")
    }

    pub(crate) fn inn(self) -> Inn {
        let first = if self.0 < FIRST_OF_POPULATIONS { INN_FIRST } else { POPULATION_INN_FIRST };
        Inn::from_first_ten(first + self.id()).expect("invariant: ten digits")
    }

    pub(crate) fn mobile(self) -> Phone {
        Phone::from_national(MOBILE_FIRST + self.id()).expect("invariant: ten digits")
    }

    pub(crate) fn email(self) -> Email {
        format!("person{}@example.test", self.0).parse().expect("invariant: a plain address")
    }

    pub(crate) fn passport(self) -> PassportNumber {
        let series = PASSPORT_SERIES_FIRST + self.id() / PASSPORTS_IN_SERIES;
        let number = (self.id() % PASSPORTS_IN_SERIES + 1) * PASSPORT_STEP;
        PassportNumber::from_digits(series * 1_000_000 + number).expect("invariant: ten digits")
    }

    /// Series and number of a birth certificate.
    pub(crate) fn birth_certificate(self) -> (&'static str, String) {
        // The letters ЪЪ start no word, so that no registry office uses them.
        let series = ["I-ЪЪ", "II-ЪЪ", "III-ЪЪ", "IV-ЪЪ", "V-ЪЪ", "VI-ЪЪ"][(self.0 / 1_000_000) as usize];
        (series, format!("{:06}", self.0 % 1_000_000))
    }

    /// The number of a foreigner's document.
    pub(crate) fn foreign_document(self) -> String {
        format!("SIM{:07}", self.0)
    }
}

/// Seven digits or none.
fn number(digits: &str) -> Option<u64> {
    (digits.len() == 7 && digits.bytes().all(|digit| digit.is_ascii_digit())).then(|| digits.parse().ok())?
}
