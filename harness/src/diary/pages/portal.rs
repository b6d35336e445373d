//! Owns the way to the portal and back, as the browser sees it.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::diary::admission;
use crate::diary::arrive::{Answer, Arrival, arrive};
use crate::diary::consent::renewal;
use crate::diary::esia::authorize::{self, Attempt, Purpose};
use crate::diary::guard::Guard;
use crate::diary::pages::answer::{inside, page, refuse, see, with_cookie};
use crate::diary::pages::visitor::{self, Visitor};
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::world::World;

#[derive(Template)]
#[template(path = "diary/bound.html")]
struct BoundPage<'p> {
    school: &'p str,
    user: &'p User,
}

/// «через Госуслуги»: to the portal, to sign in.
pub(crate) async fn sign_in(world: Data<World>, visitor: Visitor) -> HttpResponse {
    send_away(&world, &visitor, Purpose::SignIn)
}

/// «Привязать учетную запись портала госуслуг»: to the portal, on behalf of the user who is signed in.
pub(crate) async fn bind(world: Data<World>, visitor: Visitor) -> HttpResponse {
    match inside(&world, &visitor) {
        Ok((user, _)) if world.policy.binding.offered => {
            send_away(&world, &visitor, Purpose::Bind { user: user.id })
        }
        Ok(_) => see("/cabinet"),
        Err(answer) => answer,
    }
}

/// «Отвязать учетную запись»: only while the password sign-in still lets the user in.
pub(crate) async fn unbind(world: Data<World>, visitor: Visitor) -> HttpResponse {
    let user = match inside(&world, &visitor) {
        Ok((user, _)) => user,
        Err(answer) => return answer,
    };
    if user.password.is_none() || admission::by_password(&world, &user).is_err() {
        return refuse(&world, &Refusal::WouldLockOut, true);
    }
    world.bindings.unbind(&user.id);
    // Whoever takes an account away because somebody else has it wants that one out at once.
    world.sessions.end_portal(&user.id);
    see("/cabinet")
}

/// The browser is back.
pub(crate) async fn callback(world: Data<World>, visitor: Visitor, request: HttpRequest) -> HttpResponse {
    // RFC 6749 section 3.1: a parameter that is there twice makes the answer unreadable.
    let Ok(answer) = Query::<Answer>::from_query(request.query_string()) else {
        return refuse(&world, &Refusal::AttemptUnknown, visitor.user(&world).is_some());
    };
    let (next, session) = match arrive(&world, visitor.session(), &answer).await {
        Ok(Arrival::SignedIn(session)) => ("/cabinet", session),
        Ok(Arrival::Choosing(session)) => ("/choose", session),
        Ok(Arrival::Bound(session)) => ("/esia/bound", session),
        Ok(Arrival::Waiting(session, refusal)) => {
            return with_cookie(refuse(&world, &refusal, false), &visitor::give(&world, &session));
        }
        Err(refusal) => return refuse(&world, &refusal, visitor.user(&world).is_some()),
    };
    let elsewhere =
        Query::<Wanted>::from_query(request.query_string()).ok().and_then(|wanted| wanted.next.clone());
    let next = match &elsewhere {
        // RFC 9700 section 4.11: only a twin without the guard goes wherever someone wrote into the address.
        Some(elsewhere) if !world.guards.up(Guard::OwnReturn) => elsewhere,
        _ => next,
    };
    with_cookie(see(next), &visitor::give(&world, &session))
}

/// Where someone wants the browser to go after the sign-in.
#[derive(serde::Deserialize)]
struct Wanted {
    next: Option<String>,
}

/// «Обновить сведения с портала»: while the consent acts, without asking the citizen.
pub(crate) async fn refresh(world: Data<World>, visitor: Visitor) -> HttpResponse {
    if let Err(answer) = inside(&world, &visitor) {
        return answer;
    }
    let Some(account) = visitor.account() else { return see("/cabinet") };
    match renewal::read_again(&world, account).await {
        Ok(()) => see("/cabinet"),
        Err(refusal) => refuse(&world, &refusal, visitor.user(&world).is_some()),
    }
}

/// The good news of the memo.
pub(crate) async fn bound(world: Data<World>, visitor: Visitor) -> HttpResponse {
    match visitor.user(&world) {
        Some(user) if world.bindings.has(&user.id) => {
            page(StatusCode::OK, &BoundPage { school: &world.school.name, user: &user })
        }
        _ => see("/"),
    }
}

/// Sends the browser to the portal, to come back for that purpose.
pub(crate) fn send_away(world: &World, visitor: &Visitor, purpose: Purpose) -> HttpResponse {
    let now = world.clock.now();
    let attempt = Attempt { state: world.chance.uuid().to_string(), purpose, started_at: now };
    let redirect_uri = world.redirect_uri();
    let (identity, offset) = (&world.identity, world.school.offset);
    let terms = world.policy.consent.as_ref().filter(|_| attempt.purpose == Purpose::SignIn);
    let address = authorize::address(&world.portal, identity, &attempt, &redirect_uri, offset, terms);
    match address {
        Ok(address) => {
            let session = world.sessions.begin(visitor.session(), attempt, &world.chance, now);
            with_cookie(see(address.as_str()), &visitor::give(world, &session))
        }
        Err(error) => {
            let refusal = Refusal::PortalSilent { detail: error.to_string() };
            refuse(world, &refusal, visitor.user(world).is_some())
        }
    }
}
