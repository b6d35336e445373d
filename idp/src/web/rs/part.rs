//! The parts of a person, and which a token opens.

use crate::app::Stop;
use crate::app::rest::{self, RsRefusal, Shown};
use crate::domain::journal::{Why, reason};
use crate::domain::scope::Disclosure;
use crate::protocol::rs::{document, error};
use crate::web::rs::shown::not_found;

/// A part of a person: its name in paths, in `embed`, in the schema of its representation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Contacts,
    Addresses,
    Documents,
    Vehicles,
    Organisations,
    Roles,
    Kids,
    Context,
    Biometrics,
    BiometricEnds,
}

impl Part {
    pub(super) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "ctts" => Self::Contacts,
            "addrs" => Self::Addresses,
            "docs" => Self::Documents,
            "vhls" => Self::Vehicles,
            "orgs" => Self::Organisations,
            "roles" => Self::Roles,
            "kids" => Self::Kids,
            "ctx" => Self::Context,
            "bio_type" => Self::Biometrics,
            "bio_type_exp" => Self::BiometricEnds,
            _ => return None,
        })
    }

    pub(super) fn schema(self) -> &'static str {
        match self {
            Self::Contacts => "ctts/Contacts-1",
            Self::Addresses => "addrs/Addresses-1",
            Self::Documents => "docs/Documents-1",
            Self::Vehicles => "vhls/Vehicles-1",
            Self::Organisations => "orgs/Organizations-1",
            Self::Roles => "roles/Roles-1",
            Self::Kids => "kids/Kids-1",
            Self::Context => "ctx/RegContext-1",
            Self::Biometrics => "bio_type/BioTypes-1",
            Self::BiometricEnds => "bio_type_exp/BioTypes-1",
        }
    }

    /// Whether a token opens any of it.
    pub(super) fn is_open(self, shown: &Shown) -> bool {
        let opens = |all: &[Disclosure]| all.iter().any(|what| shown.sees.contains(what));
        match self {
            Self::Contacts => opens(&[Disclosure::Email, Disclosure::Mobile, Disclosure::HomePhone]),
            Self::Addresses => opens(&[Disclosure::Addresses]),
            Self::Documents => document::opens_documents(&shown.sees),
            Self::Vehicles => opens(&[Disclosure::Vehicles]),
            Self::Organisations | Self::Roles => opens(&[Disclosure::Organisations]),
            Self::Kids => opens(&[Disclosure::Kids]),
            Self::Context => opens(&[Disclosure::RegistrationContext]),
            Self::Biometrics => opens(&[Disclosure::Biometrics]),
            Self::BiometricEnds => opens(&[Disclosure::BiometricEnds]),
        }
    }
}

pub(super) fn open_part(shown: &Shown, name: &str) -> Result<Part, Stop<RsRefusal>> {
    let Some(part) = Part::of(name) else { return Err(not_found()) };
    if part.is_open(shown) {
        return Ok(part);
    }
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with("part", name);
    Err(rest::refused(error::SCOPE_NOT_ALLOWED, why))
}
