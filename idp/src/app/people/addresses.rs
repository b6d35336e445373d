//! A person's addresses, given and taken by a tester's word.

use crate::app::people::belongings::changed;
use crate::app::people::fault::{FieldFault, fault, field};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::person::Address;
use crate::domain::person::address::{AddressKind, AddressLine};

/// An address to give; texts as a tester writes them.
#[derive(Clone, Default)]
pub struct AddressForm {
    /// The kind by its name on the wire.
    pub kind: String,
    /// Everything but house and flat, in one line.
    pub line: String,
    /// Three letters; Russia when left out.
    pub country: Option<String>,
    /// Six digits.
    pub zip_code: Option<String>,
    /// The code of the address register.
    pub fias_code: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Area of the region.
    pub area: Option<String>,
    /// City.
    pub city: Option<String>,
    /// District of the city.
    pub district: Option<String>,
    /// Settlement.
    pub settlement: Option<String>,
    /// Additional area, such as an allotment.
    pub addition_area: Option<String>,
    /// Street of the additional area.
    pub addition_area_street: Option<String>,
    /// Street.
    pub street: Option<String>,
    /// House.
    pub house: Option<String>,
    /// Block of the house.
    pub frame: Option<String>,
    /// Building of the house.
    pub building: Option<String>,
    /// Flat.
    pub flat: Option<String>,
    /// Room of the flat.
    pub room: Option<String>,
    /// What the house is called in short, such as `д`.
    pub house_type: Option<String>,
    /// The same in full, such as `дом`.
    pub house_type_full: Option<String>,
    /// What the block is called, such as `к`.
    pub frame_type: Option<String>,
    /// How deep the code of the address register goes, a number.
    pub fias_code_level: Option<String>,
    /// Whether it was chosen from the address register's list.
    pub selected: Option<bool>,
    /// What the check of the address found, as codes.
    pub quality_codes: Option<String>,
}

/// Gives a person an address in place of the one of its kind; nothing when there is no such account.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn give_address(
    moment: &Moment<'_>,
    oid: Oid,
    form: &AddressForm,
) -> Result<Option<Address>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let address = form.parse(account.profile.next_item_id(oid.number()))?;
        account.profile.addresses.retain(|old| old.kind != address.kind);
        account.profile.addresses.push(address.clone());
        Ok(address)
    })
}

/// Takes an address away; tells whether there was one, or nothing when there is no such account.
///
/// # Errors
/// Something is broken.
pub fn take_address(
    moment: &Moment<'_>,
    oid: Oid,
    kind: AddressKind,
) -> Result<Option<bool>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let before = account.profile.addresses.len();
        account.profile.addresses.retain(|address| address.kind != kind);
        Ok(account.profile.addresses.len() < before)
    })
}

impl AddressForm {
    fn parse(&self, id: u64) -> Result<Address, FieldFault> {
        let kind = self.kind.parse().map_err(|error| fault("type", error))?;
        let line: AddressLine = self.line.parse().map_err(|error| fault("line", error))?;
        let bare = Address::new(id, kind, line);
        Ok(Address {
            country: field("country", self.country.as_deref())?.unwrap_or(bare.country),
            zip_code: field("zip_code", self.zip_code.as_deref())?,
            fias_code: field("fias_code", self.fias_code.as_deref())?,
            region: field("region", self.region.as_deref())?,
            area: field("area", self.area.as_deref())?,
            city: field("city", self.city.as_deref())?,
            district: field("district", self.district.as_deref())?,
            settlement: field("settlement", self.settlement.as_deref())?,
            addition_area: field("addition_area", self.addition_area.as_deref())?,
            addition_area_street: field("addition_area_street", self.addition_area_street.as_deref())?,
            street: field("street", self.street.as_deref())?,
            house: field("house", self.house.as_deref())?,
            frame: field("frame", self.frame.as_deref())?,
            building: field("building", self.building.as_deref())?,
            flat: field("flat", self.flat.as_deref())?,
            room: field("room", self.room.as_deref())?,
            house_type: field("house_type", self.house_type.as_deref())?,
            house_type_full: field("house_type_full", self.house_type_full.as_deref())?,
            frame_type: field("frame_type", self.frame_type.as_deref())?,
            fias_code_level: field("fias_code_level", self.fias_code_level.as_deref())?,
            selected: self.selected,
            quality_codes: field("quality_codes", self.quality_codes.as_deref())?,
            ..bare
        })
    }
}
