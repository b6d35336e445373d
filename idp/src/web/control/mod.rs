//! The control API: every state, refusal and date of a realm is one call away. JSON in, JSON out.

pub mod agreements;
pub mod application_json;
pub mod belongings;
pub mod captchas;
pub mod centres;
pub mod certificates;
pub mod children;
pub mod clients;
pub mod clock;
pub mod commands;
pub mod contacts;
pub mod credentials;
pub mod faults;
pub mod journal;
pub mod keys;
pub mod openapi;
pub mod organisation_json;
pub mod organisations;
pub mod outbox;
pub mod page;
pub mod people;
pub mod person_json;
pub mod portfolio;
pub mod realms;
pub mod records;
pub mod registers;
pub mod settings;
pub mod sign_ins;
pub mod visits;

use actix_web::error::{InternalError, QueryPayloadError};
use actix_web::web::{Bytes, QueryConfig, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::Stop;
use crate::web::Site;
use crate::web::error::{Problem, broken_problem};

/// What an operation comes to: an answer, or the problem that is told instead.
pub(crate) type Answer = Result<HttpResponse, Problem>;

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
    config.app_data(QueryConfig::default().error_handler(unreadable_query));
    realms::mount(config);
    clock::mount(config);
    clients::mount(config);
    people::mount(config);
    belongings::mount(config);
    certificates::mount(config);
    commands::mount(config);
    contacts::mount(config);
    credentials::mount(config);
    captchas::mount(config);
    registers::mount(config);
    settings::mount(config);
    children::mount(config);
    records::mount(config);
    centres::mount(config);
    visits::mount(config);
    agreements::mount(config);
    organisations::mount(config);
    outbox::mount(config);
    portfolio::mount(config);
    sign_ins::mount(config);
    journal::mount(config);
    faults::mount(config);
    keys::mount(config);
    openapi::mount(config);
}

/// Reads a JSON body; what is wrong with it is told with the field's name. No body at all is an empty object.
pub(crate) fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Problem> {
    let text: &[u8] = if body.is_empty() { b"{}" } else { body };
    // A derived reader would take a list for an object with its fields in order.
    if text.trim_ascii_start().first() == Some(&b'[') {
        return Err(Problem::field("body", "expected a JSON object, not a list"));
    }
    serde_json::from_slice(text).map_err(|fault| {
        let detail = fault.to_string();
        let field = named(&detail).map(str::to_owned).or_else(|| culprit::<T>(text));
        Problem::field(field.as_deref().unwrap_or("body"), detail)
    })
}

/// The field that serde's message names.
fn named(message: &str) -> Option<&str> {
    let names = ["unknown field `", "missing field `", "duplicate field `"];
    names.iter().find_map(|start| message.split_once(start)?.1.split('`').next())
}

/// The field without which the rest can be read, or is told to lack it: its value is what is wrong.
fn culprit<T: DeserializeOwned>(text: &[u8]) -> Option<String> {
    let serde_json::Value::Object(fields) = serde_json::from_slice(text).ok()? else { return None };
    let is_wrong = |name: &&String| {
        let mut others = fields.clone();
        others.remove(*name);
        match serde_json::from_value::<T>(others.into()) {
            Ok(_) => true,
            Err(fault) => fault.to_string().starts_with(&format!("missing field `{name}`")),
        }
    };
    fields.keys().find(is_wrong).cloned()
}

/// A query that cannot be read; on a page, the address was typed by hand and the plain answer will do.
fn unreadable_query(error: QueryPayloadError, request: &HttpRequest) -> actix_web::Error {
    if !request.path().starts_with("/control/") {
        return error.into();
    }
    let detail = error.to_string();
    let problem = Problem::field(named(&detail).unwrap_or("query"), &detail);
    InternalError::from_response(error, problem.answer()).into()
}

/// Tells what a use case came to.
pub(crate) fn tell<T: Serialize, R>(
    site: &Site,
    done: Result<T, Stop<R>>,
    problem: impl FnOnce(R) -> Problem,
) -> Answer {
    match done {
        Ok(answer) => Ok(HttpResponse::Ok().json(answer)),
        Err(stop) => Err(failure(site, stop, problem)),
    }
}

/// Why a use case ended without its answer.
pub(crate) fn failure<R>(site: &Site, stop: Stop<R>, problem: impl FnOnce(R) -> Problem) -> Problem {
    match stop {
        Stop::Refused(refusal) => problem(refusal),
        Stop::Broken(broken) => broken_problem(site, &broken),
    }
}
