//! Owns the diary's addresses and what all its pages have in common.

mod activation;
mod admin;
mod cabinet;
mod choice;
mod entry;
mod leave;
mod levers;
mod marks;
mod portal;
mod visitor;

use actix_web::body::MessageBody;
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::{DefaultHeaders, Next};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{Error, HttpRequest, HttpResponse};
use askama::Template;

use crate::diary::pages::visitor::Visitor;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::session::Way;
use crate::diary::world::World;

/// Every address of the diary.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/", web::get().to(entry::show))
        .route("/login", web::post().to(entry::login))
        .route("/cabinet", web::get().to(cabinet::show))
        .route("/marks", web::post().to(marks::give))
        .route("/portfolio/push", web::post().to(marks::push))
        .route("/pupils/{pupil}", web::get().to(cabinet::pupil))
        .route("/activate", web::get().to(activation::ask))
        .route("/activate", web::post().to(activation::show))
        .route("/activate/password", web::post().to(activation::with_password))
        .route("/activate/profile", web::post().to(activation::profile))
        .route("/activate/portal", web::post().to(activation::through_portal))
        .route("/choose", web::get().to(choice::show))
        .route("/choose", web::post().to(choice::choose))
        .route("/admin", web::get().to(admin::show))
        .route("/admin/people", web::post().to(admin::add))
        .route("/admin/people/{user}", web::get().to(admin::person::show))
        .route("/admin/people/{user}", web::post().to(admin::person::save))
        .route("/admin/people/{user}/code", web::post().to(admin::person::code))
        .route("/admin/pupils/{pupil}", web::get().to(admin::pupil::show))
        .route("/admin/pupils/{pupil}", web::post().to(admin::pupil::bind))
        .route("/admin/pupils/{pupil}/unbind", web::post().to(admin::pupil::unbind))
        .route("/esia/unbind", web::post().to(portal::unbind))
        .route("/esia/sign-in", web::post().to(portal::sign_in))
        .route("/esia/bind", web::post().to(portal::bind))
        .route("/esia/callback", web::get().to(portal::callback))
        .route("/esia/bound", web::get().to(portal::bound))
        .route("/leave", web::post().to(leave::diary))
        .route("/leave/portal", web::post().to(leave::diary_and_portal))
        .route("/_diary/clock", web::get().to(levers::clock))
        .route("/_diary/clock", web::put().to(levers::set_clock))
        .route("/style.css", web::get().to(style));
}

/// Headers of every answer: nothing is cached, framed, guessed or passed on to others in `Referer`,
/// because addresses of the diary hold codes and its pages hold children's marks.
/// Not `no-referrer`: under it browsers send the diary's own forms with `Origin: null` (Fetch, 3.2).
pub(crate) fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CACHE_CONTROL, "no-store"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
        ))
}

/// A form counts only when it was filled in on a page of the diary: browsers say so in `Origin`.
pub(crate) async fn own_forms(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let own = request.app_data::<Data<World>>().is_some_and(|world| is_own(request.request(), world));
    if request.method() == Method::POST && !own {
        return Ok(request.into_response(HttpResponse::Forbidden().finish()).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}

fn is_own(request: &HttpRequest, world: &World) -> bool {
    let origin = request.headers().get(header::ORIGIN);
    origin.is_none_or(|origin| origin.as_bytes() == world.public_url.as_bytes())
}

/// The page that says no.
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

/// Whoever is in, or the answer for somebody who is not.
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

async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("style.css"))
}
