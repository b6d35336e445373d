//! Signing in: the form, the consent, and the way on.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::credentials::captcha;
use crate::app::credentials::enter::{self, EnterRefusal, Typed};
use crate::app::oauth::login::expired::Expired;
use crate::app::oauth::login::{self, Onward, Step};
use crate::app::{Broken, Explained, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::captcha::Captcha;
use crate::domain::client::Client;
use crate::domain::consent::Choice;
use crate::domain::grant::Pending;
use crate::domain::id::{Oid, PendingId, SessionId};
use crate::domain::journal::Why;
use crate::domain::organisation::Role;
use crate::domain::session::Session;
use crate::web::error::{broken_page, html};
use crate::web::pages::login::Login;
use crate::web::portal::steps::{self, Said};
use crate::web::portal::under_way::{form, in_time, known, named, too_late};
use crate::web::portal::{cookies, offered, words};
use crate::web::site::{PENDING_COOKIE, Site, perform_to_seal};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/login").route(get().to(show)).route(post().to(sign_in)))
        .service(resource("/profile/login").route(get().to(portal_sign_in)))
        .service(resource("/login/as").route(post().to(pick)))
        .service(resource("/login/role").route(post().to(role)))
        .service(resource("/login/consent").route(post().to(consent)));
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
struct LoginQuery {
    ctx: Option<String>,
    by: Option<String>,
    other: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
struct LoginForm {
    #[serde(default)]
    ctx: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    foreign_computer: Option<String>,
    #[serde(default)]
    by: Option<String>,
    captcha_id: Option<String>,
    captcha: Option<String>,
}

/// What the page of roles sends.
#[derive(Debug, Deserialize)]
struct RoleForm {
    #[serde(default)]
    ctx: String,
    #[serde(default)]
    role: String,
}

/// What the list of people sends.
#[derive(Debug, Deserialize)]
struct PickForm {
    #[serde(default)]
    ctx: String,
    #[serde(default)]
    person: String,
}

async fn show(site: Site, query: Query<LoginQuery>) -> HttpResponse {
    let id = named(&site, query.ctx.as_deref());
    let session = site.session;
    // A person who gives up the second factor goes back to the form; typing another password ends the old progress.
    let wants_form = query.other.is_some() || query.by.is_some();
    let step = perform_to_seal(&site, move |moment| {
        let pending = in_time(moment, id)?.map(|pending| match wants_form {
            true => Pending { progress: None, ..pending },
            false => pending,
        });
        let step = login::next_step(moment, pending.as_ref(), session)?;
        Ok((pending, step))
    })
    .await;
    match step {
        Ok((pending, Step::SignIn { client, people })) => {
            let page = form(&site, pending.as_ref(), client.as_deref(), &people, query.by.as_deref());
            html(StatusCode::OK, &page)
        }
        other => shown(&site, other).await,
    }
}

/// The portal's own sign-in, whatever relying party the browser came from before.
async fn portal_sign_in(site: Site) -> HttpResponse {
    let mut answer = site.see("/login");
    let _ = answer.add_cookie(&cookies::ended(&site, PENDING_COOKIE));
    answer
}

async fn sign_in(site: Site, typed: Form<LoginForm>) -> HttpResponse {
    let typed = typed.into_inner();
    let id = named(&site, Some(&typed.ctx));
    let entered = typed.entered(&site);
    let done = perform_to_seal(&site, move |moment| {
        let pending = in_time(moment, id).map_err(|stop| stop.map(NotIn::TooLate))?;
        match enter::password(moment, pending.clone(), &entered) {
            Err(Stop::Refused(why)) => {
                let client = match pending.as_ref().and_then(|pending| pending.asked.as_ref()) {
                    Some(asked) => moment.read()?.client(&asked.client)?,
                    None => None,
                };
                let wants_puzzle = enter::wants_puzzle(moment, &entered.login)?;
                let puzzle = wants_puzzle.then(|| captcha::make(moment)).transpose()?;
                let people = login::offered(moment)?;
                Err(Stop::refused(NotIn::Refused(Box::new(Refused { pending, client, people, puzzle, why }))))
            }
            Err(Stop::Broken(why)) => Err(Stop::Broken(why)),
            Ok(advanced) => Ok(advanced),
        }
    });
    match done.await {
        Ok(advanced) => steps::advance(&site, advanced, Said::default()).await,
        Err(Stop::Refused(NotIn::Refused(refused))) => refused.page(&site, &typed),
        Err(Stop::Refused(NotIn::TooLate(expired))) => too_late(&site, expired),
        Err(Stop::Refused(NotIn::Listed(_))) => site.see("/login"),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

/// Somebody from the list, in a realm whose page has one.
async fn pick(site: Site, form: Form<PickForm>) -> HttpResponse {
    let id = named(&site, Some(&form.ctx));
    let person = form.person.parse::<Oid>().ok();
    let device = site.device.clone();
    let done = perform_to_seal(&site, move |moment| {
        let pending = in_time(moment, id).map_err(|stop| stop.map(NotIn::TooLate))?;
        let person = person.ok_or(EnterRefusal::NotAsked).map_err(|why| Stop::refused(NotIn::Listed(why)))?;
        enter::picked(moment, pending, person, &device).map_err(|stop| stop.map(NotIn::Listed))
    });
    match done.await {
        Ok(advanced) => steps::advance(&site, advanced, Said::default()).await,
        Err(Stop::Refused(NotIn::TooLate(expired))) => too_late(&site, expired),
        Err(Stop::Refused(NotIn::Refused(_) | NotIn::Listed(_))) => site.see("/login"),
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

/// Why a sign-in came no further than its form.
enum NotIn {
    /// It was not taken.
    Refused(Box<Refused>),
    /// Nobody could be chosen.
    Listed(EnterRefusal),
    /// The sign-in it was for is over.
    TooLate(Expired),
}

impl Explained for NotIn {
    fn why(&self) -> Why {
        match self {
            Self::Refused(refused) => refused.why.why(),
            Self::Listed(why) => why.why(),
            Self::TooLate(expired) => expired.why(),
        }
    }
}

/// A password that was not taken, and what the form says next.
struct Refused {
    pending: Option<Pending>,
    client: Option<Client>,
    people: Vec<Account>,
    puzzle: Option<Captcha>,
    why: EnterRefusal,
}

impl Refused {
    fn page(&self, site: &Site, typed: &LoginForm) -> HttpResponse {
        if let EnterRefusal::Locked { until } = self.why {
            return steps::locked(site, until);
        }
        let page = Login {
            login: typed.login.clone(),
            foreign_computer: typed.foreign_computer.is_some(),
            captcha: self.puzzle.as_ref().map(steps::picture),
            errors: steps::errors(&self.why),
            ..form(site, self.pending.as_ref(), self.client.as_ref(), &self.people, typed.by.as_deref())
        };
        html(StatusCode::OK, &page)
    }
}

impl LoginForm {
    fn entered(&self, site: &Site) -> Typed {
        let puzzle = self.captcha_id.clone().filter(|id| !id.is_empty());
        Typed {
            login: self.login.clone(),
            password: self.password.clone(),
            foreign_computer: self.foreign_computer.is_some(),
            puzzle: puzzle.map(|id| (id, self.captcha.clone().unwrap_or_default())),
            device: site.device.clone(),
        }
    }
}

/// A decision of the citizen who is signed in; without a sign-in under way and a session, the step that is due.
pub(crate) fn decided(
    moment: &Moment<'_>,
    id: Option<PendingId>,
    session: Option<SessionId>,
    decision: impl FnOnce(&Pending, &Session) -> Result<Onward, Broken>,
) -> Result<(Option<Pending>, Onward), Broken> {
    let pending = known(moment, id)?;
    let signed_in = session.map(|session| login::signed_in(moment, session)).transpose()?.flatten();
    let step = match (&pending, signed_in) {
        (Some(pending), Some((session, _))) => decision(pending, &session)?,
        _ => login::next_step(moment, pending.as_ref(), session)?,
    };
    Ok((pending, step))
}

/// What the consent page sends: `ctx`, `decision`, and the boxes that are ticked.
async fn consent(site: Site, Form(fields): Form<Vec<(String, String)>>) -> HttpResponse {
    let value = |name| fields.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value);
    let id = named(&site, Some(value("ctx")));
    let choice = (value("decision") == "grant").then(|| offered::choice(&fields));
    let session = site.session;
    let done = perform_to_seal(&site, move |moment| {
        in_time(moment, id)?;
        let decision =
            |pending: &Pending, session: &Session| decide(moment, pending, session, choice.as_ref());
        Ok(decided(moment, id, session, decision)?)
    });
    shown(&site, done.await).await
}

async fn role(site: Site, form: Form<RoleForm>) -> HttpResponse {
    let (id, session) = (named(&site, Some(&form.ctx)), site.session);
    let role = words::role(&form.role);
    let done = perform_to_seal(&site, move |moment| {
        in_time(moment, id)?;
        Ok(decided(moment, id, session, |pending, session| chosen(moment, pending, session, role))?)
    });
    shown(&site, done.await).await
}

/// The citizen chooses a role; without one, the page comes again.
pub(crate) fn chosen(
    moment: &Moment<'_>,
    pending: &Pending,
    session: &Session,
    role: Option<Role>,
) -> Result<Onward, Broken> {
    if let Some(role) = role {
        login::role::choose(moment, pending, session, role)?;
    }
    Ok(login::next_step(moment, Some(pending), Some(session.id))?)
}

async fn shown(site: &Site, done: Result<(Option<Pending>, Step), Stop<Expired>>) -> HttpResponse {
    match done {
        Ok((pending, step)) => steps::show_step(site, pending.as_ref(), step, Said::default()).await,
        Err(Stop::Refused(expired)) => too_late(site, expired),
        Err(Stop::Broken(why)) => broken_page(site, &why),
    }
}

/// The citizen allows what was ticked, or declines all that is asked.
pub(crate) fn decide(
    moment: &Moment<'_>,
    pending: &Pending,
    session: &Session,
    choice: Option<&Choice>,
) -> Result<Onward, Broken> {
    let (pending, ended) = login::consent::decide(moment, pending, session, choice)?;
    let Some(ended) = ended else {
        return Ok(login::next_step(moment, Some(&pending), Some(session.id))?);
    };
    moment.names_person(session.person);
    let declined = login::decline(moment, &pending, session.person, ended)?;
    Ok(declined.unwrap_or_else(|| Step::Cabinet.into()))
}
