//! Self-registration: the contact, the code, the password.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::registration::register::{self, Applicant, RegisterRefusal};
use crate::domain::id::RegistrationId;
use crate::domain::person::date;
use crate::domain::registration::{
    Registration, RegistrationContact, RegistrationRefusal, RegistrationStage,
};
use crate::domain::time::Timestamp;
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::Errors;
use crate::web::pages::notices::Trouble;
use crate::web::pages::password::Rules;
use crate::web::pages::registration::{Channel, Code, Done, Password, Start, Taken};
use crate::web::portal::reply::Reply;
use crate::web::portal::return_context::ReturnContext;
use crate::web::portal::{codes, words};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/registration").route(get().to(start)).route(post().to(begin)))
        .service(resource("/registration/code").route(get().to(code)).route(post().to(answer)))
        .service(resource("/registration/link").route(get().to(follow)))
        .service(resource("/registration/resend").route(post().to(resend)))
        .service(resource("/registration/password").route(get().to(password)).route(post().to(complete)));
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
struct StartQuery {
    by: Option<String>,
}

#[derive(Deserialize)]
struct StartForm {
    #[serde(default)]
    last_name: String,
    #[serde(default)]
    first_name: String,
    mobile: Option<String>,
    email: Option<String>,
}

/// The registration under way, as the browser names it.
#[derive(Debug, Deserialize)]
struct Named {
    #[serde(default)]
    registration: String,
    #[serde(default)]
    resent: Option<String>,
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    registration: String,
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    registration: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    password_again: String,
}

fn channel_of(by: Option<&str>) -> Channel {
    if by == Some("email") { Channel::Mail } else { Channel::Mobile }
}

async fn start(site: Site, query: Query<StartQuery>, context: Query<ReturnContext>) -> HttpResponse {
    let blank = String::new;
    let page = Start {
        frame: site.frame(),
        channel: channel_of(query.by.as_deref()),
        last_name: blank(),
        first_name: blank(),
        contact: blank(),
        errors: Errors::none(),
    };
    context.kept(&site, html(StatusCode::OK, &page))
}

async fn begin(site: Site, query: Query<StartQuery>, form: Form<StartForm>) -> HttpResponse {
    let form = form.into_inner();
    let by_mail = form.email.is_some() || (form.mobile.is_none() && query.by.as_deref() == Some("email"));
    let channel = if by_mail { Channel::Mail } else { Channel::Mobile };
    let typed = if by_mail { form.email.clone() } else { form.mobile.clone() }.unwrap_or_default();
    let applicant = match applicant(&form, channel, &typed) {
        Ok(applicant) => applicant,
        Err(errors) => {
            let (last_name, first_name) = (form.last_name, form.first_name);
            let page = Start { frame: site.frame(), channel, last_name, first_name, contact: typed, errors };
            return html(StatusCode::OK, &page);
        }
    };
    let base = site.base();
    match perform(&site, move |moment| register::begin(moment, applicant, &base)).await {
        Ok(registration) => site.see(&format!("/registration/code?registration={}", registration.id)),
        Err(Stop::Refused(refusal)) => {
            let free_on = match refusal {
                RegisterRefusal::ContactTaken(occupied) => occupied.free_on.map(date::spell),
                _ => None,
            };
            html(StatusCode::OK, &Taken { frame: site.frame(), channel, contact: typed, free_on })
        }
        Err(Stop::Broken(why)) => broken_page(&site, &why),
    }
}

fn applicant(form: &StartForm, channel: Channel, typed: &str) -> Result<Applicant, Errors> {
    let mut errors = Errors::none();
    let last_name = form.last_name.parse();
    if last_name.is_err() {
        errors = errors.and("last_name", words::name_fault(&form.last_name));
    }
    let first_name = form.first_name.parse();
    if first_name.is_err() {
        errors = errors.and("first_name", words::name_fault(&form.first_name));
    }
    let contact = match channel {
        Channel::Mobile => {
            typed.parse().map(RegistrationContact::Mobile).map_err(|_| words::phone_fault(typed))
        }
        Channel::Mail => typed.parse().map(RegistrationContact::Mail).map_err(|_| words::email_fault(typed)),
    };
    if let Err(message) = contact {
        errors = errors.and(if channel == Channel::Mail { "email" } else { "mobile" }, message);
    }
    match (last_name, first_name, contact) {
        (Ok(last_name), Ok(first_name), Ok(contact)) => Ok(Applicant { last_name, first_name, contact }),
        _ => Err(errors),
    }
}

fn parse_id(text: &str) -> Result<RegistrationId, Stop<RegisterRefusal>> {
    text.parse().map_err(|_| Stop::refused(RegisterRefusal::Unknown))
}

async fn code(site: Site, named: Query<Named>) -> HttpResponse {
    let named = named.into_inner();
    let found = perform(&site, move |moment| register::find(moment, parse_id(&named.registration)?)).await;
    match found {
        Ok(registration) => code_page(&site, &registration, named.resent.is_some(), Errors::none()),
        Err(stop) => lost(&site, stop),
    }
}

