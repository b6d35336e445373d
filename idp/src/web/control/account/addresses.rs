//! A person's addresses, as the data API will show them.

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::app::people::{self, AddressForm};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::domain::person::Address;
use crate::domain::person::address::AddressKind;
use crate::web::control::account::people::{fault, find, no_person};
use crate::web::control::api::answer::{Answer, Done, Json, Listed};
use crate::web::control::api::at::{At, InPath};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/people/{oid}/addresses", "listAddresses", "List a person's addresses", list);
    let one = "/people/{oid}/addresses/{type}";
    api.put(one, "giveAddress", "Give a person an address in place of the one of its type", give);
    api.delete(one, "takeAddress", "Take an address away", take);
}

/// The parts of an address.
#[derive(Serialize, Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
#[schema(as = AddressParts)]
pub struct AddressJson {
    /// Everything but house and flat, in one line.
    line: String,
    /// Three letters; `RUS` when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Six digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    zip_code: Option<String>,
    /// The code of the address register.
    #[serde(skip_serializing_if = "Option::is_none")]
    fias_code: Option<String>,
    /// Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    /// Area of the region.
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    /// District of the city.
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<String>,
    /// Settlement.
    #[serde(skip_serializing_if = "Option::is_none")]
    settlement: Option<String>,
    /// Additional area, such as an allotment.
    #[serde(skip_serializing_if = "Option::is_none")]
    addition_area: Option<String>,
    /// Street of the additional area.
    #[serde(skip_serializing_if = "Option::is_none")]
    addition_area_street: Option<String>,
    /// Street.
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<String>,
    /// House.
    #[serde(skip_serializing_if = "Option::is_none")]
    house: Option<String>,
    /// Block of the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    frame: Option<String>,
    /// Building of the house.
    #[serde(skip_serializing_if = "Option::is_none")]
    building: Option<String>,
    /// Flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    flat: Option<String>,
    /// Room of the flat.
    #[serde(skip_serializing_if = "Option::is_none")]
    room: Option<String>,
    /// What the house is called in short, such as `д`.
    #[serde(skip_serializing_if = "Option::is_none")]
    house_type: Option<String>,
    /// The same in full, such as `дом`.
    #[serde(skip_serializing_if = "Option::is_none")]
    house_type_full: Option<String>,
    /// What the block is called, such as `к`.
    #[serde(skip_serializing_if = "Option::is_none")]
    frame_type: Option<String>,
    /// How deep the code of the address register goes, a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    fias_code_level: Option<String>,
    /// Whether it was chosen from the address register's list.
    #[serde(skip_serializing_if = "Option::is_none")]
    selected: Option<bool>,
    /// What the check of the address found: whole numbers separated by commas, such as `0,5,0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    quality_codes: Option<String>,
}

/// An address of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonAddress)]
pub struct PlacedJson {
    /// Its number, as under `/rs/prns/{oid}/addrs`.
    id: u64,
    /// What it is for: `PLV` lives there, `PRG` registered, `PTA` registered for a time (only in version 2 of the API).
    #[serde(rename = "type")]
    #[schema(value_type = AddressKind)]
    kind: &'static str,
    /// Its parts.
    address: AddressJson,
}

/// The addresses of a person.
#[derive(Serialize, ToSchema)]
#[schema(as = AddressList)]
pub struct AddressesJson {
    /// One of each type at most.
    addresses: Vec<PlacedJson>,
}

/// The type of an address, in a path.
struct TypeInPath(AddressKind);

impl InPath for TypeInPath {
    const NAME: &'static str = "type";
    const ABOUT: &'static str = "The type of the address by its name on the wire.";

    fn schema() -> Value {
        json!({ "type": "string", "enum": ["PLV", "PRG", "PTA"] })
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map(Self).map_err(|why| Problem::field(Self::NAME, why))
    }
}

impl AddressJson {
    fn form(self, kind: AddressKind) -> AddressForm {
        AddressForm {
            kind: kind.wire().to_owned(),
            line: self.line,
            country: self.country,
            zip_code: self.zip_code,
            fias_code: self.fias_code,
            region: self.region,
            area: self.area,
            city: self.city,
            district: self.district,
            settlement: self.settlement,
            addition_area: self.addition_area,
            addition_area_street: self.addition_area_street,
            street: self.street,
            house: self.house,
            frame: self.frame,
            building: self.building,
            flat: self.flat,
            room: self.room,
            house_type: self.house_type,
            house_type_full: self.house_type_full,
            frame_type: self.frame_type,
            fias_code_level: self.fias_code_level,
            selected: self.selected,
            quality_codes: self.quality_codes,
        }
    }
}

impl PlacedJson {
    fn of(address: &Address) -> Self {
        let text = |part: &Option<_>| part.as_ref().map(ToString::to_string);
        let parts = AddressJson {
            line: address.line.to_string(),
            country: Some(address.country.to_string()),
            zip_code: address.zip_code.as_ref().map(ToString::to_string),
            fias_code: address.fias_code.as_ref().map(ToString::to_string),
            region: text(&address.region),
            area: text(&address.area),
            city: text(&address.city),
            district: text(&address.district),
            settlement: text(&address.settlement),
            addition_area: text(&address.addition_area),
            addition_area_street: text(&address.addition_area_street),
            street: text(&address.street),
            house: text(&address.house),
            frame: text(&address.frame),
            building: text(&address.building),
            flat: text(&address.flat),
            room: text(&address.room),
            house_type: text(&address.house_type),
            house_type_full: text(&address.house_type_full),
            frame_type: text(&address.frame_type),
            fias_code_level: address.fias_code_level.map(|level| level.to_string()),
            selected: address.selected,
            quality_codes: address.quality_codes.as_ref().map(ToString::to_string),
        };
        Self { id: address.id, kind: address.kind.wire(), address: parts }
    }
}

async fn list(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<AddressesJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = find(moment, oid)?.profile.addresses;
        page::after_number(all, after.as_deref(), |one| one.id).map_err(Stop::refused)
    };
    let spell = |all: Vec<Address>| AddressesJson { addresses: all.iter().map(PlacedJson::of).collect() };
    page.list(&site, read, |one| one.id.to_string(), spell, |problem| problem).await
}

async fn give(
    site: Site,
    At(oid): At<Oid>,
    At(TypeInPath(kind)): At<TypeInPath>,
    Body(json): Body<AddressJson>,
) -> Answer<Json<PlacedJson>> {
    let form = json.form(kind);
    let given = run(&site, move |moment| people::give_address(moment, oid, &form), fault).await?;
    Ok(Json(PlacedJson::of(&given.ok_or_else(no_person)?)))
}

async fn take(site: Site, At(oid): At<Oid>, At(TypeInPath(kind)): At<TypeInPath>) -> Answer<Done> {
    let had = run(&site, move |moment| people::take_address(moment, oid, kind), fault).await?;
    if had.ok_or_else(no_person)? {
        return Ok(Done);
    }
    Err(Problem::not_found("the person has no address of this type")
        .about("type", "GET {control}/people/{oid}/addresses lists them"))
}
