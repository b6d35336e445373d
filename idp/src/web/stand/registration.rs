//! Registration as the real stand's clients drive it: user data, code, password; a cookie carries it along.

use actix_web::http::StatusCode;
use actix_web::web::{Bytes, ServiceConfig, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::Stop;
use crate::app::registration::register::{self, Applicant, RegisterRefusal};
use crate::domain::id::RegistrationId;
use crate::domain::password::PasswordFault;
use crate::domain::registration::RegistrationContact;
use crate::web::portal::cookies;
use crate::web::site::{Site, perform};
use crate::web::stand::answer::{broken, read, refused};

/// The name of the cookie that carries the registration under way.
// SIM: the real cookie's name is not published.
const COOKIE: &str = "registration";

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    let verify = |path| resource(path).route(post().to(verify_code));
    config
        .service(resource("/registration_api/registration/v1/user-data").route(post().to(user_data)))
        .service(verify("/registration_api/activation/phone/verify-code"))
        .service(verify("/registration_api/activation/email/verify-code"))
        .service(resource("/registration_api/complete").route(post().to(complete)));
}

/// Camel case on the wire; the snake case of the clients' annotations is understood too.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Newcomer {
    #[serde(alias = "last_name")]
    last_name: String,
    #[serde(alias = "first_name")]
    first_name: String,
    phone: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Code {
    code: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Password {
    password: String,
}

async fn user_data(site: Site, body: Bytes) -> HttpResponse {
    let applicant = match read::<Newcomer>(&body).and_then(applicant) {
        Ok(applicant) => applicant,
        Err(answer) => return answer,
    };
    let base = site.base();
    match perform(&site, move |moment| register::begin(moment, applicant, &base)).await {
        Ok(registration) => {
            let mut answer = HttpResponse::Ok().json(serde_json::json!({}));
            let cookie = cookies::named(&site, COOKIE, registration.id.to_string());
            // A cookie of our own letters always fits into a header.
            let _ = answer.add_cookie(&cookie);
            answer
        }
        Err(stop) => told(&site, stop),
    }
}

fn applicant(data: Newcomer) -> Result<Applicant, HttpResponse> {
    let fault =
        |field: &str, why: String| refused(StatusCode::BAD_REQUEST, "SIM-FIELD", &format!("{field}: {why}"));
    let last_name = data.last_name.parse().map_err(|why| fault("lastName", ToString::to_string(&why)))?;
    let first_name = data.first_name.parse().map_err(|why| fault("firstName", ToString::to_string(&why)))?;
    let contact = match (&data.phone, &data.email) {
        (Some(phone), _) => {
            phone.parse().map(RegistrationContact::Mobile).map_err(|why| ("phone", why.to_string()))
        }
        (None, email) => {
            let email = email.as_deref().unwrap_or_default();
            email.parse().map(RegistrationContact::Mail).map_err(|why| ("email", ToString::to_string(&why)))
        }
    };
    let contact = contact.map_err(|(field, why)| fault(field, why))?;
    Ok(Applicant { last_name, first_name, contact })
}

fn under_way(request: &HttpRequest) -> Result<RegistrationId, Stop<RegisterRefusal>> {
    let named = request.cookie(COOKIE).and_then(|cookie| cookie.value().parse().ok());
    named.ok_or(Stop::refused(RegisterRefusal::Unknown))
}

async fn verify_code(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let code = match read::<Code>(&body) {
        Ok(Code { code }) => code,
        Err(answer) => return answer,
    };
    let id = under_way(&request);
    match perform(&site, move |moment| register::answer(moment, id?, &code)).await {
        Ok(_) => HttpResponse::Ok().json(serde_json::json!({})),
        Err(stop) => told(&site, stop),
    }
}

async fn complete(site: Site, request: HttpRequest, body: Bytes) -> HttpResponse {
    let password = match read::<Password>(&body) {
        Ok(Password { password }) => password,
        Err(answer) => return answer,
    };
    let id = under_way(&request);
    match perform(&site, move |moment| register::complete(moment, id?, &password, &password)).await {
        Ok(_) => {
            let mut answer = HttpResponse::Ok().json(serde_json::json!({}));
            let _ = answer.add_cookie(&cookies::ended(&site, COOKIE));
            answer
        }
        Err(stop) => told(&site, stop),
    }
}

/// What a password lacks, in words.
fn wanting(faults: &[PasswordFault]) -> String {
    let word = |fault: &PasswordFault| match fault {
        PasswordFault::TooShort => "it is too short",
        PasswordFault::TooLong => "it is too long",
        PasswordFault::NoLowerCase => "it has no Latin lower-case letter",
        PasswordFault::NoUpperCase => "it has no Latin upper-case letter",
        PasswordFault::NoDigit => "it has no digit",
        PasswordFault::NoPunctuation => "it has no punctuation mark",
        PasswordFault::NotRepeated => "the two differ",
    };
    format!(
        "the password does not keep the rules: {}",
        faults.iter().map(word).collect::<Vec<_>>().join(", ")
    )
}

fn told(site: &Site, stop: Stop<RegisterRefusal>) -> HttpResponse {
    let bad = |code: &str, message: &str| refused(StatusCode::BAD_REQUEST, code, message);
    match stop {
        Stop::Refused(RegisterRefusal::ContactTaken(occupied)) if occupied.free_on.is_some() => {
            refused(StatusCode::CONFLICT, "ESIA-039812", &occupied.to_string())
        }
        Stop::Refused(RegisterRefusal::ContactTaken(_)) => {
            refused(StatusCode::CONFLICT, "SIM-CONTACT-TAKEN", "the contact belongs to an account already")
        }
        Stop::Refused(RegisterRefusal::Unknown) => {
            bad("SIM-NO-REGISTRATION", "the cookie names no registration under way")
        }
        Stop::Refused(RegisterRefusal::Rules { why, .. }) => bad("SIM-CODE", &why.to_string()),
        Stop::Refused(RegisterRefusal::Password(faults)) => bad("SIM-PASSWORD", &wanting(&faults)),
        Stop::Broken(why) => broken(site, &why),
    }
}
