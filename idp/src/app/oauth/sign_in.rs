//! Signing in by control call: the same steps as on the pages, for tests that want none.

use crate::app::oauth::authorize::{self, Accepted};
use crate::app::oauth::login::{self, Onward, Step};
use crate::app::oauth::refusal::OAuthRefusal;
use crate::app::stop::control_refused;
use crate::app::{Explained, Moment, Stop};
use crate::domain::consent::Choice;
use crate::domain::grant::Pending;
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::domain::organisation::Role;
use crate::domain::progress;
use crate::domain::session::{Session, SignInMethod};
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::params::{Limits, Params};

/// Why a control call signs nobody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInStop {
    /// There is no such person, or the account is locked or gone.
    Person(&'static str),
    /// The person has no such role, or the request does not let it in.
    Role(&'static str),
    /// The address asks for no sign-in.
    Address(&'static str),
    /// The request is refused; the wire would say this.
    Request(Box<OAuthRefusal>),
}

impl Explained for SignInStop {
    fn why(&self) -> Why {
        match self {
            Self::Person(expected) | Self::Role(expected) | Self::Address(expected) => {
                control_refused(format!("expected {expected}"))
            }
            Self::Request(refusal) => refusal.why(),
        }
    }

    fn code(&self) -> Option<String> {
        match self {
            Self::Person(_) | Self::Role(_) | Self::Address(_) => None,
            Self::Request(refusal) => refusal.code(),
        }
    }
}

/// Who signs in, where, and how.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The person.
    pub person: Oid,
    /// The version of the authorization endpoint.
    pub dialect: Dialect,
    /// The query of the authorization request.
    pub query: &'a str,
    /// Whether the person allows what is asked.
    pub consents: bool,
    /// In whose name; the person's own when nothing is said and there is a choice.
    pub role: Option<Role>,
    /// How; as the realm's setting says when left out.
    pub method: Option<SignInMethod>,
}

/// Walks sign-in, role and consent for a person, to the address the citizen would be sent back to.
///
/// # Errors
/// The person cannot sign in or the request is refused; or something is broken.
pub fn walk(moment: &Moment<'_>, entry: &Entry<'_>) -> Result<Onward, Stop<SignInStop>> {
    let Entry { person, dialect, query, consents, role, method } = *entry;
    let refused = |why| Stop::refused(SignInStop::Person(why));
    let account = moment.read()?.account(person)?.ok_or_else(|| refused("an oid that exists"))?;
    if !account.is_in_force() {
        return Err(refused("an account that is neither blocked nor deleted"));
    }
    check_role(moment, person, role)?;
    let params = Params::within(Limits::of(&moment.settings.front), query, b"");
    // The call stands for everything the citizen would type, the second factor too.
    let credentials = moment.read()?.credentials(person)?;
    let begun = login::new_session(moment, &account, false, "");
    let session = Session {
        role,
        method: method.unwrap_or(begun.method),
        second_factor: progress::has_factor(&credentials, account.mobile().is_some()),
        ..begun
    };
    let told = |refusal: OAuthRefusal| {
        SignInStop::Request(Box::new(refusal.for_body(&params).named(moment.settings.error_names)))
    };
    let judged = authorize::prepare(moment, dialect, &params).map_err(|stop| stop.map(told))?;
    moment.write()?.put_session(&session)?;
    let accepted = authorize::accept(moment, judged, Some(session.id));
    let Accepted { pending, session: recognised, step } = accepted.map_err(|stop| stop.map(told))?;
    let session = recognised.unwrap_or(session);
    let step = match step {
        Onward::Step(Step::Role { .. }) if role.is_none() => {
            login::role::choose(moment, &pending, &session, Role::Citizen)?;
            login::next_step(moment, Some(&pending), Some(session.id))?
        }
        step => step,
    };
    let session = login::signed_in(moment, session.id)?.map_or(session, |(session, _)| session);
    match step {
        Onward::Step(Step::Consent { .. }) if !consents => declined(moment, &pending, person),
        Onward::Step(Step::Consent { .. }) => {
            let (pending, _) = login::consent::give(moment, &pending, &session, &Choice::Everything)?;
            arrived(login::next_step(moment, Some(&pending), Some(session.id))?)
        }
        step => arrived(step),
    }
}

/// Opens the portal for a person, as if everything had been typed.
///
/// # Errors
/// The person cannot sign in; or something is broken.
pub fn enter(moment: &Moment<'_>, person: Oid, device: &str) -> Result<Session, Stop<SignInStop>> {
    let refused = |why| Stop::refused(SignInStop::Person(why));
    let account = moment.read()?.account(person)?.ok_or_else(|| refused("an oid that exists"))?;
    if !account.is_in_force() {
        return Err(refused("an account that is neither blocked nor deleted"));
    }
    let session = login::new_session(moment, &account, false, device);
    moment.write()?.put_session(&session)?;
    Ok(session)
}

/// The way back to the relying party, where the sign-in has come to it.
fn arrived(step: Onward) -> Result<Onward, Stop<SignInStop>> {
    let refused = |why| Err(Stop::refused(why));
    match &step {
        Onward::Code(_) | Onward::Step(Step::Back { .. }) => Ok(step),
        Onward::Step(Step::Role { .. }) => {
            refused(SignInStop::Role("a role that the request lets in: citizen, or an organisation"))
        }
        Onward::Step(Step::Consent { .. }) => {
            refused(SignInStop::Address("a client that is still registered"))
        }
        Onward::Step(
            Step::SignIn { .. }
            | Step::Puzzle
            | Step::Code(_)
            | Step::Binding { .. }
            | Step::NewPassword { .. }
            | Step::Cabinet,
        ) => refused(SignInStop::Address("an address that asks for a sign-in")),
    }
}

fn declined(moment: &Moment<'_>, pending: &Pending, person: Oid) -> Result<Onward, Stop<SignInStop>> {
    moment.names_person(person);
    let declined =
        login::decline(moment, pending, person, login::consent::declined("the call said consent: false"))?;
    Ok(declined.unwrap_or(Step::Back { to: String::new() }.into()))
}

/// Whether the wished role is one of the person's.
fn check_role(moment: &Moment<'_>, person: Oid, role: Option<Role>) -> Result<(), Stop<SignInStop>> {
    let Some(organisation) = role.and_then(Role::organisation) else { return Ok(()) };
    let places = login::role::places(moment, person)?;
    if places.iter().any(|(place, own)| place.oid == organisation && own.is_in_force(place)) {
        return Ok(());
    }
    Err(Stop::refused(SignInStop::Role("an organisation that the person may act for")))
}
