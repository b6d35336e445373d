//! Service centres, and the operator's side as a call.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, get, post, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::accounts::CommandRefusal;
use crate::app::centres::{self, CentreRefusal};
use crate::domain::centre::Operator;
use crate::domain::id::Oid;
use crate::domain::person::DocumentKind;
use crate::domain::person::document::DocumentNumber;
use crate::web::control::input::body::Body;
use crate::web::control::person_json::PersonJson;
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/centres").route(get().to(list)))
        .service(resource("/control/v1/centres/{id}/confirmations").route(post().to(confirm)));
}

/// A service centre.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
pub struct CentreJson {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// `reg`, `cfm`, `rec`.
    pub functions: Vec<&'static str>,
    /// Who signs in at its desk.
    pub operators: Vec<OperatorJson>,
}

/// A made-up operator.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OperatorJson {
    /// What the operator signs in by.
    pub login: String,
    /// The password.
    pub password: String,
    /// Surname and initials.
    pub name: String,
}

/// All service centres.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
pub struct CentresJson {
    /// By number.
    pub centres: Vec<CentreJson>,
}

/// A visitor with a passport.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitorJson {
    /// The account's number.
    pub person: u64,
    /// The passport in the operator's hand.
    pub passport: ShownPassportJson,
}

/// A passport in the operator's hand.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShownPassportJson {
    /// Four digits.
    pub series: String,
    /// Six digits.
    pub number: String,
}

/// Lists the service centres.
#[utoipa::path(get, path = "/centres", tag = "centres", responses((status = 200, body = CentresJson)))]
pub(crate) async fn list(site: Site) -> HttpResponse {
    let centres = site.realm.centres.iter().map(|centre| CentreJson {
        id: centre.id,
        name: centre.name.clone(),
        address: centre.address.clone(),
        functions: centre.functions.iter().map(|function| function.wire()).collect(),
        operators: centre.operators.iter().map(operator).collect(),
    });
    HttpResponse::Ok().json(CentresJson { centres: centres.collect() })
}

fn operator(operator: &Operator) -> OperatorJson {
    let Operator { login, password, name } = operator.clone();
    OperatorJson { login, password, name }
}

/// Confirms a person who shows a passport at a centre.
#[utoipa::path(post, path = "/centres/{id}/confirmations", tag = "centres",
    params(("id" = u32, Path, description = "the centre's number")), request_body = VisitorJson,
    responses((status = 200, body = PersonJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such centre or person"),
        (status = 409, description = "the passport is another, or the account's state does not allow it")))]
pub(crate) async fn confirm(site: Site, id: Path<String>, Body(visitor): Body<VisitorJson>) -> Answer {
    let Ok(centre) = id.parse::<u32>() else {
        return Err(Problem::field("id", "expected the centre's number"));
    };
    let passport = &visitor.passport;
    let shown = DocumentNumber::parse(DocumentKind::Passport, Some(&passport.series), &passport.number)
        .map_err(|error| Problem::field("passport", error))?;
    let person = Oid::new(visitor.person);
    let done = perform(&site, move |moment| centres::confirm(moment, centre, person, shown)).await;
    tell(&site, done.map(|account| PersonJson::of(&account)), problem)
}

pub(crate) fn problem(refusal: CentreRefusal) -> Problem {
    match refusal {
        CentreRefusal::NoCentre(_) => {
            Problem::not_found(refusal).about("id", "GET {control}/centres lists them")
        }
        CentreRefusal::NotOffered => {
            Problem::conflict(refusal).about("id", "choose a centre with the function: GET {control}/centres")
        }
        CentreRefusal::Command(CommandRefusal::NoAccount(_)) => {
            Problem::not_found(refusal).about("person", "GET {control}/people lists them")
        }
        CentreRefusal::Command(CommandRefusal::Rules(_)) => Problem::conflict(refusal),
    }
}
