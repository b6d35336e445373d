//! Owns the diary's addresses and what all its pages have in common.

pub(crate) mod access;
mod activation;
mod admin;
mod answer;
mod cabinet;
mod choice;
mod entry;
mod leave;
mod lost;
mod marks;
mod messages;
pub(crate) mod morning;
mod portal;
mod practice;
mod test_api;
mod visitor;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{ServiceConfig, get, post, put, resource, to};

/// Where the portal's messages come to.
pub(crate) const PUSHES: &str = "/esia/pushes";

/// Every address of the diary.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/").route(get().to(entry::show)))
        .service(resource("/login").route(post().to(entry::login)))
        .service(resource("/cabinet").route(get().to(cabinet::show)))
        .service(resource("/marks").route(post().to(marks::give)))
        .service(resource("/portfolio/push").route(post().to(marks::push)))
        .service(resource("/pupils/{pupil}").route(get().to(cabinet::pupil)))
        .service(resource("/activate").route(get().to(activation::ask)).route(post().to(activation::show)))
        .service(resource("/activate/password").route(post().to(activation::with_password)))
        .service(resource("/activate/profile").route(post().to(activation::profile)))
        .service(resource("/activate/portal").route(post().to(activation::through_portal)))
        .service(resource("/choose").route(get().to(choice::show)).route(post().to(choice::choose)))
        .service(resource("/admin").route(get().to(admin::show)))
        .service(resource("/admin/people").route(post().to(admin::add)))
        .service(
            resource("/admin/people/{user}")
                .route(get().to(admin::person::show))
                .route(post().to(admin::person::save)),
        )
        .service(resource("/admin/people/{user}/code").route(post().to(admin::person::code)))
        .service(
            resource("/admin/pupils/{pupil}")
                .route(get().to(admin::pupil::show))
                .route(post().to(admin::pupil::bind)),
        )
        .service(resource("/admin/pupils/{pupil}/unbind").route(post().to(admin::pupil::unbind)))
        .service(resource("/esia/unbind").route(post().to(portal::unbind)))
        .service(resource("/esia/sign-in").route(post().to(portal::sign_in)))
        .service(resource("/esia/bind").route(post().to(portal::bind)))
        .service(resource("/esia/callback").route(get().to(portal::callback)))
        .service(resource("/esia/bound").route(get().to(portal::bound)))
        .service(resource("/esia/refresh").route(post().to(portal::refresh)))
        .service(resource(PUSHES).route(post().to(messages::take)))
        .service(resource("/leave").route(post().to(leave::diary)))
        .service(resource("/leave/portal").route(post().to(leave::diary_and_portal)))
        .service(
            resource("/_diary/clock").route(get().to(test_api::clock)).route(put().to(test_api::set_clock)),
        )
        .service(resource("/practice").route(get().to(practice::show)))
        .service(resource("/style.css").route(get().to(style)))
        .default_service(to(lost::lost));
}

/// Headers of every answer: nothing is cached, framed, guessed or passed on to others in `Referer`,
/// because addresses of the diary hold codes and its pages hold children's marks.
/// Not `no-referrer`: under it browsers send the diary's own forms with `Origin: null` (Fetch, 3.2).
pub(crate) fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((header::CACHE_CONTROL, "no-store"))
        .add((header::REFERRER_POLICY, "same-origin"))
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        // For browsers that do not know `frame-ancestors`.
        .add((header::X_FRAME_OPTIONS, "DENY"))
        .add((
            header::CONTENT_SECURITY_POLICY,
            // Without `form-action`: Chromium applies it to redirects after a form too, and «Войти через госуслуги» is one.
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
        ))
}

async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("pages/style.css"))
}
