//! The steps of a sign-in as pages: each step has one page, each form one use case, and each ends in the next step.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::{Form, ServiceConfig, post, resource};
use serde::Deserialize;

use crate::app::credentials::captcha;
use crate::app::credentials::enter::{self, Advanced, CodeKind, EnterRefusal};
use crate::app::oauth::login::role::Offered;
use crate::app::oauth::login::{self, Awaited, Onward, Step};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::grant::Pending;
use crate::domain::session::Session;
use crate::web::error::{broken_page, html};
use crate::web::pages::consent::ConsentPage;
use crate::web::pages::login::Captcha;
use crate::web::pages::password::Rules;
use crate::web::pages::registration::Channel;
use crate::web::pages::second_factor::{Binding, CaptchaPage, Locked, Max, NewPassword, Role, Sms, Totp};
use crate::web::pages::{Choice, Errors, Frame, Viewer, puzzle, rights};
use crate::web::portal::under_way::{form, known, named};
use crate::web::portal::{codes, cookies, offered, under_way, words};
use crate::web::site::{PENDING_COOKIE, Site, perform, perform_to_seal};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/login/captcha").route(post().to(solve)))
        .service(resource("/login/sms").route(post().to(sms)))
        .service(resource("/login/sms/resend").route(post().to(resend)))
        .service(resource("/login/totp").route(post().to(totp)))
        .service(resource("/login/max").route(post().to(max)))
        .service(resource("/login/max/resend").route(post().to(resend)))
        .service(resource("/login/max/sms").route(post().to(sms_instead)))
        .service(resource("/login/messenger").route(post().to(bind)))
        .service(resource("/login/messenger/send").route(post().to(resend)))
        .service(resource("/login/messenger/skip").route(post().to(put_off_binding)))
        .service(resource("/login/password").route(post().to(new_password)))
        .service(resource("/login/password/skip").route(post().to(skip)));
}

/// What the forms of the steps send; each sends only its own fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct StepForm {
    ctx: String,
    code: String,
    captcha_id: String,
    captcha: String,
    password: String,
    password_again: String,
}

/// What a page says besides its step.
#[derive(Default)]
pub(crate) struct Said {
    /// What was wrong.
    pub(crate) errors: Errors,
    /// The rules of passwords that were broken.
    pub(crate) rules: Option<Rules>,
    /// Whether a code has just been sent again.
    pub(crate) resent: bool,
}

/// A picture for a page.
pub(crate) fn picture(made: &crate::domain::captcha::Captcha) -> Captcha {
    Captcha { id: made.id.to_string(), svg: puzzle::svg(&made.answer, made.noise) }
}

