//! Owns the front door: the diary's own login and password, and the button to the portal.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use askama::Template;
use serde::Deserialize;

use crate::diary::admission;
use crate::diary::pages::answer::{page, refuse, see, with_cookie};
use crate::diary::pages::visitor::{self, Visitor};
use crate::diary::practice::Practice;
use crate::diary::refusal::Refusal;
use crate::diary::session::{SignedIn, Way};
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/entry.html")]
struct EntryPage<'p> {
    school: &'p str,
    region: &'p str,
    /// The citizen has just left the diary, and may still be signed in at the portal.
    left: bool,
    portal_url: &'p str,
    /// The policy's banner of today.
    notice: Option<&'p str>,
    practice: Option<&'p Practice>,
}

/// The notice that the front page shows.
#[derive(Deserialize)]
pub(crate) struct EntryNotice {
    left: Option<String>,
}

/// The password sign-in.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

/// The front door.
pub(crate) async fn show(world: Data<World>, visitor: Visitor, arriving: Query<EntryNotice>) -> HttpResponse {
    if visitor.user(&world).is_some() {
        return see("/cabinet");
    }
    let portal_url = world.portal.base_url.trim_end_matches('/');
    let left = arriving.left.as_deref() == Some("diary");
    let (school, region) = (world.school.name.as_str(), world.school.region.as_str());
    let notice = admission::phase(&world).notice.as_deref();
    let practice = world.practice.as_ref();
    page(StatusCode::OK, &EntryPage { school, region, left, portal_url, notice, practice })
}

/// Signs in with the diary's own login and password.
pub(crate) async fn login(world: Data<World>, visitor: Visitor, form: Form<Credentials>) -> HttpResponse {
    let now = world.clock.now();
    let look = || world.people.with_password(&form.login, &form.password);
    let Some(user) = world.tries.opens(&form.login, now, look) else {
        return refuse(&world, &Refusal::WrongPassword, false);
    };
    // The password is checked first: without it nothing is revealed about the login.
    if let Err(refusal) = admission::by_password(&world, &user) {
        return refuse(&world, &refusal, false);
    }
    let signed_in = SignedIn { user: user.id.clone(), way: Way::Password };
    let session =
        world.sessions.sign_in(visitor.session(), (signed_in, None), &world.guards, &world.chance, now);
    with_cookie(see("/cabinet"), &visitor::give(&world, &session))
}
