//! Signing in: the form, the consent, and the way on.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::journal::{self, About};
use crate::app::login::{self, Credentials, SignInRefusal, Step};
use crate::app::refusal::OAuthRefusal;
use crate::app::{Moment, Stop};
use crate::domain::client::Client;
use crate::domain::grant::Pending;
use crate::domain::id::PendingId;
use crate::domain::journal::Why;
use crate::domain::session::Session;
use crate::protocol::oauth::error;
use crate::web::error::{broken_page, html};
use crate::web::pages::consent::Consent;
use crate::web::pages::login::{Login, Tab};
use crate::web::pages::{Errors, rights};
use crate::web::portal::{cookies, words};
use crate::web::site::{PENDING_COOKIE, Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/login").route(get().to(show)).route(post().to(sign_in)))
        .service(resource("/profile/login").route(get().to(portal_sign_in)))
        .service(resource("/login/consent").route(post().to(consent)));
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
struct LoginQuery {
    ctx: Option<String>,
    by: Option<String>,
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
}

/// What the consent page sends.
#[derive(Debug, Deserialize)]
struct ConsentForm {
    #[serde(default)]
    ctx: String,
    #[serde(default)]
    decision: String,
}

/// The sign-in under way that a form names, or the one the browser carries.
fn named(site: &Site, ctx: Option<&str>) -> Option<PendingId> {
    match ctx.filter(|ctx| !ctx.is_empty()) {
        Some(ctx) => ctx.parse().ok(),
        None => site.pending,
    }
}

fn known(moment: &Moment<'_>, id: Option<PendingId>) -> Result<Option<Pending>, Stop<Infallible>> {
    Ok(id.map(|id| login::pending(moment, id)).transpose()?.flatten())
}

async fn show(site: Site, query: Query<LoginQuery>) -> HttpResponse {
    let id = named(&site, query.ctx.as_deref());
    let session = site.session;
    let step = perform(&site, move |moment| {
        let pending = known(moment, id)?;
        let step = login::next_step(moment, pending.as_ref(), session)?;
        Ok((pending, step))
    })
    .await;
    match step {
        Ok((pending, Step::SignIn { client })) => {
            let page = form(&site, pending.as_ref(), client.as_deref(), query.by.as_deref());
            html(StatusCode::OK, &page)
        }
        Ok((pending, step)) => go_on(&site, pending.as_ref(), step),
        Err(stop) => broken(&site, stop),
    }
}

/// The portal's own sign-in, whatever relying party the browser came from before.
async fn portal_sign_in(site: Site) -> HttpResponse {
    let mut answer = site.see("/login");
    let _ = answer.add_cookie(&cookies::ended(&site, PENDING_COOKIE));
    answer
}

fn form(site: &Site, pending: Option<&Pending>, client: Option<&Client>, by: Option<&str>) -> Login {
    Login {
        frame: site.frame(),
        ctx: pending.map(|pending| pending.id.to_string()).unwrap_or_default(),
        relying_party: client.map(|client| client.name.clone()),
        tab: if by == Some("snils") { Tab::Snils } else { Tab::Contact },
        login: String::new(),
        foreign_computer: false,
        captcha: None,
        errors: Errors::none(),
    }
}

async fn sign_in(site: Site, typed: Form<LoginForm>) -> HttpResponse {
    let typed = typed.into_inner();
    let id = named(&site, Some(&typed.ctx));
    let about = site.about.clone();
    let credentials = Credentials {
        login: typed.login.clone(),
        password: typed.password.clone(),
        foreign_computer: typed.foreign_computer.is_some(),
    };
    let done = perform(&site, move |moment| {
        let pending = known(moment, id).map_err(|stop| stop.map(|never| match never {}))?;
        let client =
            pending.as_ref().and_then(|pending| pending.asked.as_ref()).map(|asked| asked.client.clone());
        let about = About { client: client.as_ref().map(ToString::to_string), ..about };
        match login::sign_in(moment, &credentials, about) {
            Ok(session) => {
                let step = login::next_step(moment, pending.as_ref(), Some(session.id))
                    .map_err(|stop| stop.map(|never| match never {}))?;
                Ok((pending, session, step))
            }
            Err(Stop::Refused(refusal)) => {
                let client = match client {
                    Some(client) => moment.read()?.client(&client)?,
                    None => None,
                };
                Err(Stop::refused(Box::new((pending, client, refusal))))
            }
            Err(Stop::Broken(broken)) => Err(Stop::Broken(broken)),
        }
    });
    match done.await {
        Ok((pending, session, step)) => {
            let mut answer = go_on(&site, pending.as_ref(), step);
            let _ = answer.add_cookie(&cookies::session(&site, &session));
            answer
        }
        Err(Stop::Refused(refusal)) => {
            let (pending, client, refusal) = *refusal;
            refused(&site, pending.as_ref(), client.as_ref(), &typed, refusal)
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

fn refused(
    site: &Site,
    pending: Option<&Pending>,
    client: Option<&Client>,
    typed: &LoginForm,
    refusal: SignInRefusal,
) -> HttpResponse {
    let errors = match refusal {
        SignInRefusal::WrongPair => Login::wrong_pair(),
        SignInRefusal::Blocked => Errors::whole("Учетная запись заблокирована"),
    };
    let page = Login {
        login: typed.login.clone(),
        foreign_computer: typed.foreign_computer.is_some(),
        errors,
        ..form(site, pending, client, typed.by.as_deref())
    };
    html(StatusCode::OK, &page)
}

async fn consent(site: Site, form: Form<ConsentForm>) -> HttpResponse {
    let id = named(&site, Some(&form.ctx));
    let (session, about) = (site.session, site.about.clone());
    let grants = form.decision == "grant";
    let done = perform(&site, move |moment| {
        let pending = known(moment, id)?;
        let signed_in = session.map(|session| login::signed_in(moment, session)).transpose()?.flatten();
        let step = match (&pending, signed_in) {
            (Some(pending), Some((session, _))) => decide(moment, pending, &session, grants, about)?,
            _ => login::next_step(moment, pending.as_ref(), session)?,
        };
        Ok((pending, step))
    })
    .await;
    match done {
        Ok((pending, step)) => go_on(&site, pending.as_ref(), step),
        Err(stop) => broken(&site, stop),
    }
}

fn decide(
    moment: &Moment<'_>,
    pending: &Pending,
    session: &Session,
    grants: bool,
    about: About,
) -> Result<Step, Stop<Infallible>> {
    if grants {
        login::consent(moment, pending, session)?;
        return login::next_step(moment, Some(pending), Some(session.id));
    }
    let Some(asked) = login::decline(moment, pending)? else { return Ok(Step::Cabinet) };
    let why = Why::new("consent-declined", "the citizen pressed «Отказать»");
    let about = About { client: Some(asked.client.to_string()), person: Some(session.person), ..about };
    journal::refused(moment, about, Some(format!("ESIA-{}", error::ACCESS_DENIED.code)), why.clone())?;
    let refusal = OAuthRefusal {
        back_to: Some(asked.redirect_uri),
        state: Some(asked.state),
        ..OAuthRefusal::new(error::ACCESS_DENIED, why)
    };
    Ok(refusal.redirect().map_or(Step::Cabinet, |to| Step::Back { to }))
}

/// The answer to a step: a page, or the way on.
fn go_on(site: &Site, pending: Option<&Pending>, step: Step) -> HttpResponse {
    match step {
        Step::Back { to } => {
            let mut answer = HttpResponse::Found().insert_header((header::LOCATION, to)).finish();
            let _ = answer.add_cookie(&cookies::ended(site, PENDING_COOKIE));
            answer
        }
        Step::Cabinet => site.see("/profile/"),
        Step::SignIn { client } => html(StatusCode::OK, &form(site, pending, client.as_deref(), None)),
        Step::Consent { client, scopes, account } => {
            let person = words::full_name(&account.profile.name);
            let page = Consent {
                frame: site.frame_of(&person),
                ctx: pending.map(|pending| pending.id.to_string()).unwrap_or_default(),
                relying_party: client.name,
                person,
                rights: rights::groups(scopes.iter().map(String::as_str)),
                terms: None,
            };
            html(StatusCode::OK, &page)
        }
    }
}

fn broken(site: &Site, stop: Stop<Infallible>) -> HttpResponse {
    match stop {
        Stop::Refused(never) => match never {},
        Stop::Broken(why) => broken_page(site, &why),
    }
}
