//! Owns the page with the route of a diary that people try out by hand.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use crate::diary::pages::answer::page;
use crate::diary::pages::lost::lost;
use crate::diary::practice::Practice;
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/practice.html")]
struct PracticePage<'p> {
    school: &'p str,
    practice: &'p Practice,
    title: &'p str,
    is_russian: bool,
}

/// The route; a diary that is not for practice has no such page.
pub(crate) async fn show(world: Data<World>) -> HttpResponse {
    let Some(practice) = &world.practice else { return lost(world).await };
    let (title, school) = (world.policy.title.as_str(), world.school.name.as_str());
    page(StatusCode::OK, &PracticePage { school, practice, title, is_russian: practice.lang == "ru" })
}
