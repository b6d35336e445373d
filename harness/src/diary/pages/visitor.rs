//! Owns the cookie: how a browser presents its session id, and how it gets it.

use std::future::{Ready, ready};

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, error};

use crate::diary::admission;
use crate::diary::consent::standing;
use crate::diary::esia::Oid;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::session::{Session, SessionId, Way};
use crate::diary::world::World;

/// The browser that sent a request.
pub(crate) struct Visitor(Option<(SessionId, Session)>);

impl Visitor {
    /// The browser's session, if the diary gave it one.
    pub(crate) fn session(&self) -> Option<&SessionId> {
        self.0.as_ref().map(|(id, _)| id)
    }

    /// The portal account of whoever came through the portal.
    pub(crate) fn account(&self) -> Option<Oid> {
        self.0.as_ref().and_then(|(_, session)| session.account)
    }

    /// The signed-in user. A session by password lasts only as long as the policy allows
    /// passwords: on the day when that ends, older sessions end too.
    pub(crate) fn user(&self, world: &World) -> Option<User> {
        self.entered(world).and_then(Result::ok).map(|(user, _)| user)
    }

    /// The same with the way the user came, or the reason why the session is over.
    pub(crate) fn entered(&self, world: &World) -> Option<Result<(User, Way), Refusal>> {
        let (_, session) = self.0.as_ref()?;
        if let Some(waiting) = &session.waiting {
            return Some(Err(waiting.refusal.clone()));
        }
        let signed_in = session.signed_in.as_ref()?;
        let user = world.people.user(&signed_in.user)?;
        Some(match signed_in.way {
            Way::Portal => standing::of_session(world, session.account, &user).map(|()| (user, Way::Portal)),
            Way::Password => admission::by_password(world, &user).map(|()| (user, Way::Password)),
        })
    }

    /// The users among whom this person may choose.
    pub(crate) fn offered(&self, world: &World) -> Vec<User> {
        let offered = self.0.iter().flat_map(|(_, session)| &session.offered);
        offered.filter_map(|id| world.people.user(id)).collect()
    }
}

impl FromRequest for Visitor {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(world) = request.app_data::<Data<World>>() else {
            return ready(Err(error::ErrorInternalServerError("the diary is not set up")));
        };
        let shown = request.cookie(name(world));
        let known = shown.and_then(|cookie| world.sessions.known(cookie.value(), world.clock.now()));
        ready(Ok(Self(known)))
    }
}

/// Tells the browser its number.
///
/// `HttpOnly` keeps it from scripts; `SameSite=Lax` lets it through when the portal sends the citizen back
/// with a link, and holds it back when a foreign page sends a form; it ends with the browser.
pub(crate) fn give(world: &World, session: &SessionId) -> Cookie<'static> {
    Cookie::build(name(world), session.as_str().to_owned())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(world.is_https())
        .finish()
}

/// Takes the number away from the browser.
pub(crate) fn take(world: &World) -> Cookie<'static> {
    Cookie::build(name(world), "")
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(world.is_https())
        .max_age(Duration::ZERO)
        .finish()
}

/// Over TLS the prefix makes browsers refuse the cookie from any other host.
fn name(world: &World) -> &'static str {
    if world.is_https() { "__Host-diary_session" } else { "diary_session" }
}
