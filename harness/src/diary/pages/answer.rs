//! Owns what answers of all pages have in common: a finished page, a refusal, the way to the next page, a cookie.

use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::http::{StatusCode, header};
use askama::Template;

use crate::diary::pages::visitor::Visitor;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::session::Way;
use crate::diary::world::World;

/// The page that refuses.
#[derive(Template)]
#[template(path = "diary/refusal.html")]
struct RefusalPage<'p> {
    school: &'p str,
    refusal: &'p Refusal,
    lines: Vec<String>,
    portal_url: &'p str,
    signed_in: bool,
}

/// Tells a citizen why not, and how to go on: in the policy's words where it has any.
pub(crate) fn refuse(world: &World, refusal: &Refusal, signed_in: bool) -> HttpResponse {
    let portal_url = world.portal.base_url.trim_end_matches('/');
    let lines = match world.policy.words(refusal.reason()) {
        Some(words) => vec![words.why.clone(), words.forward.clone()],
        None => refusal.explanation(),
    };
    let school = &world.school.name;
    page(refusal.status(), &RefusalPage { school, refusal, lines, portal_url, signed_in })
}

/// The signed-in user, or the response for a visitor who is not signed in.
pub(crate) fn inside(world: &World, visitor: &Visitor) -> Result<(User, Way), HttpResponse> {
    match visitor.entered(world) {
        Some(Ok(entered)) => Ok(entered),
        Some(Err(refusal)) => Err(refuse(world, &refusal, false)),
        None if !visitor.offered(world).is_empty() => Err(see("/choose")),
        None => Err(see("/")),
    }
}

/// A finished page.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> HttpResponse {
    match template.render() {
        Ok(html) => HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// After a form: the browser fetches the next page by itself, and a reload repeats nothing.
pub(crate) fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// The same answer with a cookie.
pub(crate) fn with_cookie(mut answer: HttpResponse, cookie: &Cookie<'_>) -> HttpResponse {
    match answer.add_cookie(cookie) {
        Ok(()) => answer,
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}
