//! Vehicles of people and of organisations, as the data API shows them.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::person::Vehicle;
use crate::domain::scope::Disclosure;
use crate::protocol::rs::collection::{Numbered, tag};
use crate::protocol::rs::disclosed::Disclosed;

/// A vehicle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct VehicleResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub number_plate: String,
    pub reg_certificate: CertificateResource,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// A vehicle's registration certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct CertificateResource {
    pub series: String,
    pub number: String,
}

impl Numbered for VehicleResource {
    fn id(&self) -> u64 {
        self.id
    }
}

/// The vehicles a token opens.
pub fn vehicles(account: &Account, sees: &Disclosed) -> Vec<VehicleResource> {
    let open = sees.contains(&Disclosure::Vehicles);
    account.profile.vehicles.iter().filter(|_| open).map(vehicle).collect()
}

/// A vehicle of a person or of an organisation.
pub fn vehicle(vehicle: &Vehicle) -> VehicleResource {
    let mut resource = VehicleResource {
        state_facts: ["Identifiable"],
        id: vehicle.id,
        name: vehicle.name.as_ref().map(|name| name.as_str().to_owned()),
        number_plate: vehicle.plate.to_string(),
        reg_certificate: CertificateResource {
            series: vehicle.certificate.series().to_owned(),
            number: vehicle.certificate.number().to_owned(),
        },
        e_tag: String::new(),
    };
    resource.e_tag = tag(&resource);
    resource
}
