//! Owns activation: a printed code from the school opens a new profile.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form};
use askama::Template;
use serde::Deserialize;

use crate::diary::admission;
use crate::diary::esia::authorize::Purpose;
use crate::diary::pages::answer::{page, refuse, see, with_cookie};
use crate::diary::pages::portal::send_away;
use crate::diary::pages::visitor::{self, Visitor};
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Credentials, User};
use crate::diary::session::{SignedIn, Way};
use crate::diary::world::World;

/// The shortest password that the diary takes.
const PASSWORD_CHARS_MIN: usize = 8;

#[derive(Template)]
#[template(path = "diary/activation.html")]
struct ActivationPage<'p> {
    school: &'p str,
    /// The profile that the code opens; none while the code is asked for.
    profile: Option<Profile<'p>>,
}

struct Profile<'p> {
    name: String,
    role: &'static str,
    code: &'p str,
    /// Why this user gets no login and password, if so.
    no_password: Option<Vec<String>>,
    binding: bool,
    /// Neither password nor binding: the portal is the way in, and the profile only has to be in use.
    only_profile: bool,
}

/// A code, and what to do with it.
#[derive(Deserialize)]
pub(crate) struct CodeForm {
    #[serde(default)]
    code: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

/// Asks for the code.
pub(crate) async fn ask(world: Data<World>) -> HttpResponse {
    page(StatusCode::OK, &ActivationPage { school: &world.school.name, profile: None })
}

/// Shows whose profile it is and how it may be activated.
pub(crate) async fn show(world: Data<World>, slip: Form<CodeForm>) -> HttpResponse {
    let Some(user) = world.people.with_code(&slip.code) else {
        return refuse(&world, &Refusal::CodeUnknown, false);
    };
    let closed = admission::by_password(&world, &user).err();
    let text = |refusal: Refusal| match world.policy.words(refusal.reason()) {
        Some(words) => vec![words.why.clone()],
        None => refusal.explanation(),
    };
    let binding = world.policy.binding.offered;
    let profile = Profile {
        only_profile: closed.is_some() && !binding,
        name: user.shown_name(),
        role: user.role.in_russian(),
        code: &slip.code,
        no_password: closed.map(text),
        binding,
    };
    page(StatusCode::OK, &ActivationPage { school: &world.school.name, profile: Some(profile) })
}

/// Gives the user a login and a password, where the policy still lets them in by it.
pub(crate) async fn with_password(
    world: Data<World>,
    visitor: Visitor,
    slip: Form<CodeForm>,
) -> HttpResponse {
    match activated(&world, &slip) {
        Ok(user) => {
            let signed_in = SignedIn { user: user.id, way: Way::Password };
            let (chance, now) = (&world.chance, world.clock.now());
            let session =
                world.sessions.sign_in(visitor.session(), (signed_in, None), &world.guards, chance, now);
            with_cookie(see("/cabinet"), &visitor::give(&world, &session))
        }
        Err(refusal) => refuse(&world, &refusal, false),
    }
}

fn activated(world: &World, slip: &CodeForm) -> Result<User, Refusal> {
    let user = world.people.with_code(&slip.code).ok_or(Refusal::CodeUnknown)?;
    admission::by_password(world, &user)?;
    let fits = slip.password.chars().count() >= PASSWORD_CHARS_MIN && !slip.login.trim().is_empty();
    let why = match () {
        () if !fits => Some("Укажите логин и пароль не короче восьми знаков."),
        () if slip.password != slip.password_again => Some("Пароли не совпадают."),
        () if world.people.has_login(&slip.login) => Some("Такой логин уже занят."),
        () => None,
    };
    if let Some(why) = why {
        return Err(Refusal::CredentialsUnfit { why });
    }
    world.people.activate(&user.id, Some(Credentials::new(&slip.login, &slip.password)));
    Ok(user)
}

/// Activates the profile; its owner signs in through the portal.
pub(crate) async fn profile(world: Data<World>, slip: Form<CodeForm>) -> HttpResponse {
    match world.people.with_code(&slip.code) {
        Some(user) => {
            world.people.activate(&user.id, None);
            see("/")
        }
        None => refuse(&world, &Refusal::CodeUnknown, false),
    }
}

/// To the portal, to bind the account of a user who has no password and gets none.
pub(crate) async fn through_portal(
    world: Data<World>,
    visitor: Visitor,
    slip: Form<CodeForm>,
) -> HttpResponse {
    match world.people.with_code(&slip.code) {
        Some(user) if world.policy.binding.offered => {
            send_away(&world, &visitor, Purpose::Bind { user: user.id })
        }
        Some(_) => see("/"),
        None => refuse(&world, &Refusal::CodeUnknown, false),
    }
}
