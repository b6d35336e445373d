//! Organisations: made, changed, listed, given chiefs and employees.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

use crate::app::people::organisations::{
    self, MemberForm, OrganisationFilter, OrganisationForm, OrganisationRefusal, Peopled,
};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::web::control::api::answer::{Answer, Done, Json, Listed, Made, OrConflict};
use crate::web::control::api::at::{At, InPath, number_schema};
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, Way};
use crate::web::control::api::run::{run, sure};
use crate::web::control::organisation::organisation_json::{OrganisationJson, OrganisationsJson};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let (all, one, member) =
        ("/organisations", "/organisations/{oid}", "/organisations/{oid}/members/{person}");
    api.get(all, "listOrganisations", "List organisations, oldest first", list);
    api.post(
        all,
        "makeOrganisation",
        "Make an organisation with its members; whatever is left out is made up",
        make,
    );
    api.get(one, "showOrganisation", "Show an organisation", show);
    api.patch(
        one,
        "changeOrganisation",
        "Change the fields that are given; an empty text takes an optional one away, a list replaces the whole list",
        change,
    );
    api.put(member, "putMember", "Give a person a post in an organisation, or another post", put_member);
    api.delete(member, "removeMember", "Take a person out of an organisation", remove_member);
}

/// Which organisations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganisationsQuery {
    /// Only the one of this registration number.
    ogrn: Option<String>,
    /// Only those that the person of this oid belongs to.
    member: Option<u64>,
    /// Only those with a greater number.
    after: Option<u64>,
    /// At most so many, and at most 1000; 100 when left out.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u32>,
}

fn problem(refusal: OrganisationRefusal) -> Problem {
    match refusal {
        OrganisationRefusal::Field(fault) => Problem::field(
            &fault.field,
            format!("expected {}", fault.expected.trim_start_matches("expected ")),
        ),
        OrganisationRefusal::Unknown => no_organisation(),
        OrganisationRefusal::NoPerson(name) => {
            Problem::field("members.person", format!("no account is named {name:?}"))
        }
        OrganisationRefusal::Membership(why) => {
            Problem::conflict(why).about("members", "GET {control}/people/{oid} shows the account")
        }
    }
}

fn no_organisation() -> Problem {
    Problem::not_found("no organisation has this oid").about("oid", "GET {control}/organisations lists them")
}

/// The account of a member, in an address.
struct MemberOid(Oid);

impl InPath for MemberOid {
    const NAME: &'static str = "person";
    const ABOUT: &'static str = "The number of the member's account.";

    fn schema() -> Value {
        number_schema(1_000)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map(Self).map_err(|error| Problem::field(Self::NAME, error))
    }
}

async fn list(
    site: Site,
    request: HttpRequest,
    Query(query): Query<OrganisationsQuery>,
) -> Answer<Listed<OrganisationsJson>> {
    let OrganisationsQuery { ogrn, member, after, limit } = query;
    let page = Page::asked(&site, &request, limit, 100, Way::Onward)?;
    let (member, after) = (member.map(Oid::new), after.map(Oid::new));
    let read = move |moment: &Moment<'_>, limit| {
        let filter = OrganisationFilter { ogrn, member, after, limit };
        Ok::<_, Stop<Infallible>>(organisations::list(moment, &filter)?)
    };
    let spell = |all: Vec<Peopled>| OrganisationsJson {
        organisations: all.iter().map(OrganisationJson::of).collect(),
    };
    page.list(&site, read, |one| one.organisation.oid.to_string(), spell, |never| match never {}).await
}

async fn make(site: Site, Body(form): Body<OrganisationForm>) -> Answer<Made<OrganisationJson>, OrConflict> {
    let made = run(&site, move |moment| organisations::make(moment, &form), problem).await?;
    Ok(Made(OrganisationJson::of(&made)))
}

async fn show(site: Site, At(oid): At<Oid>) -> Answer<Json<OrganisationJson>> {
    let found = sure(&site, move |moment| Ok(organisations::find(moment, oid)?)).await?;
    Ok(Json(OrganisationJson::of(&found.ok_or_else(no_organisation)?)))
}

async fn change(
    site: Site,
    At(oid): At<Oid>,
    Body(form): Body<OrganisationForm>,
) -> Answer<Json<OrganisationJson>, OrConflict> {
    let changed = run(&site, move |moment| organisations::change(moment, oid, &form), problem).await?;
    Ok(Json(OrganisationJson::of(&changed)))
}

async fn put_member(
    site: Site,
    At(oid): At<Oid>,
    At(MemberOid(person)): At<MemberOid>,
    Body(form): Body<MemberForm>,
) -> Answer<Json<OrganisationJson>, OrConflict> {
    let form = MemberForm { person: person.to_string(), ..form };
    let changed = run(&site, move |moment| organisations::put_member(moment, oid, &form), problem).await?;
    Ok(Json(OrganisationJson::of(&changed)))
}

async fn remove_member(site: Site, At(oid): At<Oid>, At(MemberOid(person)): At<MemberOid>) -> Answer<Done> {
    if sure(&site, move |moment| Ok(organisations::remove_member(moment, oid, person)?)).await? {
        return Ok(Done);
    }
    Err(Problem::not_found("the person does not belong to it")
        .about("person", "GET {control}/organisations/{oid} lists the members"))
}
