//! What a person has beside the identity document: other documents and vehicles, given and taken by a tester's word.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::fault::{FieldFault, day, fault, field};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::person::document::{DocumentNumber, Draft, VerifyState};
use crate::domain::person::vehicle::RegistrationCertificate;
use crate::domain::person::{Document, DocumentKind, Vehicle};

/// A document to give; texts as a tester writes them.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = GivenDocument)]
pub struct DocumentForm {
    /// The kind by its name on the wire.
    #[serde(rename = "type")]
    #[schema(value_type = DocumentKind)]
    pub kind: String,
    /// Series, when the kind has one.
    pub series: Option<String>,
    /// Number.
    pub number: String,
    /// `dd.MM.yyyy`.
    pub issued_on: Option<String>,
    /// `dd.MM.yyyy`.
    pub expires_on: Option<String>,
    /// Six digits.
    pub issuer_code: Option<String>,
    /// Who issued it.
    pub issued_by: Option<String>,
    /// The number of the civil registry act.
    pub act_number: Option<String>,
    /// `dd.MM.yyyy`.
    pub act_date: Option<String>,
    /// The surname in Latin letters.
    pub latin_last_name: Option<String>,
    /// The first name in Latin letters.
    pub latin_first_name: Option<String>,
    /// The insurance organisation, of a medical policy.
    pub medical_organisation: Option<String>,
    /// Sixteen digits, of a medical policy.
    pub united_number: Option<String>,
    /// The state of its check by its name on the wire; not verified when left out.
    #[schema(value_type = Option<VerifyState>)]
    pub state: Option<String>,
}

/// A vehicle of a person or of an organisation; texts as a tester writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = GivenVehicle)]
pub struct VehicleForm {
    /// What the owner calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The number plate, as in `А000АА000`.
    pub number_plate: String,
    /// The registration certificate.
    pub certificate: CertificateForm,
}

/// The registration certificate of a vehicle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VehicleCertificate)]
pub struct CertificateForm {
    /// Four signs.
    pub series: String,
    /// Six digits.
    pub number: String,
}

/// Gives a person a document; nothing when there is no such account.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn give_document(
    moment: &Moment<'_>,
    oid: Oid,
    form: &DocumentForm,
) -> Result<Option<Document>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let document = form.parse(account.profile.next_item_id(oid.number()))?;
        account.profile.documents.push(document.clone());
        Ok(document)
    })
}

/// Takes a document away; tells whether there was one, or nothing when there is no such account.
///
/// # Errors
/// It is the document the account rests on; or something is broken.
pub fn take_document(moment: &Moment<'_>, oid: Oid, id: u64) -> Result<Option<bool>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        if account.profile.identity_document == Some(id) {
            return Err(fault("id", "expected another document than the one that proves the identity"));
        }
        let before = account.profile.documents.len();
        account.profile.documents.retain(|document| document.id() != id);
        Ok(account.profile.documents.len() < before)
    })
}

/// Gives a person a vehicle; nothing when there is no such account.
///
/// # Errors
/// A field does not hold what it should; or something is broken.
pub fn give_vehicle(
    moment: &Moment<'_>,
    oid: Oid,
    form: &VehicleForm,
) -> Result<Option<Vehicle>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let vehicle = form.parse(account.profile.next_item_id(oid.number()))?;
        account.profile.vehicles.push(vehicle.clone());
        Ok(vehicle)
    })
}

/// Takes a vehicle away; tells whether there was one, or nothing when there is no such account.
///
/// # Errors
/// Something is broken.
pub fn take_vehicle(moment: &Moment<'_>, oid: Oid, id: u64) -> Result<Option<bool>, Stop<FieldFault>> {
    changed(moment, oid, |account| {
        let before = account.profile.vehicles.len();
        account.profile.vehicles.retain(|vehicle| vehicle.id != id);
        Ok(account.profile.vehicles.len() < before)
    })
}

/// Keeps what is done to an account, unless it is refused.
pub(super) fn changed<T>(
    moment: &Moment<'_>,
    oid: Oid,
    act: impl FnOnce(&mut Account) -> Result<T, FieldFault>,
) -> Result<Option<T>, Stop<FieldFault>> {
    let mut tx = moment.write()?;
    let Some(mut account) = tx.account(oid)? else { return Ok(None) };
    let answer = act(&mut account).map_err(Stop::refused)?;
    account.updated_at = moment.now;
    tx.put_account(&account)?;
    Ok(Some(answer))
}

impl DocumentForm {
    pub(super) fn parse(&self, id: u64) -> Result<Document, FieldFault> {
        let kind: DocumentKind = self.kind.parse().map_err(|error| fault("type", error))?;
        if kind.is_first_identity() {
            let fix =
                "expected another kind: the identity document is made with the person and changed by PATCH";
            return Err(fault("type", fix));
        }
        let number = DocumentNumber::parse(kind, self.series.as_deref(), &self.number)
            .map_err(|error| fault("number", error))?;
        let draft = Draft {
            issued_on: day("issued_on", self.issued_on.as_deref())?,
            expires_on: day("expires_on", self.expires_on.as_deref())?,
            issuer_code: field("issuer_code", self.issuer_code.as_deref())?,
            issued_by: field("issued_by", self.issued_by.as_deref())?,
            act_number: field("act_number", self.act_number.as_deref())?,
            act_date: day("act_date", self.act_date.as_deref())?,
            latin_last_name: field("latin_last_name", self.latin_last_name.as_deref())?,
            latin_first_name: field("latin_first_name", self.latin_first_name.as_deref())?,
            medical_organisation: field("medical_organisation", self.medical_organisation.as_deref())?,
            united_number: field("united_number", self.united_number.as_deref())?,
            state: field("state", self.state.as_deref())?.unwrap_or_default(),
            ..Draft::new(id, &number)
        };
        Document::try_from(draft).map_err(|error| fault("type", error))
    }
}

impl VehicleForm {
    pub(crate) fn parse(&self, id: u64) -> Result<Vehicle, FieldFault> {
        let CertificateForm { series, number } = &self.certificate;
        Ok(Vehicle {
            id,
            name: field("name", self.name.as_deref())?,
            plate: self.number_plate.parse().map_err(|error| fault("number_plate", error))?,
            certificate: RegistrationCertificate::parse(series, number)
                .map_err(|error| fault("certificate", error))?,
        })
    }

    /// The form that describes a vehicle.
    pub(crate) fn of(vehicle: &Vehicle) -> Self {
        let (series, number) = vehicle.certificate.clone().into();
        Self {
            name: vehicle.name.as_ref().map(ToString::to_string),
            number_plate: vehicle.plate.to_string(),
            certificate: CertificateForm { series, number },
        }
    }
}
