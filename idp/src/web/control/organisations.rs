//! Organisations: made, changed, listed, given chiefs and employees.

use std::convert::Infallible;

use actix_web::web::{Path, ServiceConfig, get, put, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::organisations::{
    self, MemberForm, OrganisationFilter, OrganisationForm, OrganisationRefusal, Peopled,
};
use crate::app::{Moment, Stop};
use crate::domain::id::Oid;
use crate::web::control::input::body::Body;
use crate::web::control::input::query::Query;
use crate::web::control::organisation_json::{OrganisationJson, OrganisationsJson};
use crate::web::control::page::{Page, Way};
use crate::web::control::people::named;
use crate::web::control::{Answer, failure, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    let (delete, patch, post) = (actix_web::web::delete, actix_web::web::patch, actix_web::web::post);
    config
        .service(resource("/control/v1/organisations").route(get().to(list)).route(post().to(make)))
        .service(resource("/control/v1/organisations/{oid}").route(get().to(show)).route(patch().to(change)))
        .service(
            resource("/control/v1/organisations/{oid}/members/{person}")
                .route(put().to(put_member))
                .route(delete().to(remove_member)),
        );
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
    #[param(maximum = 1000)]
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

/// Lists organisations, oldest first.
#[utoipa::path(get, path = "/organisations", tag = "organisations", params(OrganisationsQuery),
    responses((status = 200, body = OrganisationsJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn list(site: Site, request: HttpRequest, query: Query<OrganisationsQuery>) -> Answer {
    let OrganisationsQuery { ogrn, member, after, limit } = query.0;
    let page = Page::asked(&site, &request, limit, 100, Way::Onward)?;
    let (member, after) = (member.map(Oid::new), after.map(Oid::new));
    let read = move |moment: &Moment<'_>, limit| {
        let filter = OrganisationFilter { ogrn, member, after, limit };
        Ok::<_, Stop<Infallible>>(organisations::list(moment, &filter)?)
    };
    let spell = |all: Vec<Peopled>| OrganisationsJson {
        organisations: all.iter().map(OrganisationJson::of).collect(),
    };
    page.tell(&site, read, |one| one.organisation.oid.to_string(), spell, |never| match never {}).await
}

/// Makes an organisation with its members; whatever is left out is made up.
#[utoipa::path(post, path = "/organisations", tag = "organisations", request_body = OrganisationForm,
    responses((status = 201, body = OrganisationJson), (status = 400, description = "a field is wrong"),
        (status = 409, description = "somebody may not belong to it")))]
pub(crate) async fn make(site: Site, Body(form): Body<OrganisationForm>) -> Answer {
    match perform(&site, move |moment| organisations::make(moment, &form)).await {
        Ok(made) => Ok(HttpResponse::Created().json(OrganisationJson::of(&made))),
        Err(stop) => Err(failure(&site, stop, problem)),
    }
}

/// Shows an organisation.
#[utoipa::path(get, path = "/organisations/{oid}", tag = "organisations",
    params(("oid" = u64, Path, description = "the organisation")),
    responses((status = 200, body = OrganisationJson), (status = 400, description = "no oid"),
        (status = 404, description = "no such organisation")))]
pub(crate) async fn show(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done = perform::<_, Infallible, _>(&site, move |moment| Ok(organisations::find(moment, oid)?)).await;
    match done {
        Ok(None) => Err(no_organisation()),
        other => tell(&site, other.map(|found| found.as_ref().map(OrganisationJson::of)), |no| match no {}),
    }
}

/// Changes the fields that are given; an empty text takes an optional one away, a list replaces the whole list.
#[utoipa::path(patch, path = "/organisations/{oid}", tag = "organisations", request_body = OrganisationForm,
    params(("oid" = u64, Path, description = "the organisation")),
    responses((status = 200, body = OrganisationJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such organisation")))]
pub(crate) async fn change(site: Site, oid: Path<String>, Body(form): Body<OrganisationForm>) -> Answer {
    let oid = named(&oid)?;
    answer(&site, perform(&site, move |moment| organisations::change(moment, oid, &form)).await)
}

/// Gives a person a post in an organisation, or another post.
#[utoipa::path(put, path = "/organisations/{oid}/members/{person}", tag = "organisations",
    request_body = MemberForm,
    params(("oid" = u64, Path, description = "the organisation"),
        ("person" = u64, Path, description = "the account")),
    responses((status = 200, body = OrganisationJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such organisation"),
        (status = 409, description = "the person may not have that post")))]
pub(crate) async fn put_member(
    site: Site,
    path: Path<(String, String)>,
    Body(form): Body<MemberForm>,
) -> Answer {
    let (oid, person) = path.into_inner();
    let (oid, person) = (named(&oid)?, named(&person)?);
    let form = MemberForm { person: person.to_string(), ..form };
    answer(&site, perform(&site, move |moment| organisations::put_member(moment, oid, &form)).await)
}

/// Takes a person out of an organisation.
#[utoipa::path(delete, path = "/organisations/{oid}/members/{person}", tag = "organisations",
    params(("oid" = u64, Path, description = "the organisation"),
        ("person" = u64, Path, description = "the account")),
    responses((status = 204, description = "taken out"), (status = 400, description = "no oid"),
        (status = 404, description = "the person does not belong to it")))]
pub(crate) async fn remove_member(site: Site, path: Path<(String, String)>) -> Answer {
    let (oid, person) = path.into_inner();
    let (oid, person) = (named(&oid)?, named(&person)?);
    let done = perform::<_, Infallible, _>(&site, move |m| Ok(organisations::remove_member(m, oid, person)?));
    match done.await {
        Ok(true) => Ok(HttpResponse::NoContent().finish()),
        Ok(false) => Err(Problem::not_found("the person does not belong to it")
            .about("person", "GET {control}/organisations/{oid} lists the members")),
        other => tell(&site, other, |never| match never {}),
    }
}

fn answer(site: &Site, done: Result<Peopled, crate::app::Stop<OrganisationRefusal>>) -> Answer {
    tell(site, done.map(|peopled| OrganisationJson::of(&peopled)), problem)
}
