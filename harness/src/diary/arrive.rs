//! Owns the return from the portal: everything between the authorization response and a session.

use serde::Deserialize;

use crate::diary::admission;
use crate::diary::esia::authorize::{Attempt, Purpose};
use crate::diary::esia::exchange::Exchange;
use crate::diary::esia::person::{Person, person};
use crate::diary::esia::verify::Verifier;
use crate::diary::guard::Guard;
use crate::diary::portfolio;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::session::{SessionId, SignedIn, Way};
use crate::diary::world::World;

/// The portal's answer, as the browser carries it in the address.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
    #[serde(default)]
    error_description: String,
}

/// What the browser came back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// Someone is signed in.
    SignedIn(SessionId),
    /// Someone is known who is several users of the diary, and has to choose.
    Choosing(SessionId),
    /// The account is bound, and the same user is signed in.
    Bound(SessionId),
}

/// Takes an answer of the portal to its end.
pub(crate) async fn arrive(
    world: &World,
    browser: Option<&SessionId>,
    answer: &Answer,
) -> Result<Arrival, Refusal> {
    let now = world.clock.now();
    // The state comes first: an answer that no one asked for is not even listened to.
    let attempt = world.sessions.end_attempt(browser, &answer.state, &world.guards, now)?;
    let code = answer.code()?;
    let person = identify(world, code, &attempt).await?;
    match &attempt.purpose {
        Purpose::SignIn => {
            let users = admission::through_portal(world, &person)?;
            let users = with_consent(world, users, &person).await?;
            Ok(enter(world, browser, users, &person))
        }
        Purpose::Bind { user } => bind(world, browser, user, &person),
    }
}

/// Leaves out a child whose parents have not allowed school data: the portal does not find such a pupil.
async fn with_consent(world: &World, users: Vec<User>, person: &Person) -> Result<Vec<User>, Refusal> {
    let (asked, mut found): (Vec<User>, Vec<User>) =
        users.into_iter().partition(|user| admission::rule(world, user).school_consent);
    if asked.is_empty() {
        return Ok(found);
    }
    if portfolio::finds(world, &admission::snils(person)?).await? {
        found.extend(asked);
    }
    if found.is_empty() { Err(Refusal::ConsentMissing) } else { Ok(found) }
}

/// Lets a person in as the one user, or offers the several.
fn enter(world: &World, browser: Option<&SessionId>, users: Vec<User>, person: &Person) -> Arrival {
    let (guards, chance, now) = (&world.guards, &world.chance, world.clock.now());
    for user in users.iter().filter(|user| user.name.is_none()) {
        // The school entered a number only; the portal vouches for the name that belongs to it.
        world.people.change(&user.id, |user| user.name.clone_from(&person.name));
    }
    let ids: Vec<String> = users.into_iter().map(|user| user.id).collect();
    match ids.as_slice() {
        [only] => {
            let signed_in = SignedIn { user: only.clone(), way: Way::Portal };
            Arrival::SignedIn(world.sessions.sign_in(browser, signed_in, guards, chance, now))
        }
        _ => Arrival::Choosing(world.sessions.offer(browser, ids, guards, chance, now)),
    }
}

/// Binds the account to the user who asked for it, and lets the person in as that user.
fn bind(world: &World, browser: Option<&SessionId>, user: &str, person: &Person) -> Result<Arrival, Refusal> {
    let (guards, chance, now) = (&world.guards, &world.chance, world.clock.now());
    let asked = world.people.user(user).ok_or(Refusal::UnknownPerson)?;
    admission::level(world, person, admission::rule(world, &asked).portal)?;
    world.bindings.bind(user, person, world.policy.binding.many_users, guards)?;
    world.people.activate(user, None);
    let all = world.bindings.users_of(person, guards)?;
    let offered = (all.len() > 1).then(|| world.sessions.offer(browser, all, guards, chance, now));
    let signed_in = SignedIn { user: user.to_owned(), way: Way::Portal };
    let session = world.sessions.sign_in(offered.as_ref().or(browser), signed_in, guards, chance, now);
    Ok(Arrival::Bound(session))
}

/// From a code to a person: exchange, check, read.
async fn identify(world: &World, code: &str, attempt: &Attempt) -> Result<Person, Refusal> {
    let exchange = Exchange {
        http: &world.http,
        portal: &world.portal,
        identity: &world.identity,
        chance: &world.chance,
        guards: &world.guards,
        offset: world.school.offset,
        now: world.clock.now(),
    };
    let tokens = exchange.redeem(code, &world.redirect_uri()).await?;
    let verifier = Verifier {
        portal: &world.portal,
        guards: &world.guards,
        now: world.clock.now(),
        asked_at: attempt.started_at,
    };
    let believed = verifier.believe(&tokens.id_token, &tokens.access_token)?;
    if !world.guards.up(Guard::Record) {
        return Ok(Person::of_tokens_alone(believed));
    }
    person(&world.http, &world.portal, &world.guards, &tokens.access_token, believed).await
}

impl Answer {
    /// The code, or the reason why the portal gave none.
    fn code(&self) -> Result<&str, Refusal> {
        match (self.error.as_deref(), self.code.as_deref()) {
            // RFC 6749 section 4.1.2.1: the resource owner or the authorization server denied the request.
            (Some("access_denied"), _) if self.error_description.contains("ESIA-007004") => {
                Err(Refusal::Declined)
            }
            (Some(error), _) => {
                Err(Refusal::PortalRefused { detail: format!("{error}: {}", self.error_description) })
            }
            (None, Some(code)) if !code.is_empty() => Ok(code),
            (None, _) => Err(Refusal::PortalRefused { detail: "neither a code nor an error".to_owned() }),
        }
    }
}
