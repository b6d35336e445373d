//! Owns one pupil at the administrator's desk: whose insurance numbers are bound to this pupil, and to no other.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use askama::Template;
use serde::Deserialize;

use super::{Entry, administrator};
use crate::diary::admission;
use crate::diary::pages::answer::{page, refuse, see};
use crate::diary::pages::visitor::Visitor;
use crate::diary::people::Newcomer;
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Pupil, Role, User};
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/admin_pupil.html")]
struct PupilPage<'p> {
    school: &'p str,
    pupil: &'p Pupil,
    bound: Vec<User>,
}

/// Whose number is to be taken away.
#[derive(Deserialize)]
pub(crate) struct UnbindForm {
    #[serde(default)]
    user: String,
}

/// The pupil, and who sees the marks.
pub(crate) async fn show(world: Data<World>, visitor: Visitor, id: Path<String>) -> HttpResponse {
    let (_, pupil) = match of_own_school(&world, &visitor, &id) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let bound = world.people.all(|user| is_representative(user, &pupil.id));
    page(StatusCode::OK, &PupilPage { school: world.school.school_name(&pupil.school), pupil, bound })
}

/// Binds a number to the pupil. The owner's name is not needed here: it comes from the portal at the first sign-in.
pub(crate) async fn bind(
    world: Data<World>,
    visitor: Visitor,
    id: Path<String>,
    entry: Form<Entry>,
) -> HttpResponse {
    let (administrator, pupil) = match of_own_school(&world, &visitor, &id) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    let snils = match entry.snils() {
        Ok(Some(snils)) => snils,
        Ok(None) => {
            return refuse(&world, &Refusal::EntryUnfit { why: "Укажите СНИЛС.".to_owned() }, true);
        }
        Err(refusal) => return refuse(&world, &refusal, true),
    };
    let is_bound = |user: &User| is_representative(user, &pupil.id) && user.snils.as_ref() == Some(&snils);
    if world.people.all(is_bound).is_empty() {
        world.people.add(Newcomer {
            school: administrator.school,
            role: Role::Parent,
            name: None,
            snils: Some(snils),
            birth_date: None,
            joined: admission::today(&world),
            activated: true,
            sees: vec![pupil.id.clone()],
        });
    }
    see(&format!("/admin/pupils/{}", pupil.id))
}

/// Takes a number away from the pupil.
pub(crate) async fn unbind(
    world: Data<World>,
    visitor: Visitor,
    id: Path<String>,
    unbound: Form<UnbindForm>,
) -> HttpResponse {
    let (_, pupil) = match of_own_school(&world, &visitor, &id) {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    if world.people.user(&unbound.user).is_some_and(|user| is_representative(&user, &pupil.id)) {
        world.people.remove(&unbound.user);
    }
    see(&format!("/admin/pupils/{}", pupil.id))
}

/// Someone whose number was bound to this pupil and no other.
fn is_representative(user: &User, pupil: &str) -> bool {
    user.role == Role::Parent && user.password.is_none() && user.sees == [pupil]
}

fn of_own_school<'w>(
    world: &'w World,
    visitor: &Visitor,
    id: &str,
) -> Result<(User, &'w Pupil), HttpResponse> {
    let administrator = administrator(world, visitor)?;
    let pupil = world.school.pupil(id).filter(|pupil| pupil.school == administrator.school);
    match pupil {
        Some(pupil) => Ok((administrator, pupil)),
        None => Err(refuse(world, &Refusal::NotYourPupil, true)),
    }
}
