//! Numbers and contacts that follow from a person's sequence number alone, in ranges nobody real can have.

use crate::domain::person::{Email, Inn, PassportNumber, Phone, Snils};

/// The greatest sequence number a person is made up for.
pub const SEQUENCE_MAX: u32 = 899_999;

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
/// Passport numbers of test people are divisible by three (Regulation of the test stand, 1.8).
const PASSPORT_STEP: u64 = 3;
const PASSPORTS_IN_SERIES: u64 = 333_333;

impl Serial {
    pub(crate) fn new(sequence: u32) -> Option<Self> {
        (sequence <= SEQUENCE_MAX).then_some(Self(sequence))
    }

    /// A number for the person's document and address.
    pub(crate) fn id(self) -> u64 {
        u64::from(self.0)
    }

    pub(crate) fn snils(self) -> Snils {
        Snils::from_number(SNILS_FIRST + self.0).expect("invariant: nine digits")
    }

    pub(crate) fn inn(self) -> Inn {
        Inn::from_first_ten(INN_FIRST + self.id()).expect("invariant: ten digits")
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
        ("I-ЪЪ", format!("{:06}", self.0))
    }

    /// The number of a foreigner's document.
    pub(crate) fn foreign_document(self) -> String {
        format!("SIM{:07}", self.0)
    }
}
