//! The JSON interface of the login page: the same steps as on the pages, spelled for its script and for bots.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::credentials::captcha;
use crate::app::credentials::enter::{self, Advanced, CodeKind, EnterRefusal, Typed};
use crate::app::oauth::login::expired::Expired;
use crate::app::oauth::login::role::Offered;
use crate::app::oauth::login::{self, Awaited, Onward, Step};
use crate::app::{Explained, Moment, Stop};
use crate::domain::challenge::Challenge;
use crate::domain::consent::Choice;
use crate::domain::grant::Pending;
use crate::domain::id::{CaptchaId, PendingId};
use crate::domain::journal::Why;
use crate::protocol::oauth::login::{CodeDetails, LoginAnswer, MaxDetails, RoleName, ScopeDetails};
use crate::web::error::broken_problem;
use crate::web::portal::login::{chosen, decide, decided};
use crate::web::portal::under_way::{in_time, known};
use crate::web::portal::{steps, words};
use crate::web::site::{Site, perform_to_seal};

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    let api = |path: &str| resource(format!("/aas/oauth2/api{path}"));
    config
        .service(resource("/aas/oauth2/config").route(get().to(show_config)))
        .service(api("/login").route(post().to(sign_in)))
        .service(api("/login/otp/verify").route(post().to(sms)))
        .service(api("/login/totp/verify").route(post().to(totp)))
        .service(api("/login/otp-max/verify").route(post().to(max)))
        .service(api("/login/quiz-max/send").route(post().to(send_binding)))
        .service(api("/login/quiz-max/verify").route(post().to(bind)))
        .service(api("/login/quiz-max/skip").route(post().to(put_off_binding)))
        .service(api("/login/promo-mfa/fill-mfa").route(post().to(next)))
        .service(api("/login/change-password").route(post().to(change_password)))
        .service(api("/login/change-password/skip").route(post().to(put_off_change)))
        .service(api("/login/next-step").route(get().to(next)))
        .service(api("/login/role").route(post().to(choose_role)))
        .service(api("/scope/allow").route(post().to(allow)))
        .service(api("/anomaly/captcha/verify").route(post().to(solved)));
}

/// What the script of the login page asks first.
async fn show_config(site: Site) -> HttpResponse {
    let settings = site.realm.settings();
    HttpResponse::Ok().json(serde_json::json!({
        "simulator": true,
        "captcha_type": "esiacaptcha",
        "otp_code_length": settings.sms.digits,
        "otp_verify_timeout_secs": settings.sms.ttl_ms.as_secs(),
    }))
}

/// Login and password; `idType` is taken and not needed, since logins tell their kind.
#[derive(Deserialize)]
struct LoginBody {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

/// What may stand behind `?`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct StepQuery {
    code: String,
    guid: String,
    verify_token: String,
    role: String,
}

async fn sign_in(site: Site, body: Bytes) -> HttpResponse {
    let Ok(body) = serde_json::from_slice::<LoginBody>(&body) else {
        return HttpResponse::BadRequest().json(LoginAnswer::failed("INVALID_LOGIN"));
    };
    let typed = Typed {
        login: body.login,
        password: body.password,
        foreign_computer: false,
        puzzle: None,
        device: site.device.clone(),
    };
    let id = site.pending;
    let done = perform_to_seal(&site, move |moment| {
        let pending = in_time(moment, id).map_err(|stop| stop.map(NotIn::TooLate))?;
        enter::password(moment, pending, &typed).map_err(|stop| stop.map(NotIn::Refused))
    });
    match done.await {
        Ok(advanced) => advance(&site, StatusCode::OK, advanced),
        // Clients of the real interface see 201 for a wrong pair.
        Err(Stop::Refused(why)) => {
            let failed = match &why {
                NotIn::Refused(why) => failure(why),
                NotIn::TooLate(_) => failure(&EnterRefusal::NotAsked),
            };
            HttpResponse::build(StatusCode::CREATED).json(LoginAnswer::failed(failed))
        }
        Err(Stop::Broken(why)) => broken_problem(&site, &why).answer(),
    }
}

/// Why a password led nowhere.
enum NotIn {
    Refused(EnterRefusal),
    TooLate(Expired),
}

impl Explained for NotIn {
    fn why(&self) -> Why {
        match self {
            Self::Refused(refusal) => refusal.why(),
            Self::TooLate(expired) => expired.why(),
        }
    }
}

