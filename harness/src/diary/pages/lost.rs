//! Owns the page of an address that the diary does not have.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use crate::diary::pages::answer::page;
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/lost.html")]
struct LostPage<'p> {
    school: &'p str,
}

/// Says so, with the way back.
pub(crate) async fn lost(world: Data<World>) -> HttpResponse {
    page(StatusCode::NOT_FOUND, &LostPage { school: &world.school.name })
}
