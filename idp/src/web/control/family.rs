//! Children: cards made in any state, accounts and links, consent for school data.

pub mod child_json;

use crate::app::family::{self, ConsentWish, FamilyRefusal, Kept};
use crate::app::people::{self, MakeRefusal};
use crate::app::{Moment, Stop};
use crate::domain::family::{Card, Command, Death};
use crate::domain::id::Oid;
use crate::domain::time::Timestamp;
use crate::web::control::account::people::no_person;
use crate::web::control::api::answer::{Answer, Json, Listed, Made, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::run;
use crate::web::control::family::child_json::{
    CardCommandJson, CardNumber, ChildJson, ChildrenJson, NewChildJson, Refused,
};
use crate::web::problem::Problem;
use crate::web::site::Site;
use actix_web::HttpRequest;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let children = "/people/{oid}/children";
    api.get(children, "listChildren", "List the children on a parent's cards", list);
    api.post(
        children,
        "makeChild",
        "Make a child's card for a confirmed parent and, if not told otherwise, an account that is linked",
        make,
    );
    api.post(
        "/people/{oid}/children/{card}/commands",
        "commandChild",
        "Move a child's card along, by the same rules as the pages",
        command,
    );
    api.get(
        "/people/{oid}/parents",
        "listParents",
        "List the cards of a child's account, in the sections of its parents",
        parents,
    );
}

fn problem(refusal: FamilyRefusal) -> Problem {
    let look = "GET {control}/people/{oid}/children shows how the cards stand";
    match refusal {
        FamilyRefusal::NoCard => {
            Problem::not_found("the person has no card of this number").about("card", look)
        }
        FamilyRefusal::Rules(why) => Problem::conflict(why).about("", look),
        FamilyRefusal::Fields(errors) => {
            let first = errors.into_iter().next();
            first.map_or_else(
                || Problem::field("body", "expected other values"),
                |error| Problem::field(error.field.name(), error.expected),
            )
        }
        FamilyRefusal::ContactTaken(field, occupied) => {
            Problem::field(field, format!("expected a value that no other account has: {occupied}"))
        }
        FamilyRefusal::Password(_) => Problem::field("password", "expected a password that keeps the rules"),
    }
}

async fn list(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<ChildrenJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = family::cards(moment, oid)?;
        page::after_number(all, after.as_deref(), |one| one.card.id).map_err(Stop::refused)
    };
    let spell = |all: Vec<Kept>| ChildrenJson { children: all.iter().map(ChildJson::kept).collect() };
    page.list(&site, read, |one| one.card.id.to_string(), spell, |problem| problem).await
}

async fn parents(
    site: Site,
    request: HttpRequest,
    At(child): At<Oid>,
    Query(query): Query<PageQuery>,
) -> Answer<Listed<ChildrenJson>> {
    let page = Page::asked(&site, &request, query.limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = family::parents_of(moment, child)?;
        page::after_number(all, query.after.as_deref(), |(card, _)| card.id).map_err(Stop::refused)
    };
    let spell = |all: Vec<(Card, Option<Timestamp>)>| ChildrenJson {
        children: all.iter().map(ChildJson::since).collect(),
    };
    page.list(&site, read, |(card, _)| card.id.to_string(), spell, |problem| problem).await
}

async fn make(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<NewChildJson>,
) -> Answer<Made<ChildJson>, OrConflict> {
    let new = json.parse()?;
    let told = |refusal| match refusal {
        MakeRefusal::NoParent => no_person(),
        MakeRefusal::Field(fault) => Problem::field(&fault.field, fault.expected),
        MakeRefusal::Family(refusal) => problem(refusal),
    };
    let work = move |moment: &Moment<'_>| {
        let made = people::make_child(moment, oid, &new)?;
        let since = family::school_consent(moment, &made.card)?;
        Ok((made, since))
    };
    Ok(Made(ChildJson::made(run(&site, work, told).await?)))
}

async fn command(
    site: Site,
    At(oid): At<Oid>,
    At(CardNumber(card)): At<CardNumber>,
    Body(json): Body<CardCommandJson>,
) -> Answer<Json<ChildJson>, OrConflict> {
    let work = move |moment: &Moment<'_>| {
        let command = |command| family::command(moment, oid, card, command);
        let card = match json {
            CardCommandJson::Link => family::link(moment, oid, card),
            CardCommandJson::FinishCheck { refuse } => {
                command(Command::FinishCheck(refuse.into_iter().map(Refused::fault).collect()))
            }
            CardCommandJson::EndLink => command(Command::EndLink),
            CardCommandJson::Hide => command(Command::Hide(true)),
            CardCommandJson::Show => command(Command::Hide(false)),
            CardCommandJson::RegisterDeath { stillborn } => {
                command(Command::RegisterDeath(if stillborn { Death::Stillborn } else { Death::Dead }))
            }
            CardCommandJson::GiveConsent => family::consent(moment, oid, card, ConsentWish::Give),
            CardCommandJson::WithdrawConsent => family::consent(moment, oid, card, ConsentWish::Withdraw),
        }?;
        let since = family::school_consent(moment, &card)?;
        Ok((card, since))
    };
    Ok(Json(ChildJson::since(&run(&site, work, problem).await?)))
}
