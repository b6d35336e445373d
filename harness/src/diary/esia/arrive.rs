//! Owns what happens when the browser comes back from the portal: everything between the answer and a session.

use serde::Deserialize;

use crate::diary::esia::authorize::{Attempt, Purpose};
use crate::diary::esia::exchange::Exchange;
use crate::diary::esia::person::{Person, person};
use crate::diary::esia::verify::Verifier;
use crate::diary::guard::Guard;
use crate::diary::refusal::Refusal;
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
    /// Somebody is signed in.
    SignedIn(SessionId),
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
    // The state comes first: an answer that nobody asked for is not even listened to.
    let attempt = world.sessions.end_attempt(browser, &answer.state, &world.guards, now)?;
    let code = answer.code()?;
    let person = identify(world, code, &attempt).await?;
    let admitted = world.policy.admits(person.level);
    let too_low = Refusal::LevelTooLow { needed: world.policy.level, seen: person.level };
    world.guards.require(Guard::Level, admitted, too_low)?;

    let user = match &attempt.purpose {
        Purpose::SignIn => world.bindings.user_of(&person, &world.guards)?,
        Purpose::Bind { user } => {
            world.bindings.bind(user, &person, &world.guards)?;
            user.clone()
        }
    };
    let signed_in = SignedIn { user, way: Way::Portal };
    let session = world.sessions.sign_in(browser, signed_in, &world.guards, &world.chance, now);
    Ok(match attempt.purpose {
        Purpose::SignIn => Arrival::SignedIn(session),
        Purpose::Bind { .. } => Arrival::Bound(session),
    })
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
