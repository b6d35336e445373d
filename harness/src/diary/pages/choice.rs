//! Owns the choice of a person who is several users of the diary.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form};
use askama::Template;
use serde::Deserialize;

use crate::diary::pages::answer::{page, refuse, see, with_cookie};
use crate::diary::pages::visitor::{self, Visitor};
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Role, User};
use crate::diary::session::{SignedIn, Way};
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/choice.html")]
struct ChoicePage<'p> {
    school: &'p str,
    ways: Vec<(String, String)>,
}

/// Who was chosen.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    user: String,
}

/// The users among whom to choose.
pub(crate) async fn show(world: Data<World>, visitor: Visitor) -> HttpResponse {
    let offered = visitor.offered(&world);
    if offered.is_empty() {
        return see("/");
    }
    let ways = offered.iter().map(|user| (user.id.clone(), described(&world, user))).collect();
    page(StatusCode::OK, &ChoicePage { school: &world.school.name, ways })
}

/// Signs in as the chosen user: only as one that was offered to this browser.
pub(crate) async fn choose(world: Data<World>, visitor: Visitor, chosen: Form<Chosen>) -> HttpResponse {
    let Some(user) = visitor.offered(&world).into_iter().find(|user| user.id == chosen.user) else {
        return refuse(&world, &Refusal::NotYourRole, visitor.user(&world).is_some());
    };
    let signed_in = SignedIn { user: user.id, way: Way::Portal };
    let entering = (signed_in, visitor.account());
    let now = world.clock.now();
    let session = world.sessions.sign_in(visitor.session(), entering, &world.guards, &world.chance, now);
    with_cookie(see("/cabinet"), &visitor::give(&world, &session))
}

/// The role, whom it is about, and where.
fn described(world: &World, user: &User) -> String {
    let pupils: Vec<String> = world.school.seen_by(user).map(|pupil| pupil.name.to_string()).collect();
    let school = world.school.school_name(&user.school);
    match pupils.as_slice() {
        [only] if matches!(user.role, Role::Parent | Role::Pupil) => {
            format!("{}: {only}, {school}", user.role.in_russian())
        }
        _ => format!("{}: {}, {school}", user.role.in_russian(), user.shown_name()),
    }
}
