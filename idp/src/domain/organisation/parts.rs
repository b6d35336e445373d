//! The parts of an organisation: contacts, addresses, access groups, branches.

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::organisation::{Kpp, LegalForm};
use crate::domain::person::address::{AddressLine, ZipCode};
use crate::domain::person::text::Text;

/// The name of an organisation, of a branch or of a group: at most 500 characters; ours.
pub type OrganisationName = Text<500>;

/// A text that names no kind of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// No kind of contact.
    #[error("expected OPH (phone), OFX (fax) or OEM (e-mail)")]
    Contact,
    /// No kind of address.
    #[error("expected OLG (legal) or OPS (postal)")]
    Address,
    /// No kind of state body.
    #[error("expected 10.FED, 11.REG, 12.LCL, 13.PVD, 20.GOV, 21.MCL, 30.FND, 31.PFN, 40.MFC or 41.LEG")]
    Agency,
}

/// Makes an enumeration of wire names readable from them.
fn of_wire<T: Copy>(all: &[T], wire: impl Fn(T) -> &'static str, text: &str) -> Option<T> {
    all.iter().copied().find(|one| wire(*one) == text.trim())
}

/// What a contact of an organisation is for.
///
/// The names on the wire are those of the methodical recommendations, table 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactKind {
    /// A phone.
    #[serde(rename = "OPH")]
    Phone,
    /// A fax.
    #[serde(rename = "OFX")]
    Fax,
    /// A mail address.
    #[serde(rename = "OEM")]
    Email,
}

/// What an address of an organisation is for.
///
/// The names on the wire are those of the methodical recommendations, table 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AddressKind {
    /// The legal one.
    #[serde(rename = "OLG")]
    Legal,
    /// The postal one.
    #[serde(rename = "OPS")]
    Postal,
}

/// What kind of state body it is: codes that public clients know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgencyKind {
    /// Federal.
    #[serde(rename = "10.FED")]
    Federal,
    /// Of a region.
    #[serde(rename = "11.REG")]
    Regional,
    /// Local.
    #[serde(rename = "12.LCL")]
    Local,
    /// A subordinate one that serves citizens.
    #[serde(rename = "13.PVD")]
    Subordinate,
    /// A state institution.
    #[serde(rename = "20.GOV")]
    Institution,
    /// A municipal institution.
    #[serde(rename = "21.MCL")]
    Municipal,
    /// A fund.
    #[serde(rename = "30.FND")]
    Fund,
    /// The pension fund.
    #[serde(rename = "31.PFN")]
    PensionFund,
    /// A multifunctional centre.
    #[serde(rename = "40.MFC")]
    MultifunctionalCentre,
    /// Another legal entity.
    #[serde(rename = "41.LEG")]
    Other,
}

/// A contact of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationContact {
    /// Its number.
    pub id: u64,
    /// What it is for.
    pub kind: ContactKind,
    /// The phone, fax or mail address.
    pub value: Text<200>,
}

/// An address of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationAddress {
    /// Its number.
    pub id: u64,
    /// What it is for.
    pub kind: AddressKind,
    /// The whole address in one line.
    pub line: AddressLine,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zip_code: Option<ZipCode>,
}

/// An access group of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its number.
    pub id: u64,
    /// Its name in addresses.
    pub mnemonic: Text<100>,
    /// Its name.
    pub name: OrganisationName,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<OrganisationName>,
    /// Whether the portal made it.
    #[serde(default)]
    pub system: bool,
    /// The relying party it gives access to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub it_system: Option<Text<100>>,
}

/// A branch of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Its number.
    pub oid: Oid,
    /// Its name.
    pub name: OrganisationName,
    /// The code of the reason of tax registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpp: Option<Kpp>,
    /// The code of the legal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// Its contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<OrganisationContact>,
    /// Its addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<OrganisationAddress>,
}

impl ContactKind {
    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Phone => "OPH",
            Self::Fax => "OFX",
            Self::Email => "OEM",
        }
    }

    /// The kind of a name on the wire.
    ///
    /// # Errors
    /// There is none.
    pub fn of(text: &str) -> Result<Self, PartError> {
        of_wire(&[Self::Phone, Self::Fax, Self::Email], Self::wire, text).ok_or(PartError::Contact)
    }
}

impl AddressKind {
    /// The name on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Legal => "OLG",
            Self::Postal => "OPS",
        }
    }

    /// The kind of a name on the wire.
    ///
    /// # Errors
    /// There is none.
    pub fn of(text: &str) -> Result<Self, PartError> {
        of_wire(&[Self::Legal, Self::Postal], Self::wire, text).ok_or(PartError::Address)
    }
}

impl AgencyKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Federal,
        Self::Regional,
        Self::Local,
        Self::Subordinate,
        Self::Institution,
        Self::Municipal,
        Self::Fund,
        Self::PensionFund,
        Self::MultifunctionalCentre,
        Self::Other,
    ];

    /// The code on the wire.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Federal => "10.FED",
            Self::Regional => "11.REG",
            Self::Local => "12.LCL",
            Self::Subordinate => "13.PVD",
            Self::Institution => "20.GOV",
            Self::Municipal => "21.MCL",
            Self::Fund => "30.FND",
            Self::PensionFund => "31.PFN",
            Self::MultifunctionalCentre => "40.MFC",
            Self::Other => "41.LEG",
        }
    }

    /// The kind of a code.
    ///
    /// # Errors
    /// There is none.
    pub fn of(text: &str) -> Result<Self, PartError> {
        of_wire(&Self::ALL, Self::wire, text).ok_or(PartError::Agency)
    }
}

impl Branch {
    /// The numbers of its contacts and addresses.
    pub(super) fn item_ids(&self) -> impl Iterator<Item = u64> {
        item_ids(&self.contacts, &self.addresses)
    }
}

/// The numbers of contacts and addresses.
pub(super) fn item_ids(
    contacts: &[OrganisationContact],
    addresses: &[OrganisationAddress],
) -> impl Iterator<Item = u64> {
    contacts.iter().map(|one| one.id).chain(addresses.iter().map(|one| one.id))
}