fn code_page(site: &Site, registration: &Registration, resent: bool, errors: Errors) -> HttpResponse {
    let now: Timestamp = site.now();
    let challenge = match &registration.stage {
        RegistrationStage::AwaitingCode { challenge } => challenge,
        RegistrationStage::Proven => {
            return site.see(&format!("/registration/password?registration={}", registration.id));
        }
    };
    let page = Code {
        frame: site.frame(),
        registration: registration.id.to_string(),
        channel: match registration.contact {
            RegistrationContact::Mobile(_) => Channel::Mobile,
            RegistrationContact::Mail(_) => Channel::Mail,
        },
        contact: registration.contact.masked(),
        attempts_left: u32::from(challenge.attempts_left()),
        resend_in: codes::resend_in(challenge, now),
        resent,
        errors,
    };
    html(StatusCode::OK, &page)
}

async fn answer(site: Site, form: Form<CodeForm>) -> HttpResponse {
    let form = form.into_inner();
    let done =
        perform(&site, move |moment| register::answer(moment, parse_id(&form.registration)?, &form.code));
    match done.await {
        Ok(registration) => site.see(&format!("/registration/password?registration={}", registration.id)),
        Err(stop) => lost(&site, stop),
    }
}

/// The link of a letter, as the browser sends it.
#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    registration: String,
    #[serde(default)]
    key: String,
}

async fn follow(site: Site, link: Query<Link>) -> HttpResponse {
    let link = link.into_inner();
    let done =
        perform(&site, move |moment| register::follow(moment, parse_id(&link.registration)?, &link.key));
    match done.await {
        Ok(registration) => site.see(&format!("/registration/password?registration={}", registration.id)),
        Err(stop) => lost(&site, stop),
    }
}

async fn resend(site: Site, form: Form<Named>) -> HttpResponse {
    let form = form.into_inner();
    let done = perform(&site, move |moment| register::resend(moment, parse_id(&form.registration)?));
    match done.await {
        Ok(registration) => {
            site.see(&format!("/registration/code?registration={}&resent=true", registration.id))
        }
        Err(stop) => lost(&site, stop),
    }
}

async fn password(site: Site, named: Query<Named>) -> HttpResponse {
    let named = named.into_inner();
    let found = perform(&site, move |moment| register::find(moment, parse_id(&named.registration)?)).await;
    match found {
        Ok(registration) if registration.may_complete().is_err() => {
            site.see(&format!("/registration/code?registration={}", registration.id))
        }
        Ok(registration) => password_page(&site, &registration.id.to_string(), Rules::standard(Vec::new())),
        Err(stop) => lost(&site, stop),
    }
}

fn password_page(site: &Site, registration: &str, rules: Rules) -> HttpResponse {
    let errors = rules.errors();
    let page = Password { frame: site.frame(), registration: registration.to_owned(), rules, errors };
    html(StatusCode::OK, &page)
}

async fn complete(site: Site, request: HttpRequest, form: Form<PasswordForm>) -> Reply {
    let form = form.into_inner();
    let named = form.registration.clone();
    let done = perform(&site, move |moment| {
        let id = parse_id(&form.registration)?;
        let contact = register::find(moment, id)?.contact;
        register::complete(moment, id, &form.password, &form.password_again).map(|_| contact)
    });
    Ok(match done.await {
        Ok(contact) => match ReturnContext::of(&request).at_once(&site).await? {
            Some(to) => HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish(),
            None => html(StatusCode::OK, &Done { frame: site.frame(), contact: contact.login() }),
        },
        Err(Stop::Refused(RegisterRefusal::Password(faults))) => {
            let broken = faults.into_iter().filter_map(words::password_rule).collect();
            password_page(&site, &named, Rules::standard(broken))
        }
        Err(stop) => lost(&site, stop),
    })
}

/// Every other end of a step: told on the code page where the registration still stands, or on a page of its own.
fn lost(site: &Site, stop: Stop<RegisterRefusal>) -> HttpResponse {
    match stop {
        Stop::Refused(RegisterRefusal::Rules { why, registration }) => {
            code_page(site, &registration, false, code_errors(why))
        }
        Stop::Refused(RegisterRefusal::ContactTaken(_)) => {
            failed(site, Trouble::BadRequest, "Этот телефон или адрес уже зарегистрирован.", "")
        }
        Stop::Refused(RegisterRefusal::Unknown | RegisterRefusal::Password(_)) => {
            let detail = "Такой регистрации нет: она завершена или устарела. Начните сначала.";
            failed(site, Trouble::BadRequest, detail, "")
        }
        Stop::Broken(why) => broken_page(site, &why),
    }
}

fn code_errors(why: RegistrationRefusal) -> Errors {
    match why {
        RegistrationRefusal::Code(why) => codes::refused(why),
        RegistrationRefusal::TooSoon { pause } => codes::too_soon(pause),
        RegistrationRefusal::LinkWrong => Errors::whole("Ссылка не подходит. Введите код из письма"),
        RegistrationRefusal::AlreadyProven => Errors::none(),
        RegistrationRefusal::NotProven => Errors::whole("Сначала введите код подтверждения"),
    }
}
