//! Owns the inside: who is signed in, the pupils one may see, and their marks.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use askama::Template;

use crate::diary::admission;
use crate::diary::consent::family::{self, Child, State};
use crate::diary::guard::Guard;
use crate::diary::mark::Mark;
use crate::diary::marks;
use crate::diary::pages::answer::{inside, page, refuse};
use crate::diary::pages::visitor::Visitor;
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Pupil, Role, User};
use crate::diary::session::Way;
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/cabinet.html")]
struct CabinetPage<'p> {
    school: &'p str,
    user: &'p User,
    /// The text for users who signed in by password.
    banner: Option<&'p str>,
    /// Whether there are other users to choose from.
    others: bool,
    binding: bool,
    bound: bool,
    hidden: bool,
    /// The children on the parent's cards, under a policy of consents.
    children: Vec<Child<'p>>,
    /// Whether what the portal told may be asked for again.
    refreshes: bool,
    pupils: Vec<PupilMarks<'p>>,
    /// How many marks are pending for the school portfolio; shown to staff only.
    pending: usize,
}

/// A pupil with the marks.
struct PupilMarks<'p> {
    pupil: &'p Pupil,
    marks: Vec<Mark>,
}

/// The signed-in user's page.
pub(crate) async fn show(world: Data<World>, visitor: Visitor) -> HttpResponse {
    let (user, way) = match inside(&world, &visitor) {
        Ok(entered) => entered,
        Err(answer) => return answer,
    };
    let pupils = family::pupils(&world, &user, visitor.account());
    cabinet(&world, &visitor, (&user, way), pupils)
}

/// The marks of one pupil.
pub(crate) async fn pupil(world: Data<World>, visitor: Visitor, id: Path<String>) -> HttpResponse {
    let (user, way) = match inside(&world, &visitor) {
        Ok(entered) => entered,
        Err(answer) => return answer,
    };
    if let Err(refusal) = world.guards.require(Guard::OwnPupils, user.may_see(&id), Refusal::NotYourPupil) {
        return refuse(&world, &refusal, true);
    }
    let opened = family::pupils(&world, &user, visitor.account());
    let is_open =
        |pupil: &&Pupil| !world.guards.up(Guard::OwnPupils) || opened.iter().any(|own| own.id == pupil.id);
    match world.school.pupil(&id).filter(is_open) {
        Some(pupil) => cabinet(&world, &visitor, (&user, way), vec![pupil]),
        None => refuse(&world, &Refusal::NotYourPupil, true),
    }
}

fn cabinet(world: &World, visitor: &Visitor, (user, way): (&User, Way), pupils: Vec<&Pupil>) -> HttpResponse {
    let sees = admission::sees_marks(world, user, way);
    let marks = |pupil: &Pupil| {
        if sees { marks::of_pupil(&world.school, &world.ledger, &pupil.id) } else { Vec::new() }
    };
    let banner = admission::phase(world).banner.as_deref();
    page(
        StatusCode::OK,
        &CabinetPage {
            school: world.school.school_name(&user.school),
            user,
            banner: banner.filter(|_| way == Way::Password),
            others: visitor.offered(world).len() > 1,
            binding: world.policy.binding.offered,
            bound: world.bindings.has(&user.id),
            hidden: !sees,
            children: family::of(world, user, visitor.account()),
            refreshes: world.policy.consent.is_some() && visitor.account().is_some(),
            pending: pending(world, user),
            pupils: pupils.into_iter().map(|pupil| PupilMarks { pupil, marks: marks(pupil) }).collect(),
        },
    )
}

fn pending(world: &World, user: &User) -> usize {
    let works_here = matches!(user.role, Role::Teacher | Role::Administrator);
    if works_here { world.ledger.pending().map_or(0, |all| all.len()) } else { 0 }
}
