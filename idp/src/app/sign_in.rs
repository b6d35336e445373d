//! Signing in by control call: the same steps as on the pages, for tests that want none.

use crate::app::authorize;
use crate::app::journal::{self, About};
use crate::app::login::{self, Step};
use crate::app::refusal::OAuthRefusal;
use crate::app::{Moment, Stop};
use crate::domain::account::Status;
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::domain::organisation::Role;
use crate::domain::session::Session;
use crate::protocol::oauth::dialect::Dialect;
use crate::protocol::oauth::error;
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
}

/// Walks sign-in, role and consent for a person; tells the address the citizen would be sent back to.
///
/// # Errors
/// The person cannot sign in or the request is refused; or something is broken.
pub fn walk(moment: &Moment<'_>, entry: &Entry<'_>, about: About) -> Result<String, Stop<SignInStop>> {
    let Entry { person, dialect, query, consents, role } = *entry;
    let refused = |why| Stop::refused(SignInStop::Person(why));
    let account = moment.read()?.account(person)?.ok_or_else(|| refused("an oid that exists"))?;
    if matches!(account.status, Status::Blocked { .. } | Status::Deleted { .. }) {
        return Err(refused("an account that is neither blocked nor deleted"));
    }
    let session = Session { role, ..login::open_session(moment, &account, false)? };
    keep_role(moment, &session)?;
    let params = Params::within(Limits::of(&moment.settings.front), query, b"");
    let client = params.echo("client_id").map(str::to_owned);
    let declined = About { client, person: Some(person), ..about.clone() };
    let begun = authorize::begin(moment, dialect, &params, Some(session.id), about)
        .map_err(|stop| stop.map(|refusal| SignInStop::Request(Box::new(refusal))))?;
    let step = match &begun.step {
        Step::Role { .. } if role.is_none() => {
            login::role::choose(moment, &begun.pending, &session, Role::Citizen)?;
            login::next_step(moment, Some(&begun.pending), Some(session.id))
                .map_err(|stop| stop.map(|never| match never {}))?
        }
        step => step.clone(),
    };
    let session = login::signed_in(moment, session.id)?.map_or(session, |(session, _)| session);
    match step {
        Step::Role { .. } => Err(Stop::refused(SignInStop::Role(
            "a role that the request lets in: citizen, or an organisation",
        ))),
        Step::Consent { .. } if !consents => {
            let asked = login::decline(moment, &begun.pending)?;
            let why = Why::new("consent-declined", "the call said consent: false");
            journal::refused(
                moment,
                declined,
                Some(format!("ESIA-{}", error::ACCESS_DENIED.code)),
                why.clone(),
            )?;
            let mut refusal = OAuthRefusal::new(error::ACCESS_DENIED, why);
            refusal.back_to = asked.as_ref().map(|asked| asked.redirect_uri.clone());
            refusal.state = asked.map(|asked| asked.state);
            Ok(refusal.redirect().unwrap_or_default())
        }
        Step::Consent { .. } => {
            login::consent::give(moment, &begun.pending, &session)?;
            match login::next_step(moment, Some(&begun.pending), Some(session.id))
                .map_err(|s| s.map(|n| match n {}))?
            {
                Step::Back { to } => Ok(to),
                _ => Err(Stop::refused(SignInStop::Address("a client that is still registered"))),
            }
        }
        Step::Back { to } => Ok(to),
        Step::SignIn { .. } | Step::Puzzle | Step::Code(_) | Step::NewPassword { .. } | Step::Cabinet => {
            Err(Stop::refused(SignInStop::Address("an address that asks for a sign-in")))
        }
    }
}

/// Puts the wished role into the session, when it is one of the person's.
fn keep_role(moment: &Moment<'_>, session: &Session) -> Result<(), Stop<SignInStop>> {
    let Some(role) = session.role else { return Ok(()) };
    let places = login::role::places(moment, session.person)?;
    let may_act =
        |organisation| places.iter().any(|(place, own)| place.oid == organisation && own.is_in_force(place));
    if !role.organisation().is_none_or(may_act) {
        return Err(Stop::refused(SignInStop::Role("an organisation that the person may act for")));
    }
    let mut tx = moment.write()?;
    tx.put_session(session)?;
    Ok(tx.commit()?)
}
