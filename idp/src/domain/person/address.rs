//! A person's postal addresses, in the parts the address register cuts them into.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::person::country::Country;
use crate::domain::person::text::Text;

pub mod codes;
mod error;
pub mod postal;

pub use codes::{FiasCode, FiasLevel, QualityCodes, ZipCode};
pub use error::AddressError;
pub use postal::{PostalField, PostalForm};

/// The address in one line, without house and flat: at most 255 characters.
pub type AddressLine = Text<255>;
/// A region, town, street, house or flat: at most 120 characters.
pub type AddressPart = Text<120>;

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AddressKind {
    /// `PLV`: where the person lives.
    #[serde(rename = "PLV")]
    Residence,
    /// `PRG`: where the person is registered.
    #[serde(rename = "PRG")]
    Registration,
    /// `PTA`: where the person is registered for a time; only in version 2 of the data API (MR А.2).
    #[serde(rename = "PTA")]
    Temporary,
}

/// An address; only the line and the country are always there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The address's number among the addresses of a realm.
    pub id: u64,
    /// What it is for.
    pub kind: AddressKind,
    /// The country.
    pub country: Country,
    /// The whole address in one line, without house and flat.
    pub line: AddressLine,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<ZipCode>,
    /// The code of the address register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fias_code: Option<FiasCode>,
    /// The region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<AddressPart>,
    /// The area (район) of the region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AddressPart>,
    /// The city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<AddressPart>,
    /// The district inside the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<AddressPart>,
    /// The settlement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<AddressPart>,
    /// The additional area, such as an allotment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addition_area: Option<AddressPart>,
    /// The street of the additional area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addition_area_street: Option<AddressPart>,
    /// The street.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<AddressPart>,
    /// The house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<AddressPart>,
    /// The block (корпус) of the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<AddressPart>,
    /// The building (строение) of the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub building: Option<AddressPart>,
    /// The flat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flat: Option<AddressPart>,
    /// The room of the flat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<AddressPart>,
    /// The short name of what the house is, such as «д».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house_type: Option<AddressPart>,
    /// The same in full, such as «дом».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house_type_full: Option<AddressPart>,
    /// What the block is called, such as «к».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame_type: Option<AddressPart>,
    /// How deep the code of the address register goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fias_code_level: Option<FiasLevel>,
    /// Whether it was chosen from the address register's list, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<bool>,
    /// What the check of the address found, as codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality_codes: Option<QualityCodes>,
}

impl Address {
    /// An address in Russia of which only the line is known.
    pub const fn new(id: u64, kind: AddressKind, line: AddressLine) -> Self {
        Self {
            id,
            kind,
            country: Country::RUSSIA,
            line,
            zip_code: None,
            fias_code: None,
            region: None,
            area: None,
            city: None,
            district: None,
            settlement: None,
            addition_area: None,
            addition_area_street: None,
            street: None,
            house: None,
            frame: None,
            building: None,
            flat: None,
            room: None,
            house_type: None,
            house_type_full: None,
            frame_type: None,
            fias_code_level: None,
            selected: None,
            quality_codes: None,
        }
    }

    /// The address as an envelope carries it: postal code, line, house and flat.
    pub fn envelope(&self) -> String {
        let zip_code = self.zip_code.iter().map(ToString::to_string);
        let numbered =
            [("д.", &self.house), ("корп.", &self.frame), ("стр.", &self.building), ("кв.", &self.flat)];
        let numbers =
            numbered.iter().filter_map(|(word, part)| part.as_ref().map(|part| format!("{word} {part}")));
        zip_code.chain([self.line.to_string()]).chain(numbers).collect::<Vec<_>>().join(", ")
    }
}

impl AddressKind {
    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Residence => "PLV",
            Self::Registration => "PRG",
            Self::Temporary => "PTA",
        }
    }
}

impl FromStr for AddressKind {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let all = [Self::Residence, Self::Registration, Self::Temporary];
        all.into_iter().find(|kind| kind.wire() == text.trim()).ok_or(AddressError::Kind)
    }
}

impl fmt::Display for AddressKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.wire())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Address({} {} ***)", self.id, self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        let part = |text: &str| Some(text.parse().unwrap());
        Address {
            zip_code: Some("000106".parse().unwrap()),
            house: part("1"),
            frame: part("2"),
            flat: part("3"),
            ..Address::new(
                7,
                AddressKind::Residence,
                "обл. Примерная, г. Примерск, ул. Тестовая".parse().unwrap(),
            )
        }
    }

    #[test]
    fn an_envelope_carries_the_numbers_that_are_known() {
        let envelope = "000106, обл. Примерная, г. Примерск, ул. Тестовая, д. 1, корп. 2, кв. 3";
        assert_eq!(address().envelope(), envelope);
    }

    #[test]
    fn codes_are_checked() {
        for (text, good) in [("000106", true), ("0001066", false), ("00010a", false), ("", false)] {
            assert_eq!(text.parse::<ZipCode>().is_ok(), good, "{text}");
        }
        for (text, good) in [
            ("bb5f4fab-64ea-4042-a61b-9b2bdb55442d", true),
            ("36-0-000-004-000-000-0000-0000-000", true),
            ("", false),
            ("улица", false),
            ("bb5f4fab-64ea-4042-a61b-9b2bdb55442d-00000", false),
        ] {
            assert_eq!(text.parse::<FiasCode>().is_ok(), good, "{text}");
        }
        for (text, kind) in [
            ("PLV", Ok(AddressKind::Residence)),
            ("PTA", Ok(AddressKind::Temporary)),
            ("MVD", Err(AddressError::Kind)),
        ] {
            assert_eq!(text.parse::<AddressKind>(), kind);
        }
    }

    #[test]
    fn debug_shows_no_place() {
        assert_eq!(format!("{:?}", address()), "Address(7 PLV ***)");
    }
}
