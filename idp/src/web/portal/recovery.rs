//! «Забыли пароль?»: the contact, the code, the document, the new password.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Form, Query, ServiceConfig, get, post, resource};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::credentials::recover::{self, RecoverStop};
use crate::domain::id::RecoveryId;
use crate::domain::recovery::{Paper, Recovery, RecoveryRefusal, RecoveryStage};
use crate::domain::registration::RegistrationContact;
use crate::web::error::{broken_page, failed, html};
use crate::web::pages::Errors;
use crate::web::pages::notices::Trouble;
use crate::web::pages::password::Rules;
use crate::web::pages::recovery::{Code, Document, End, Outcome, Password, Start};
use crate::web::pages::registration::Channel;
use crate::web::portal::{codes, words};
use crate::web::site::{Site, perform};

/// The routes of these pages.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/recovery").route(get().to(start)).route(post().to(begin)))
        .service(resource("/recovery/code").route(get().to(show)).route(post().to(answer)))
        .service(resource("/recovery/resend").route(post().to(resend)))
        .service(resource("/recovery/document").route(get().to(show)).route(post().to(show_document)))
        .service(resource("/recovery/password").route(get().to(show)).route(post().to(complete)));
}

/// What the forms send; each sends only its own fields.
#[derive(Default, Deserialize)]
#[serde(default)]
struct RecoveryForm {
    recovery: String,
    contact: String,
    code: String,
    document: String,
    document_number: String,
    password: String,
    password_again: String,
}

/// The recovery under way, as the browser names it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Named {
    recovery: String,
}

fn parse_id(text: &str) -> Result<RecoveryId, Stop<RecoverStop>> {
    text.parse().map_err(|_| Stop::refused(RecoverStop::Unknown))
}

async fn start(site: Site) -> HttpResponse {
    start_page(&site, String::new(), Errors::none())
}

fn start_page(site: &Site, contact: String, errors: Errors) -> HttpResponse {
    html(StatusCode::OK, &Start { frame: site.frame(), contact, captcha: None, errors })
}

async fn begin(site: Site, form: Form<RecoveryForm>) -> HttpResponse {
    let typed = form.into_inner().contact;
    let mobile = typed.parse().map(RegistrationContact::Mobile).ok();
    let mail = || typed.parse().map(RegistrationContact::Mail).ok();
    let Some(contact) = mobile.or_else(mail) else {
        let wrong = if typed.contains('@') { words::email_fault(&typed) } else { words::phone_fault(&typed) };
        return start_page(&site, typed, Errors::one("contact", wrong));
    };
    match perform(&site, move |moment| recover::begin(moment, contact)).await {
        Ok(recovery) => site.see(&format!("/recovery/code?recovery={}", recovery.id)),
        Err(stop) => lost(&site, stop),
    }
}

/// The page of the step that is due, whichever of them was asked for.
async fn show(site: Site, named: Query<Named>) -> HttpResponse {
    let named = named.into_inner();
    match perform(&site, move |moment| recover::find(moment, parse_id(&named.recovery)?)).await {
        Ok(recovery) => page(&site, &recovery, Errors::none(), false),
        Err(stop) => lost(&site, stop),
    }
}

fn page(site: &Site, recovery: &Recovery, errors: Errors, resent: bool) -> HttpResponse {
    let (frame, name) = (site.frame(), recovery.id.to_string());
    match &recovery.stage {
        RecoveryStage::AwaitingCode { challenge } => {
            let channel = match recovery.contact {
                RegistrationContact::Mobile(_) => Channel::Mobile,
                RegistrationContact::Mail(_) => Channel::Mail,
            };
            let now = site.now();
            let sent = codes::sent(channel, recovery.contact.masked(), challenge, now, resent);
            html(StatusCode::OK, &Code { frame, recovery: name, sent, errors })
        }
        RecoveryStage::AwaitingDocument { .. } => {
            let (document, document_number) = (String::new(), String::new());
            html(StatusCode::OK, &Document { frame, recovery: name, document, document_number, errors })
        }
        RecoveryStage::Proven => {
            let rules = Rules::standard(Vec::new());
            html(StatusCode::OK, &Password { frame, recovery: name, rules, errors })
        }
        RecoveryStage::Closed => html(StatusCode::OK, &Outcome { frame, end: End::AtCentre }),
    }
}

