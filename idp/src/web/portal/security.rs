//! «Безопасность»: the password, the second factor, the sessions.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::credentials::{self, CredentialStop, FactorChoice, messenger};
use crate::app::oauth::login;
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::credentials::{Credentials, Factor};
use crate::domain::person::Phone;
use crate::domain::session::Session;
use crate::web::error::{broken_page, html};
use crate::web::pages::password::Rules;
use crate::web::pages::registration::Channel;
use crate::web::pages::security::{self, ChangePassword, MaxSetUp, Settings, TotpSetUp};
use crate::web::pages::{Errors, Frame, qr};
use crate::web::portal::reply::{Early, Reply, early};
use crate::web::portal::{codes, cookies, device, words};
use crate::web::site::{SESSION_COOKIE, Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/profile/security").route(get().to(show)))
        .service(resource("/profile/security/second-factor").route(post().to(set_factor)))
        .service(resource("/profile/security/totp").route(get().to(set_up)).route(post().to(prove)))
        .service(resource("/profile/security/max").route(get().to(show_binding)).route(post().to(bind)))
        .service(resource("/profile/security/max/send").route(post().to(send_binding)))
        .service(resource("/profile/security/password").route(get().to(password)).route(post().to(change)))
        .service(resource("/profile/security/sessions/end").route(post().to(end_one)))
        .service(resource("/profile/security/sessions/end-all").route(post().to(end_all)));
}

/// What the forms send; each sends only its own fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct SecurityForm {
    method: String,
    code: String,
    current_password: String,
    password: String,
    password_again: String,
    session: String,
}

/// What has just happened.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Happened {
    done: String,
}

/// Runs a use case for the citizen who is signed in; everybody else goes to sign in first.
async fn of_citizen<T, W>(site: &Site, work: W) -> Result<T, Early>
where
    T: Send + 'static,
    W: FnOnce(&Moment<'_>, Session, Account) -> Result<T, Stop<CredentialStop>> + Send + 'static,
{
    let to_sign_in = || early(site.see("/profile/login"));
    let session = site.session.ok_or_else(to_sign_in)?;
    let done = perform(site, move |moment| match login::signed_in(moment, session)? {
        Some((session, account)) => work(moment, session, account).map(Some),
        None => Ok(None),
    });
    match done.await {
        Ok(answer) => answer.ok_or_else(to_sign_in),
        Err(Stop::Refused(why)) => Err(early(refused(site, why))),
        Err(Stop::Broken(why)) => Err(early(broken_page(site, &why))),
    }
}

/// A refusal as a page: the form it came from, with the reason.
fn refused(site: &Site, why: CredentialStop) -> HttpResponse {
    match why {
        CredentialStop::NoAccount => site.see("/profile/login"),
        CredentialStop::NoPhone => site.see("/profile/security?done=no-phone"),
        CredentialStop::WrongCode => site.see("/profile/security/totp?done=wrong"),
        CredentialStop::WrongBinding => site.see("/profile/security/max?done=wrong"),
        CredentialStop::CodeExpired => site.see("/profile/security/max?done=expired"),
        CredentialStop::TooSoon { .. } => site.see("/profile/security/max?done=too-soon"),
        CredentialStop::Wrong => {
            let errors = Errors::one("current_password", "Текущий пароль введен неверно");
            password_page(site.frame(), Rules::standard(Vec::new()), errors)
        }
        CredentialStop::Password(faults) => {
            let rules = Rules::standard(faults.into_iter().filter_map(words::password_rule).collect());
            let errors = rules.errors();
            password_page(site.frame(), rules, errors)
        }
    }
}

async fn show(site: Site, happened: Query<Happened>) -> Reply {
    let found = of_citizen(&site, |moment, session, account| {
        let (_, credentials) = credentials::find(moment, account.oid)?;
        let sessions = credentials::sessions(moment, account.oid)?;
        Ok((session, account, credentials, sessions))
    });
    let (session, account, credentials, sessions) = found.await?;
    let page = Settings {
        frame: site.frame_of(&words::full_name(&account.profile.name)),
        notice: notice(&happened.done).to_owned(),
        factor: factor(&account, &credentials),
        has_mobile: account.mobile().is_some(),
        sessions: sessions.iter().map(|one| shown(one, &session)).collect(),
    };
    Ok(html(StatusCode::OK, &page))
}

fn notice(done: &str) -> &'static str {
    match done {
        "factor" => "Способ входа с подтверждением изменен.",
        "no-phone" => "Нет подтвержденного телефона: код в SMS отправить некуда.",
        "password" => "Пароль изменен, остальные входы завершены.",
        "session" => "Вход завершен.",
        _ => "",
    }
}

fn factor(account: &Account, credentials: &Credentials) -> security::Factor {
    match credentials.factor {
        Factor::Off => security::Factor::Off,
        Factor::Totp { .. } => security::Factor::Totp,
        Factor::Max => security::Factor::Max(phone(account)),
        Factor::Sms => security::Factor::Sms(phone(account)),
    }
}