/// A step of the sign-in under way; a refusal is told together with the step as it is now.
async fn take<W>(site: Site, id: Option<PendingId>, step: W) -> HttpResponse
where
    W: FnOnce(&Moment<'_>, &Pending) -> Result<Advanced<Onward>, Stop<EnterRefusal>> + Send + 'static,
{
    let done = perform_to_seal(&site, move |moment| {
        let pending = known(moment, id)?.ok_or(Stop::refused(EnterRefusal::NotAsked))?;
        step(moment, &pending)
    });
    match done.await {
        Ok(advanced) => advance(&site, StatusCode::ACCEPTED, advanced),
        Err(Stop::Broken(why)) => broken_problem(&site, &why).answer(),
        Err(Stop::Refused(why)) => match current(&site, id).await {
            Ok((pending, step)) => {
                let failed = match (&why, &step) {
                    (EnterRefusal::CodeWrong { .. }, Step::Code(Awaited::Totp { .. })) => "INVALID_TTP",
                    _ => failure(&why),
                };
                let answer = match &step {
                    Step::SignIn { .. } => LoginAnswer::failed(failed),
                    _ => spelled(&site, pending.as_ref(), step).after(failed),
                };
                HttpResponse::Ok().json(answer)
            }
            Err(answer) => answer,
        },
    }
}

async fn sms(site: Site, query: Query<StepQuery>) -> HttpResponse {
    let (id, code) = (site.pending, query.into_inner().code);
    take(site, id, move |moment, pending| enter::code(moment, pending, CodeKind::Sms, &code)).await
}

async fn totp(site: Site, query: Query<StepQuery>) -> HttpResponse {
    let (id, code) = (site.pending, query.into_inner().code);
    take(site, id, move |moment, pending| enter::code(moment, pending, CodeKind::Totp, &code)).await
}

async fn max(site: Site, query: Query<StepQuery>) -> HttpResponse {
    let (id, code) = (site.pending, query.into_inner().code);
    take(site, id, move |moment, pending| enter::code(moment, pending, CodeKind::Max, &code)).await
}

// SIM: how the real interface binds the messenger is not known, only that its offer is skipped by `quiz-max/skip`; the
// calls `send` and `verify` beside it are ours.
async fn send_binding(site: Site) -> HttpResponse {
    let id = site.pending;
    take(site, id, enter::resend).await
}

async fn bind(site: Site, query: Query<StepQuery>) -> HttpResponse {
    let (id, code) = (site.pending, query.into_inner().code);
    take(site, id, move |moment, pending| enter::code(moment, pending, CodeKind::Binding, &code)).await
}

async fn put_off_binding(site: Site) -> HttpResponse {
    let id = site.pending;
    take(site, id, enter::put_off_binding).await
}

/// The puzzle of a sign-in is solved: the password counts now.
async fn solved(site: Site, query: Query<StepQuery>) -> HttpResponse {
    let query = query.into_inner();
    let id = query.guid.parse().ok().or(site.pending);
    let token: Option<CaptchaId> = query.verify_token.parse().ok();
    take(site, id, move |moment, pending| {
        enter::puzzle(moment, pending, || token.map_or(Ok(false), |token| captcha::counts(moment, token)))
    })
    .await
}

/// A new password.
#[derive(Default, Deserialize)]
#[serde(default)]
struct NewPasswordBody {
    new_password: String,
}

// SIM: the call that carries the new password on the real interface is not known; this one is ours.
async fn change_password(site: Site, body: Bytes) -> HttpResponse {
    let (id, body) = (site.pending, serde_json::from_slice::<NewPasswordBody>(&body).unwrap_or_default());
    take(site, id, move |moment, pending| {
        enter::change_password(moment, pending, &body.new_password, &body.new_password)
    })
    .await
}

async fn put_off_change(site: Site) -> HttpResponse {
    let id = site.pending;
    take(site, id, enter::put_off_change).await
}

async fn allow(site: Site) -> HttpResponse {
    let (id, session) = (site.pending, site.session);
    let done = perform_to_seal(&site, move |moment| {
        Ok(decided(moment, id, session, |pending, session| {
            decide(moment, pending, session, Some(&Choice::Everything))
        })?)
    });
    told(&site, done.await)
}

// SIM: what the real interface calls the choice of a role is not known; the action and this call are ours.
async fn choose_role(site: Site, query: Query<StepQuery>) -> HttpResponse {
    let (id, session, role) = (site.pending, site.session, words::role(&query.role));
    let done = perform_to_seal(&site, move |moment| {
        Ok(decided(moment, id, session, |pending, session| chosen(moment, pending, session, role))?)
    });
    told(&site, done.await)
}

/// The step that is due; also the answer to offers that are declined, which lead nowhere else.
async fn next(site: Site) -> HttpResponse {
    match current(&site, site.pending).await {
        Ok(found) => told(&site, Ok(found)),
        Err(answer) => answer,
    }
}

async fn current(site: &Site, id: Option<PendingId>) -> Result<(Option<Pending>, Step), HttpResponse> {
    let session = site.session;
    let found = perform_to_seal(site, move |moment| {
        let pending = known(moment, id)?;
        let step = login::next_step(moment, pending.as_ref(), session)?;
        Ok::<_, Stop<Infallible>>((pending, step))
    });
    match found.await {
        Ok(found) => Ok(found),
        Err(Stop::Broken(why)) => Err(broken_problem(site, &why).answer()),
        Err(Stop::Refused(never)) => match never {},
    }
}

fn told(site: &Site, found: Result<(Option<Pending>, Step), Stop<Infallible>>) -> HttpResponse {
    match found {
        Ok((pending, step)) => advance(site, StatusCode::OK, Advanced { pending, session: None, step }),
        Err(Stop::Broken(why)) => broken_problem(site, &why).answer(),
        Err(Stop::Refused(never)) => match never {},
    }
}

/// The answer to a step that went through: what is next, and the cookies of the same sign-in.
fn advance(site: &Site, status: StatusCode, advanced: Advanced) -> HttpResponse {
    let Advanced { pending, session, step } = advanced;
    // A code for the relying party ends the sign-in under way.
    let pending = pending.filter(|_| !matches!(step, Step::Back { .. }));
    let answer = spelled(site, pending.as_ref(), step);
    let mut response = HttpResponse::build(status).insert_header(("Cache-Control", "no-store")).json(answer);
    steps::add_cookies(site, &mut response, pending.as_ref(), session.as_ref());
    response
}

fn spelled(site: &Site, pending: Option<&Pending>, step: Step) -> LoginAnswer {
    match step {
        Step::Back { to } => LoginAnswer::done(to),
        Step::Cabinet => LoginAnswer::done(format!("{}/profile/", site.base())),
        // SIM: what the real interface says before a password was typed is not known.
        Step::SignIn { .. } => LoginAnswer::failed("SESSION_NOT_FOUND"),
        Step::Puzzle => {
            LoginAnswer::puzzle(pending.map(|pending| pending.id.to_string()).unwrap_or_default())
        }
        Step::Code(Awaited::Totp { attempts_left }) => LoginAnswer::totp(attempts_left),
        Step::Code(Awaited::Sms { phone, challenge }) => {
            LoginAnswer::sms(phone, site.realm.settings().sms.digits, &challenge, site.now())
        }
        Step::Code(Awaited::Max { phone, challenge, .. }) => {
            LoginAnswer::max(phone, site.realm.settings().sms.digits, &challenge, site.now())
        }
        Step::Binding { phone, may_skip, challenge } => {
            let digits = site.realm.settings().sms.digits;
            let sent = |challenge: &Challenge| CodeDetails::sent(phone, digits, challenge, site.now());
            let otp_max_details = challenge.as_ref().map(sent);
            LoginAnswer::bind_messenger(MaxDetails { skippable: may_skip, otp_max_details })
        }
        Step::NewPassword { may_skip } => LoginAnswer::change_password(may_skip),
        Step::Role { roles, .. } => {
            let named = |offered: &Offered| RoleName {
                role: words::role_value(offered.role),
                name: words::role_name(offered),
            };
            LoginAnswer::choose_role(roles.iter().map(named).collect())
        }
        Step::Consent { client, scopes, .. } => LoginAnswer::consent(ScopeDetails {
            client_id: client.mnemonic.to_string(),
            client_name: client.name,
            scopes,
        }),
    }
}

/// The word for a refusal. A wrong login and a wrong password are one, as on the page.
fn failure(why: &EnterRefusal) -> &'static str {
    match why {
        EnterRefusal::WrongPair => "INVALID_PASSWORD",
        EnterRefusal::Blocked | EnterRefusal::Locked { .. } => "ACCOUNT_LOCKED",
        EnterRefusal::PuzzleWrong => "CAPTCHA_REQUIRED",
        EnterRefusal::CodeWrong { .. } => "INVALID_OTP",
        // SIM: the words for these are not known.
        EnterRefusal::CodeExpired => "OTP_EXPIRED",
        EnterRefusal::CodeUsed => "INVALID_TTP",
        EnterRefusal::TooSoon { .. } => "OTP_TOO_SOON",
        EnterRefusal::Password(_) => "WEAK_PASSWORD",
        EnterRefusal::BindingRefused => "MAX_REQUIRED",
        EnterRefusal::NotAsked => "SESSION_NOT_FOUND",
    }
}