async fn answer(site: Site, form: Form<RecoveryForm>) -> HttpResponse {
    let form = form.into_inner();
    let done = perform(&site, move |moment| recover::answer(moment, parse_id(&form.recovery)?, &form.code));
    match done.await {
        Ok(recovery) => {
            let wants_document = matches!(recovery.stage, RecoveryStage::AwaitingDocument { .. });
            let step = if wants_document { "document" } else { "password" };
            site.see(&format!("/recovery/{step}?recovery={}", recovery.id))
        }
        Err(stop) => lost(&site, stop),
    }
}

async fn resend(site: Site, form: Form<RecoveryForm>) -> HttpResponse {
    let form = form.into_inner();
    let done = perform(&site, move |moment| recover::resend(moment, parse_id(&form.recovery)?));
    match done.await {
        Ok(recovery) => page(&site, &recovery, Errors::none(), true),
        Err(stop) => lost(&site, stop),
    }
}

async fn show_document(site: Site, form: Form<RecoveryForm>) -> HttpResponse {
    let form = form.into_inner();
    let (document, document_number) = (form.document.clone(), form.document_number.clone());
    let paper = match form.document.as_str() {
        "inn" => Paper::Inn,
        "snils" => Paper::Snils,
        _ => Paper::Passport,
    };
    let done = perform(&site, move |moment| {
        recover::show_document(moment, parse_id(&form.recovery)?, paper, &form.document_number)
    });
    match done.await {
        Ok(recovery) => site.see(&format!("/recovery/password?recovery={}", recovery.id)),
        Err(Stop::Refused(RecoverStop::Rules {
            why: RecoveryRefusal::DocumentWrong { attempts_left },
            recovery,
        })) => {
            let wrong =
                format!("Номер не совпадает с данными учетной записи. Осталось попыток: {attempts_left}");
            let errors = Errors::one("document_number", &wrong);
            let recovery = recovery.id.to_string();
            let page = Document { frame: site.frame(), recovery, document, document_number, errors };
            html(StatusCode::OK, &page)
        }
        Err(stop) => lost(&site, stop),
    }
}

async fn complete(site: Site, form: Form<RecoveryForm>) -> HttpResponse {
    let form = form.into_inner();
    let name = form.recovery.clone();
    let done = perform(&site, move |moment| {
        recover::complete(moment, parse_id(&form.recovery)?, &form.password, &form.password_again)
    });
    match done.await {
        Ok(()) => html(StatusCode::OK, &Outcome { frame: site.frame(), end: End::Changed }),
        Err(Stop::Refused(RecoverStop::Password(faults))) => {
            let rules = Rules::standard(faults.into_iter().filter_map(words::password_rule).collect());
            let errors = rules.errors();
            html(StatusCode::OK, &Password { frame: site.frame(), recovery: name, rules, errors })
        }
        Err(stop) => lost(&site, stop),
    }
}

/// Every other end of a step: told on the page that is due, or on a page of its own.
fn lost(site: &Site, stop: Stop<RecoverStop>) -> HttpResponse {
    match stop {
        Stop::Refused(RecoverStop::Rules { why, recovery }) => page(site, &recovery, refusal(why), false),
        Stop::Refused(RecoverStop::NoAccount) => {
            html(StatusCode::OK, &Outcome { frame: site.frame(), end: End::Unknown })
        }
        Stop::Refused(RecoverStop::Unknown | RecoverStop::Password(_)) => {
            let detail = "Такого восстановления нет: оно завершено или устарело. Начните сначала.";
            failed(site, Trouble::BadRequest, detail, "")
        }
        Stop::Broken(why) => broken_page(site, &why),
    }
}

fn refusal(why: RecoveryRefusal) -> Errors {
    match why {
        RecoveryRefusal::Code(why) => codes::refused(why),
        RecoveryRefusal::TooSoon { pause } => codes::too_soon(pause),
        RecoveryRefusal::DocumentWrong { .. } | RecoveryRefusal::Closed | RecoveryRefusal::OtherStep => {
            Errors::none()
        }
    }
}