/// The phone of an account, masked.
fn phone(account: &Account) -> String {
    account.mobile().map(Phone::masked).unwrap_or_default()
}

fn shown(session: &Session, own: &Session) -> security::Session {
    security::Session {
        id: session.id.to_string(),
        device: device::named(&session.device),
        since: session.started_at.to_page(),
        systems: Vec::new(),
        current: session.id == own.id,
    }
}

async fn set_factor(site: Site, form: Form<SecurityForm>) -> Reply {
    let choice = if form.method == "sms" { FactorChoice::Sms } else { FactorChoice::Off };
    let done = of_citizen(&site, move |moment, _, account| {
        credentials::set_factor(moment, account.oid, choice).map(|_| ())
    });
    done.await?;
    Ok(site.see("/profile/security?done=factor"))
}

async fn set_up(site: Site, happened: Query<Happened>) -> Reply {
    let (account, secret) =
        of_citizen(&site, |moment, _, account| credentials::propose(moment, account.oid)).await?;
    let login = account.logins().into_iter().next().unwrap_or_else(|| account.oid.to_string());
    let wrong = happened.done == "wrong";
    let page = TotpSetUp {
        frame: site.frame_of(&words::full_name(&account.profile.name)),
        qr_svg: qr::svg(&secret.otpauth(&login)),
        secret: secret.to_string(),
        errors: if wrong {
            Errors::one("code", "Введен неверный код")
        } else {
            Errors::none()
        },
    };
    Ok(html(StatusCode::OK, &page))
}

async fn prove(site: Site, form: Form<SecurityForm>) -> Reply {
    let form = form.into_inner();
    let done =
        of_citizen(&site, move |moment, _, account| credentials::prove(moment, account.oid, &form.code));
    done.await?;
    Ok(site.see("/profile/security?done=factor"))
}

async fn show_binding(site: Site, happened: Query<Happened>) -> Reply {
    let now = site.now();
    let (account, binding) =
        of_citizen(&site, |moment, _, account| messenger::binding(moment, account.oid)).await?;
    let phone = phone(&account);
    let resent = happened.done == "sent";
    let sent = binding.as_ref().map(|sent| codes::sent(Channel::Mobile, phone.clone(), sent, now, resent));
    let errors = match (happened.done.as_str(), binding.and_then(|sent| sent.resend_pause(now))) {
        ("wrong", _) => Errors::one("code", "Введен неверный код"),
        ("expired", _) => codes::expired(),
        ("too-soon", Some(pause)) => codes::too_soon(pause),
        _ => Errors::none(),
    };
    let frame = site.frame_of(&words::full_name(&account.profile.name));
    Ok(html(StatusCode::OK, &MaxSetUp { frame, phone, sent, errors }))
}

async fn send_binding(site: Site) -> Reply {
    of_citizen(&site, |moment, _, account| messenger::begin_binding(moment, account.oid)).await?;
    Ok(site.see("/profile/security/max?done=sent"))
}

async fn bind(site: Site, form: Form<SecurityForm>) -> Reply {
    let form = form.into_inner();
    let done = of_citizen(&site, move |moment, _, account| {
        messenger::finish_binding(moment, account.oid, &form.code)
    });
    done.await?;
    Ok(site.see("/profile/security?done=factor"))
}

async fn password(site: Site) -> Reply {
    let name = of_citizen(&site, |_, _, account| Ok(words::full_name(&account.profile.name))).await?;
    Ok(password_page(site.frame_of(&name), Rules::standard(Vec::new()), Errors::none()))
}

fn password_page(frame: Frame, rules: Rules, errors: Errors) -> HttpResponse {
    html(StatusCode::OK, &ChangePassword { frame, rules, errors })
}

async fn change(site: Site, form: Form<SecurityForm>) -> Reply {
    let form = form.into_inner();
    let done = of_citizen(&site, move |moment, session, _| {
        let chosen = (form.password.as_str(), form.password_again.as_str());
        credentials::change_password(moment, &session, &form.current_password, chosen)
    });
    done.await?;
    Ok(site.see("/profile/security?done=password"))
}

async fn end_one(site: Site, form: Form<SecurityForm>) -> Reply {
    let named = form.session.parse().ok();
    let done = of_citizen(&site, move |moment, _, account| match named {
        Some(session) => credentials::end_sessions(moment, account.oid, Some(session)),
        None => Ok(()),
    });
    done.await?;
    Ok(site.see("/profile/security?done=session"))
}

async fn end_all(site: Site) -> Reply {
    let done =
        of_citizen(&site, |moment, _, account| credentials::end_sessions(moment, account.oid, None)).await;
    done?;
    let mut answer = site.see("/profile/login");
    let _ = answer.add_cookie(&cookies::ended(&site, SESSION_COOKIE));
    Ok(answer)
}
