//! What an account knows of its person.

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{
    Address, BirthDate, BirthPlace, Contact, Country, Document, Extras, FullName, Gender, Inn, Snils, Vehicle,
};

/// What is known of a person. A simplified account knows a name and a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Surname, name, patronymic.
    pub name: FullName,
    /// Gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<BirthDate>,
    /// Place of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<BirthPlace>,
    /// Citizenship.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citizenship: Option<Country>,
    /// SNILS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snils: Option<Snils>,
    /// INN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inn: Option<Inn>,
    /// Documents; the identity document is the one `identity_document` names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// `rIdDoc`: the id of the current identity document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity_document: Option<u64>,
    /// Contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Vehicles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<Vehicle>,
    /// What other systems know of the person.
    #[serde(default, skip_serializing_if = "Extras::is_empty")]
    pub extras: Extras,
    /// Whether a parent made the account for a child: `kidAccCreatedByParent`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub made_by_parent: bool,
    /// The parent who registered the account of a child, and alone changes its data (MR 4.2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered_by: Option<Oid>,
}

impl Profile {
    /// A profile that knows nothing but a name.
    pub fn named(name: FullName) -> Self {
        Self {
            name,
            gender: None,
            birth_date: None,
            birth_place: None,
            citizenship: None,
            snils: None,
            inn: None,
            documents: Vec::new(),
            identity_document: None,
            contacts: Vec::new(),
            addresses: Vec::new(),
            vehicles: Vec::new(),
            extras: Extras::default(),
            made_by_parent: false,
            registered_by: None,
        }
    }

    /// The current identity document.
    pub fn identity_paper(&self) -> Option<&Document> {
        self.documents.iter().find(|document| Some(document.id()) == self.identity_document)
    }

    /// The verified contact of a kind.
    pub fn contact(&self, kind: ContactKind) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.kind() == kind && contact.is_verified())
    }

    /// A number for a new document, contact, address or vehicle: unused in this profile.
    pub fn next_item_id(&self, seed: u64) -> u64 {
        let documents = self.documents.iter().map(|document| document.id());
        let contacts = self.contacts.iter().map(|contact| contact.id());
        let addresses = self.addresses.iter().map(|address| address.id);
        let vehicles = self.vehicles.iter().map(|vehicle| vehicle.id);
        let highest = documents.chain(contacts).chain(addresses).chain(vehicles).max();
        highest.map_or((seed % 1_000_000) * 20 + 1, |highest| highest + 1)
    }
}
