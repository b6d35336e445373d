//! One person with several accounts, as calls of a service centre: all of them found, one made the confirmed one, one
//! deleted.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::centre::centres::{self, FoundBy, Hit, Sought};
use crate::app::centre::desk;
use crate::app::{Moment, Stop};
use crate::domain::account::VisitorPapers;
use crate::domain::id::Oid;
use crate::domain::person::DocumentKind;
use crate::domain::person::document::DocumentNumber;
use crate::web::control::account::person_json::PersonJson;
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::run::run;
use crate::web::control::confirmation::centres::{
    CentreNumber, ShownPassportJson, problem as centre_problem,
};
use crate::web::control::confirmation::visits::{NewcomerJson, problem};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.post(
        "/centres/{id}/searches",
        "findAtCentre",
        "Find every account of a visitor, as an operator does before any other step",
        find,
    );
    api.post(
        "/centres/{id}/registrations-by-simplified",
        "registerBySimplifiedAtCentre",
        "Make a visitor's simplified account a confirmed one with the data of the papers; its oid stays",
        register_by_simplified,
    );
    api.post(
        "/centres/{id}/deletions",
        "deleteAtCentre",
        "Delete the account of a visitor who shows passport and SNILS",
        delete,
    );
}

/// What a visitor is found by.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountSearch)]
pub struct SearchJson {
    /// SNILS.
    #[serde(default)]
    snils: Option<String>,
    /// Mobile phone.
    #[serde(default)]
    mobile: Option<String>,
    /// E-mail.
    #[serde(default)]
    email: Option<String>,
}

/// Every account of a visitor.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundAccountList)]
pub struct FoundJson {
    /// Oldest first.
    accounts: Vec<HitJson>,
}

/// An account that was found.
#[derive(Serialize, ToSchema)]
#[schema(as = FoundAccount)]
pub struct HitJson {
    /// The account; its level is the type that the visitor is asked about.
    account: PersonJson,
    /// What it was found by.
    found_by: Vec<FoundByWord>,
    /// When it was registered, RFC 3339.
    registered_at: String,
}

/// What an account was found by.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FoundByWord {
    /// The SNILS in its profile, checked or not.
    Snils,
    /// Its proved mobile phone.
    Mobile,
    /// Its proved e-mail.
    Email,
}

/// A simplified account and the papers of its owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SimplifiedVisitor)]
pub struct SimplifiedVisitorJson {
    /// The number of the simplified account.
    person: u64,
    /// The data of the papers; contacts may be left out when the account's own stay.
    papers: NewcomerJson,
}

/// A visitor whose account is to be deleted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = VisitorDeletion)]
pub struct DeletionJson {
    /// The account's number.
    person: u64,
    /// The passport in the operator's hand; compared with accounts whose data were checked.
    passport: ShownPassportJson,
    /// SNILS.
    snils: String,
}

impl SearchJson {
    fn parse(&self) -> Result<Sought, Problem> {
        let snils =
            self.snils.as_deref().map(|text| text.parse().map_err(|why| Problem::field("snils", why)));
        let mobile =
            self.mobile.as_deref().map(|text| text.parse().map_err(|why| Problem::field("mobile", why)));
        let email =
            self.email.as_deref().map(|text| text.parse().map_err(|why| Problem::field("email", why)));
        let sought =
            Sought { snils: snils.transpose()?, mobile: mobile.transpose()?, email: email.transpose()? };
        if sought == Sought::default() {
            return Err(Problem::field("snils", "expected a SNILS, a mobile phone or an e-mail address"));
        }
        Ok(sought)
    }
}

impl HitJson {
    fn of(hit: &Hit) -> Self {
        let word = |by: &FoundBy| match by {
            FoundBy::Snils => FoundByWord::Snils,
            FoundBy::Mobile => FoundByWord::Mobile,
            FoundBy::Email => FoundByWord::Email,
        };
        Self {
            account: PersonJson::of(&hit.account),
            found_by: hit.by.iter().map(word).collect(),
            registered_at: hit.account.registered_at.to_string(),
        }
    }
}

async fn find(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(json): Body<SearchJson>,
) -> Answer<Json<FoundJson>, OrConflict> {
    let sought = json.parse()?;
    let work = move |moment: &Moment<'_>| {
        centres::existing(moment, centre).map_err(Stop::refused)?;
        Ok(centres::find(moment, &sought)?)
    };
    let hits = run(&site, work, centre_problem).await?;
    Ok(Json(FoundJson { accounts: hits.iter().map(HitJson::of).collect() }))
}

async fn register_by_simplified(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(json): Body<SimplifiedVisitorJson>,
) -> Answer<Json<PersonJson>, OrConflict> {
    let (person, newcomer) = (Oid::new(json.person), json.papers.parse()?);
    let work = move |moment: &Moment<'_>| desk::register_by_simplified(moment, centre, person, newcomer);
    let made = run(&site, work, problem).await?;
    Ok(Json(PersonJson::of(&made.account).with_password(made.password)))
}

async fn delete(
    site: Site,
    At(CentreNumber(centre)): At<CentreNumber>,
    Body(json): Body<DeletionJson>,
) -> Answer<Json<PersonJson>, OrConflict> {
    let (series, number) = (Some(json.passport.series.as_str()), json.passport.number.as_str());
    let document = DocumentNumber::parse(DocumentKind::Passport, series, number)
        .map_err(|why| Problem::field("passport", why))?;
    let snils = json.snils.parse().map_err(|why| Problem::field("snils", why))?;
    let (person, papers) = (Oid::new(json.person), VisitorPapers { document, snils });
    let work = move |moment: &Moment<'_>| desk::delete(moment, centre, person, papers);
    Ok(Json(PersonJson::of(&run(&site, work, problem).await?)))
}
