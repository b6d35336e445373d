//! Everything that other bodies tell of an organisation, and the refreshes of it.

use serde::{Deserialize, Serialize};

use crate::domain::organisation::papers::{
    DocumentName, Licence, OrganisationConsent, ProfileDocument, Refresh,
};
use crate::domain::person::Vehicle;
use crate::domain::time::Timestamp;

/// Everything of an organisation that a tester says and the data API shows below addresses of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Papers {
    /// Vehicles (MR А.7.1.5.1).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<Vehicle>,
    /// Documents of the digital profile (MR А.7.1.3, А.7.1.4, А.7.3).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<ProfileDocument>,
    /// Refreshes of documents whose answers have not been kept yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refreshes: Vec<Refresh>,
    /// How many refreshes were asked for.
    pub requests: u64,
    /// Licences (MR А.7.2).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub licences: Vec<Licence>,
    /// Consents that others asked of it (MR А.7.1.6).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<OrganisationConsent>,
    /// Whether the Ministry may ask other bodies about it: the general consent (MR А.7.1.6).
    pub general_consent: bool,
}

impl Papers {
    /// The numbers of what lies in it.
    pub fn item_ids(&self) -> impl Iterator<Item = u64> {
        let licences = self.licences.iter().flat_map(Licence::item_ids);
        let consents = self.consents.iter().map(|one| one.id);
        self.vehicles.iter().map(|one| one.id).chain(licences).chain(consents)
    }

    /// The refresh of a document that is under way.
    pub fn refreshing(&self, name: &str, now: Timestamp) -> Option<&Refresh> {
        self.refreshes.iter().find(|one| one.name.as_str() == name && now < one.until)
    }

    /// The documents of a name as they are now.
    pub fn documents(&self, name: &str, now: Timestamp) -> Vec<ProfileDocument> {
        let named = self.documents.iter().filter(|one| one.name.as_str() == name);
        named.map(|one| one.after(&self.refreshes, now)).collect()
    }

    /// Asks for a document anew, until a moment; what is under way goes on.
    pub fn refresh(&mut self, name: &DocumentName, now: Timestamp, until: Timestamp) -> Refresh {
        if let Some(under_way) = self.refreshing(name.as_str(), now) {
            return under_way.clone();
        }
        self.settle(now);
        self.requests += 1;
        let refresh = Refresh { id: FIRST_REQUEST + self.requests, name: name.clone(), until };
        self.refreshes.push(refresh.clone());
        refresh
    }

    /// Gives a refresh under way up.
    pub fn cancel_refresh(&mut self, name: &str, now: Timestamp) {
        self.settle(now);
        self.refreshes.retain(|one| one.name.as_str() != name);
    }

    /// Keeps what has come.
    fn settle(&mut self, now: Timestamp) {
        for document in &mut self.documents {
            *document = document.after(&self.refreshes, now);
        }
        self.refreshes.retain(|one| now < one.until);
    }
}

/// Requests are numbered from here on; ours.
const FIRST_REQUEST: u64 = 4_000_000;