/// A step of this browser's sign-in under way.
async fn take<W>(site: Site, ctx: String, said: Said, step: W) -> HttpResponse
where
    W: FnOnce(&Moment<'_>, &Pending) -> Result<Advanced<Onward>, Stop<EnterRefusal>> + Send + 'static,
{
    let id = named(&site, Some(&ctx));
    let done = perform_to_seal(&site, move |moment| {
        let pending = known(moment, id)?.ok_or(Stop::refused(EnterRefusal::NotAsked))?;
        step(moment, &pending)
    })
    .await;
    match done {
        Ok(advanced) => advance(&site, advanced, said).await,
        Err(Stop::Refused(why)) => refused(&site, ctx, why).await,
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

async fn solve(site: Site, form: Form<StepForm>) -> HttpResponse {
    let form = form.into_inner();
    take(site, form.ctx, Said::default(), move |moment, pending| {
        enter::puzzle(moment, pending, || captcha::solves(moment, &form.captcha_id, &form.captcha))
    })
    .await
}

async fn sms(site: Site, form: Form<StepForm>) -> HttpResponse {
    let form = form.into_inner();
    take(site, form.ctx, Said::default(), move |moment, pending| {
        enter::code(moment, pending, CodeKind::Sms, &form.code)
    })
    .await
}

async fn totp(site: Site, form: Form<StepForm>) -> HttpResponse {
    let form = form.into_inner();
    take(site, form.ctx, Said::default(), move |moment, pending| {
        enter::code(moment, pending, CodeKind::Totp, &form.code)
    })
    .await
}

async fn max(site: Site, form: Form<StepForm>) -> HttpResponse {
    let form = form.into_inner();
    take(site, form.ctx, Said::default(), move |moment, pending| {
        enter::code(moment, pending, CodeKind::Max, &form.code)
    })
    .await
}

async fn bind(site: Site, form: Form<StepForm>) -> HttpResponse {
    let form = form.into_inner();
    take(site, form.ctx, Said::default(), move |moment, pending| {
        enter::code(moment, pending, CodeKind::Binding, &form.code)
    })
    .await
}

async fn sms_instead(site: Site, form: Form<StepForm>) -> HttpResponse {
    take(site, form.into_inner().ctx, Said::default(), enter::sms_instead).await
}

async fn put_off_binding(site: Site, form: Form<StepForm>) -> HttpResponse {
    take(site, form.into_inner().ctx, Said::default(), enter::put_off_binding).await
}

async fn resend(site: Site, form: Form<StepForm>) -> HttpResponse {
    let said = Said { resent: true, ..Said::default() };
    take(site, form.into_inner().ctx, said, enter::resend).await
}

async fn new_password(site: Site, form: Form<StepForm>) -> HttpResponse {
    let form = form.into_inner();
    take(site, form.ctx, Said::default(), move |moment, pending| {
        enter::change_password(moment, pending, &form.password, &form.password_again)
    })
    .await
}

async fn skip(site: Site, form: Form<StepForm>) -> HttpResponse {
    take(site, form.into_inner().ctx, Said::default(), enter::put_off_change).await
}

/// The answer to a step that went through: its cookies, and the next page or the way on.
pub(crate) async fn advance(site: &Site, advanced: Advanced, said: Said) -> HttpResponse {
    let Advanced { pending, session, step } = advanced;
    // A code for the relying party ends the sign-in under way.
    let pending = pending.filter(|_| !matches!(step, Step::Back { .. }));
    let mut answer = show_step(site, pending.as_ref(), step, said).await;
    add_cookies(site, &mut answer, pending.as_ref(), session.as_ref());
    answer
}

/// The cookies of a sign-in: its name while it is under way, the session once there is one.
pub(crate) fn add_cookies(
    site: &Site,
    answer: &mut HttpResponse,
    pending: Option<&Pending>,
    session: Option<&Session>,
) {
    let set = match pending {
        Some(pending) if site.pending != Some(pending.id) => Some(cookies::pending(site, pending.id)),
        None if site.pending.is_some() => Some(cookies::ended(site, PENDING_COOKIE)),
        _ => None,
    };
    for cookie in session.map(|session| cookies::session(site, session)).into_iter().chain(set) {
        // Every value is hexadecimal, so no cookie is malformed.
        let _ = answer.add_cookie(&cookie);
    }
}

/// The answer to a step that did not go through: its page again with the reason, or the page of the lock.
async fn refused(site: &Site, ctx: String, why: EnterRefusal) -> HttpResponse {
    let mut said = Said::default();
    match why {
        EnterRefusal::Locked { until } => return locked(site, until),
        EnterRefusal::NotAsked => return site.see("/login"),
        EnterRefusal::Password(faults) => {
            let broken = Rules::standard(faults.into_iter().filter_map(words::password_rule).collect());
            said.errors = broken.errors();
            said.rules = Some(broken);
        }
        why => said.errors = errors(&why),
    }
    let (id, session) = (named(site, Some(&ctx)), site.session);
    let step = perform_to_seal(site, move |moment| {
        let pending = known(moment, id)?;
        let step = login::next_step(moment, pending.as_ref(), session)?;
        Ok::<_, Stop<Infallible>>((pending, step))
    });
    match step.await {
        Ok((pending, Step::SignIn { client, people })) => {
            let page = form(site, pending.as_ref(), client.as_deref(), &people, None);
            html(StatusCode::OK, &crate::web::pages::login::Login { errors: said.errors, ..page })
        }
        Ok((pending, step)) => show_step(site, pending.as_ref(), step, said).await,
        Err(Stop::Broken(why)) => broken_page(site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
}

/// The page of a lock.
pub(crate) fn locked(site: &Site, until: crate::domain::time::Timestamp) -> HttpResponse {
    html(StatusCode::OK, &Locked { frame: site.frame(), until: until.to_page() })
}

/// A refusal in words.
pub(crate) fn errors(why: &EnterRefusal) -> Errors {
    match why {
        EnterRefusal::WrongPair => crate::web::pages::login::Login::wrong_pair(),
        EnterRefusal::Blocked => Errors::whole("Учетная запись заблокирована"),
        EnterRefusal::Locked { .. } => Errors::whole("Слишком много неверных попыток: вход временно закрыт"),
        EnterRefusal::PuzzleWrong => Errors::one("captcha", "Введите код с картинки"),
        EnterRefusal::CodeWrong { attempts_left } => codes::wrong(*attempts_left),
        EnterRefusal::CodeExpired => codes::expired(),
        EnterRefusal::CodeUsed => {
            Errors::one("code", "Этот код уже использован. Дождитесь следующего в приложении")
        }
        EnterRefusal::TooSoon { pause } => codes::too_soon(*pause),
        EnterRefusal::BindingRefused => Errors::whole("Без привязки мессенджера MAX войти нельзя"),
        EnterRefusal::Password(_) | EnterRefusal::NotAsked => Errors::none(),
    }
}

/// The answer to a step: a page, or the way on.
pub(crate) async fn show_step(
    site: &Site,
    pending: Option<&Pending>,
    step: Step,
    said: Said,
) -> HttpResponse {
    let ctx = pending.map(|pending| pending.id.to_string()).unwrap_or_default();
    let frame = under_way::frame(site, pending);
    match step {
        Step::Back { to } => {
            let mut answer = HttpResponse::Found().insert_header((header::LOCATION, to)).finish();
            let _ = answer.add_cookie(&cookies::ended(site, PENDING_COOKIE));
            answer
        }
        Step::Cabinet => site.see("/profile/"),
        Step::SignIn { client, people } => {
            html(StatusCode::OK, &form(site, pending, client.as_deref(), &people, None))
        }
        Step::Puzzle => puzzle_page(site, frame, ctx, said.errors).await,
        Step::Code(awaited) => code_page(site, frame, ctx, &awaited, said),
        Step::Binding { phone, may_skip, challenge } => {
            let sent = challenge
                .map(|sent| codes::sent(Channel::Mobile, phone.clone(), &sent, site.now(), said.resent));
            let page = Binding { frame, ctx, phone, may_skip, sent, errors: said.errors };
            html(StatusCode::OK, &page)
        }
        Step::NewPassword { may_skip } => {
            let rules = said.rules.unwrap_or_else(|| Rules::standard(Vec::new()));
            let page = NewPassword { frame, ctx, rules, may_skip, errors: said.errors };
            html(StatusCode::OK, &page)
        }
        Step::Role { roles, account, .. } => html(StatusCode::OK, &role_page(frame, ctx, &roles, &account)),
        Step::Consent { client, scopes, offers, kids, account } => {
            let (person, now) = (words::full_name(&account.profile.name), site.now());
            let page = ConsentPage {
                frame: Frame { viewer: Viewer::Citizen(person.clone()), ..frame },
                ctx,
                relying_party: client.name,
                person,
                rights: rights::groups(scopes.iter().map(String::as_str)),
                offers: offers
                    .iter()
                    .enumerate()
                    .map(|one| offered::offered(one, &kids, &site.realm.origin.registry, now))
                    .collect(),
            };
            html(StatusCode::OK, &page)
        }
    }
}

/// The page of roles; nothing is chosen beforehand.
fn role_page(frame: Frame, ctx: String, roles: &[Offered], account: &Account) -> Role {
    let choice = |offered: &Offered| Choice {
        value: words::role_value(offered.role),
        label: words::role_name(offered),
        chosen: false,
    };
    Role {
        frame: Frame { viewer: Viewer::Citizen(words::full_name(&account.profile.name)), ..frame },
        ctx,
        roles: roles.iter().map(choice).collect(),
        errors: Errors::none(),
    }
}

async fn puzzle_page(site: &Site, frame: Frame, ctx: String, errors: Errors) -> HttpResponse {
    let made = perform::<_, Infallible, _>(site, |moment| Ok(captcha::make(moment)?));
    match made.await {
        Ok(made) => {
            let page = CaptchaPage { frame, ctx, captcha: picture(&made), errors };
            html(StatusCode::OK, &page)
        }
        Err(Stop::Broken(why)) => broken_page(site, &why),
        Err(Stop::Refused(never)) => match never {},
    }
}

fn code_page(site: &Site, frame: Frame, ctx: String, awaited: &Awaited, said: Said) -> HttpResponse {
    let errors = said.errors;
    match awaited {
        Awaited::Totp { attempts_left } => {
            let attempts_left = u32::from(*attempts_left);
            html(StatusCode::OK, &Totp { frame, ctx, attempts_left, errors })
        }
        Awaited::Sms { phone, challenge } => {
            let now = site.now();
            let sent = codes::sent(Channel::Mobile, phone.clone(), challenge, now, said.resent);
            html(StatusCode::OK, &Sms { frame, ctx, sent, errors })
        }
        Awaited::Max { phone, challenge, sms_instead } => {
            let sent = codes::sent(Channel::Mobile, phone.clone(), challenge, site.now(), said.resent);
            html(StatusCode::OK, &Max { frame, ctx, sent, sms_instead: *sms_instead, errors })
        }
    }
}
