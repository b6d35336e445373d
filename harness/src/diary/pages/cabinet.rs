//! Owns the inside: who is signed in, the pupils one may see, and their marks.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::diary::guard::Guard;
use crate::diary::marks::{self, Mark};
use crate::diary::pages::visitor::Visitor;
use crate::diary::pages::{page, refuse, see};
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Pupil, User};
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/cabinet.html")]
struct CabinetPage<'p> {
    school: &'p str,
    user: &'p User,
    bound: bool,
    pupils: Vec<Book<'p>>,
}

/// A pupil with the marks.
struct Book<'p> {
    pupil: &'p Pupil,
    marks: Vec<&'p Mark>,
}

/// The cabinet of whoever is signed in.
pub(crate) async fn show(world: Data<World>, visitor: Visitor) -> HttpResponse {
    let Some(user) = visitor.user(&world) else {
        return see("/");
    };
    let pupils = world.school.seen_by(user).map(|pupil| book(&world, pupil)).collect();
    cabinet(&world, user, pupils)
}

/// The marks of one pupil.
pub(crate) async fn pupil(world: Data<World>, visitor: Visitor, id: Path<String>) -> HttpResponse {
    let Some(user) = visitor.user(&world) else {
        return see("/");
    };
    if let Err(refusal) = world.guards.require(Guard::OwnPupils, user.may_see(&id), Refusal::NotYourPupil) {
        return refuse(&world, &refusal, true);
    }
    match world.school.pupil(&id) {
        Some(pupil) => cabinet(&world, user, vec![book(&world, pupil)]),
        None => refuse(&world, &Refusal::NotYourPupil, true),
    }
}

fn book<'w>(world: &'w World, pupil: &'w Pupil) -> Book<'w> {
    Book { pupil, marks: marks::of_pupil(&world.school, &pupil.id) }
}

fn cabinet(world: &World, user: &User, pupils: Vec<Book<'_>>) -> HttpResponse {
    let bound = world.bindings.has(&user.id);
    page(StatusCode::OK, &CabinetPage { school: &world.school.name, user, bound, pupils })
}
