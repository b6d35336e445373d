//! Service centres, and the operator's side as a call.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::Moment;
use crate::app::account::accounts::CommandRefusal;
use crate::app::centre::centres::{self, CentreRefusal};
use crate::domain::centre::{CentreFunction, Operator};
use crate::domain::id::Oid;
use crate::domain::person::DocumentKind;
use crate::domain::person::document::DocumentNumber;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::at::{At, InPath, number, number_schema};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/centres", "listCentres", "List the service centres", list);
    api.post(
        "/centres/{id}/confirmations",
        "confirmAtCentre",
        "Confirm a person who shows a passport at a centre",
        confirm,
    );
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
    /// What it may do: register (`reg`), confirm (`cfm`), recover (`rcr`), delete (`del`), biometrics (`rbi`).
    pub functions: Vec<CentreFunction>,
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
#[schema(as = CentreList)]
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

/// The number of a centre, in an address.
pub(crate) struct CentreNumber(pub(crate) u32);

impl InPath for CentreNumber {
    const NAME: &'static str = "id";
    const ABOUT: &'static str = "The number of the centre.";

    fn schema() -> Value {
        number_schema(1)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        number(Self::NAME, text).map(Self)
    }
}

async fn list(site: Site) -> Json<CentresJson> {
    let centres = site.realm.origin.centres.iter().map(|centre| CentreJson {
        id: centre.id,
        name: centre.name.clone(),
        address: centre.address.clone(),
        functions: centre.functions.clone(),
        operators: centre.operators.iter().map(operator).collect(),
    });
    Json(CentresJson { centres: centres.collect() })
}

fn operator(operator: &Operator) -> OperatorJson {
    let Operator { login, password, name } = operator.clone();
    OperatorJson { login, password, name }
}

async fn confirm(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(visitor): Body<VisitorJson>,
) -> Answer<Json<PersonJson>, OrConflict> {
    let passport = &visitor.passport;
    let shown = DocumentNumber::parse(DocumentKind::Passport, Some(&passport.series), &passport.number)
        .map_err(|error| Problem::field("passport", error))?;
    let person = Oid::new(visitor.person);
    let work = move |moment: &Moment<'_>| centres::confirm(moment, centre, person, shown);
    Ok(Json(PersonJson::of(&run(&site, work, problem).await?)))
}

pub(crate) fn problem(refusal: CentreRefusal) -> Problem {
    match refusal {
        CentreRefusal::NoCentre(_) => {
            Problem::not_found(refusal).about("id", "GET {control}/centres lists them")
        }
        CentreRefusal::NotOffered => {
            Problem::conflict(refusal).about("id", "choose a centre with the function: GET {control}/centres")
        }
        CentreRefusal::AnotherBeingConfirmed(_) => Problem::conflict(refusal).about(
            "person",
            "wait for that check, or POST {control}/people/{oid}/commands {\"command\":\"cancel-check\"}",
        ),
        CentreRefusal::Command(CommandRefusal::NoAccount(_)) => {
            Problem::not_found(refusal).about("person", "GET {control}/people lists them")
        }
        CentreRefusal::Command(CommandRefusal::Rules(_)) => Problem::conflict(refusal)
            .about("person", "GET {control}/people/{oid} shows the account's status"),
    }
}
