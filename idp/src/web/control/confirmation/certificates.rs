//! Qualified certificates for people, issued by the simulated accredited authority.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::confirmation::authority::{self, IssueRefusal, Issued, Order};
use crate::domain::account::CertificateOwner;
use crate::domain::id::Oid;
use crate::domain::person::FullName;
use crate::web::control::account::people::no_person;
use crate::web::control::api::answer::{Answer, Made, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::control::api::words::AlgorithmName;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.post(
        "/people/{oid}/qualified-certificates",
        "issueCertificate",
        "Issue a qualified certificate to a person, with its private key",
        issue,
    );
}

/// A certificate to issue; everything may be left out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateOrderJson {
    /// `RS256` when left out.
    #[schema(value_type = Option<AlgorithmName>)]
    algorithm: Option<String>,
    /// The owner to name instead of the person.
    owner: Option<CertificateOwnerJson>,
    /// Whether its validity has ended.
    #[serde(default)]
    expired: bool,
    /// Whether the authority has taken it back.
    #[serde(default)]
    revoked: bool,
    /// Whether an authority that nobody has accredited issues it.
    #[serde(default)]
    foreign_authority: bool,
}

/// The owner a certificate names.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateOwnerJson {
    /// Surname.
    last_name: String,
    /// Given name.
    first_name: String,
    /// Patronymic, when there is one.
    #[serde(default)]
    middle_name: Option<String>,
    /// `XXX-XXX-XXX XX`.
    snils: String,
}

/// A certificate with its private key: made up, so that everybody may have it.
#[derive(Serialize, ToSchema)]
pub struct QualifiedCertificateJson {
    /// The serial number in upper-case hexadecimal.
    serial: String,
    /// The certificate, PEM.
    certificate: String,
    /// The private key, PEM (PKCS#8).
    key: String,
    /// The certificate of the authority, PEM.
    authority_certificate: String,
    /// RFC 3339.
    valid_from: String,
    /// RFC 3339.
    valid_until: String,
}

impl CertificateOwnerJson {
    fn parse(self) -> Result<CertificateOwner, Problem> {
        let last = self.last_name.parse().map_err(|why| Problem::field("owner.last_name", why))?;
        let first = self.first_name.parse().map_err(|why| Problem::field("owner.first_name", why))?;
        let middle = self.middle_name.map(|middle| middle.parse()).transpose();
        let middle = middle.map_err(|why| Problem::field("owner.middle_name", why))?;
        let snils = self.snils.parse().map_err(|why| Problem::field("owner.snils", why))?;
        Ok(CertificateOwner { name: FullName { last, first, middle }, snils })
    }
}

impl CertificateOrderJson {
    fn parse(self) -> Result<Order, Problem> {
        let algorithm = self.algorithm.as_deref().unwrap_or("RS256");
        Ok(Order {
            algorithm: algorithm.parse().map_err(|why| Problem::field("algorithm", why))?,
            other_owner: self.owner.map(CertificateOwnerJson::parse).transpose()?,
            expired: self.expired,
            revoked: self.revoked,
            foreign: self.foreign_authority,
        })
    }
}

async fn issue(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<CertificateOrderJson>,
) -> Answer<Made<QualifiedCertificateJson>, OrConflict> {
    let order = json.parse()?;
    let issued = run(&site, move |moment| authority::issue(moment, oid, &order), problem).await?;
    Ok(Made(told(&issued)))
}

fn told(issued: &Issued) -> QualifiedCertificateJson {
    let certificate = &issued.certificate;
    QualifiedCertificateJson {
        serial: certificate.serial_hex(),
        certificate: certificate.to_pem(),
        key: issued.key_pem.clone(),
        authority_certificate: issued.authority.to_pem(),
        valid_from: certificate.not_before().to_string(),
        valid_until: certificate.not_after().to_string(),
    }
}

fn problem(refusal: IssueRefusal) -> Problem {
    match refusal {
        IssueRefusal::NoAccount => no_person(),
        IssueRefusal::NoSnils => {
            Problem::conflict(refusal).about("owner", "name an owner, or give the person a SNILS")
        }
    }
}
