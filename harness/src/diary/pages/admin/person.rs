//! Owns one person at the administrator's desk: name, insurance number, activation code.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Path};
use askama::Template;

use super::{Entry, administrator};
use crate::diary::esia::Oid;
use crate::diary::pages::answer::{page, refuse, see};
use crate::diary::pages::visitor::Visitor;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/admin_person.html")]
struct PersonPage<'p> {
    school: &'p str,
    person: User,
    snils: String,
    /// The number of the portal account that is bound.
    account: Option<Oid>,
    /// A code that was just made; it is shown once.
    code: Option<String>,
}

/// The person's data.
pub(crate) async fn show(world: Data<World>, visitor: Visitor, id: Path<String>) -> HttpResponse {
    match of_own_school(&world, &visitor, &id) {
        Ok(person) => shown(&world, person, None),
        Err(answer) => answer,
    }
}

/// Saves name and insurance number as they were typed.
pub(crate) async fn save(
    world: Data<World>,
    visitor: Visitor,
    id: Path<String>,
    entry: Form<Entry>,
) -> HttpResponse {
    let person = match of_own_school(&world, &visitor, &id) {
        Ok(person) => person,
        Err(answer) => return answer,
    };
    let (name, snils) = match (entry.name(), entry.snils()) {
        (Ok(name), Ok(snils)) => (name, snils),
        (Err(refusal), _) | (_, Err(refusal)) => return refuse(&world, &refusal, true),
    };
    world.people.change(&person.id, |user| {
        user.name = Some(name);
        user.snils = snils;
    });
    see(&format!("/admin/people/{}", person.id))
}

/// Makes an activation code and shows it, to be written on a slip of paper.
pub(crate) async fn code(world: Data<World>, visitor: Visitor, id: Path<String>) -> HttpResponse {
    match of_own_school(&world, &visitor, &id) {
        Ok(person) => {
            let code = world.people.code_for(&person.id, &world.chance);
            shown(&world, person, Some(code))
        }
        Err(answer) => answer,
    }
}

fn shown(world: &World, person: User, code: Option<String>) -> HttpResponse {
    let snils = person.snils.as_ref().map(|snils| snils.as_str().to_owned()).unwrap_or_default();
    let school = world.school.school_name(&person.school);
    let account = world.bindings.account_of(&person.id);
    page(StatusCode::OK, &PersonPage { school, snils, account, code, person: person.clone() })
}

fn of_own_school(world: &World, visitor: &Visitor, id: &str) -> Result<User, HttpResponse> {
    let administrator = administrator(world, visitor)?;
    let person = world.people.user(id).filter(|person| person.school == administrator.school);
    person.ok_or_else(|| refuse(world, &Refusal::NotYourRole, true))
}
