//! The owner of a relying party in a registration, and the addresses it is told at.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::client::{AllowedKind, Owner};
use crate::domain::push::Address;
use crate::web::problem::Problem;

/// The organisation that owns a relying party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Owner)]
pub struct OwnerJson {
    /// Its registration number: 13 digits, 15 of a sole proprietor.
    pub ogrn: String,
    /// Its short name; that of the realm's organisation of this number when left out.
    #[serde(default)]
    pub name: Option<String>,
    /// Its address.
    #[serde(default)]
    pub address: Option<String>,
    /// Where it is told of consents.
    #[serde(default)]
    pub push_url: Option<String>,
}

/// A kind of consents that a relying party may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AllowedConsentKind)]
pub struct AllowedKindJson {
    /// Its mnemonic, such as `EDU_JOURNAL`.
    pub name: String,
    /// Whether a parent may be asked for a child, where the kind allows it; yes when left out.
    #[serde(default = "yes")]
    pub minors: bool,
}

const fn yes() -> bool {
    true
}

impl AllowedKindJson {
    pub(crate) fn parse(self) -> AllowedKind {
        AllowedKind { name: self.name, minors: self.minors }
    }

    pub(crate) fn of(kind: AllowedKind) -> Self {
        Self { name: kind.name, minors: kind.minors }
    }
}

impl OwnerJson {
    pub(crate) fn parse(self) -> Result<Owner, Problem> {
        let ogrn = self.ogrn.parse().map_err(|why| Problem::field("owner.ogrn", why))?;
        let push_url = self.push_url.map(|url| address_of("owner.push_url", url)).transpose()?;
        Ok(Owner { ogrn, name: self.name, address: self.address, push_url })
    }

    pub(crate) fn of(owner: Owner) -> Self {
        Self {
            ogrn: owner.ogrn.to_string(),
            name: owner.name,
            address: owner.address,
            push_url: owner.push_url,
        }
    }
}

/// An address that pushes may be sent to.
///
/// # Errors
/// It is none.
pub(crate) fn address_of(field: &str, url: String) -> Result<String, Problem> {
    match url.parse::<Address>() {
        Ok(_) => Ok(url),
        Err(why) => Err(Problem::field(field, why)),
    }
}
