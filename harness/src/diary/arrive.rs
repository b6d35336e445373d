//! Owns the return from the portal: everything between the authorization response and a session.

use serde::Deserialize;

use crate::diary::admission;
use crate::diary::consent::admit::admit;
use crate::diary::consent::look;
use crate::diary::esia::authorize::{Attempt, Purpose};
use crate::diary::esia::consent;
use crate::diary::esia::exchange::Tokens;
use crate::diary::esia::person::{Person, person};
use crate::diary::esia::verify::Believed;
use crate::diary::guard::Guard;
use crate::diary::policy::ConsentTerms;
use crate::diary::portfolio;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::session::{SessionId, SignedIn, Waiting, Way};
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
    /// The portal knows who it is, and a consent is missing: the browser waits for it.
    Waiting(SessionId, Refusal),
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
    let code = answer.code().map_err(|refusal| told(world, refusal))?;
    let (tokens, believed) = redeem(world, code, &attempt).await.map_err(|refusal| told(world, refusal))?;
    if let (Purpose::SignIn, Some(terms)) = (&attempt.purpose, &world.policy.consent) {
        return by_consent(world, browser, terms, &tokens, believed).await;
    }
    let person = known(world, &tokens, believed).await?;
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
            let entering = (SignedIn { user: only.clone(), way: Way::Portal }, Some(person.oid));
            Arrival::SignedIn(world.sessions.sign_in(browser, entering, guards, chance, now))
        }
        _ => Arrival::Choosing(world.sessions.offer(browser, (ids, Some(person.oid)), guards, chance, now)),
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
    let account = Some(person.oid);
    let offered = (all.len() > 1).then(|| world.sessions.offer(browser, (all, account), guards, chance, now));
    let entering = (SignedIn { user: user.to_owned(), way: Way::Portal }, account);
    let session = world.sessions.sign_in(offered.as_ref().or(browser), entering, guards, chance, now);
    Ok(Arrival::Bound(session))
}

/// Lets a person in by the consent that the token carries; without one, the browser waits for it.
///
/// DP 4: whoever may give no consent, or has not, signs in all the same, with `openid` and nothing else. No user is made
/// or bound by that.
async fn by_consent(
    world: &World,
    browser: Option<&SessionId>,
    terms: &ConsentTerms,
    tokens: &Tokens,
    believed: Believed,
) -> Result<Arrival, Refusal> {
    if consent::is_carried(terms, &tokens.access_token) {
        let (person, users) = admit(world, believed, &tokens.access_token).await?;
        return Ok(enter(world, browser, users, &person));
    }
    if world.book.of(believed.oid).is_some() {
        // An older session of this account stood by a consent that is not there any more.
        look::again(world, believed.oid).await?;
    }
    let is_asked = believed.child || believed.confirmed;
    let refusal = if is_asked { Refusal::ConsentMissing } else { Refusal::ConfirmedNeeded };
    let waiting = Waiting { believed, refusal: refusal.clone() };
    let now = world.clock.now();
    let session = world.sessions.wait(browser, waiting, &world.guards, &world.chance, now);
    Ok(Arrival::Waiting(session, refusal))
}

/// What a refusal of the portal means under this policy; what it has against the diary is kept for the administrator.
fn told(world: &World, refusal: Refusal) -> Refusal {
    let refusal = match refusal {
        Refusal::Declined if world.policy.consent.is_some() => Refusal::ConsentDeclined,
        Refusal::PortalRefused { detail } => {
            Refusal::of_portal(&detail).unwrap_or(Refusal::PortalRefused { detail })
        }
        Refusal::CodeRefused { detail } => {
            Refusal::of_portal(&detail).unwrap_or(Refusal::CodeRefused { detail })
        }
        other => other,
    };
    refusal.complaint().into_iter().for_each(|complaint| world.complaints.keep(complaint));
    refusal
}

/// From a code to tokens that are believed.
async fn redeem(world: &World, code: &str, attempt: &Attempt) -> Result<(Tokens, Believed), Refusal> {
    let tokens = world.exchange().redeem(code, &world.redirect_uri()).await?;
    let believed = world.verifier(attempt.started_at).believe(&tokens.id_token, &tokens.access_token)?;
    Ok((tokens, believed))
}

/// The person of the tokens, as the portal's record has it.
async fn known(world: &World, tokens: &Tokens, believed: Believed) -> Result<Person, Refusal> {
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
