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
pub mod input;
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
pub mod ranges;
pub mod realms;
pub mod records;
pub mod registers;
pub mod settings;
pub mod sign_ins;
pub mod visits;

use actix_web::HttpResponse;
use actix_web::web::ServiceConfig;
use serde::Serialize;

use crate::app::Stop;
use crate::web::Site;
use crate::web::error::{Problem, broken_problem};

/// What an operation comes to: an answer, or the problem that is told instead.
pub(crate) type Answer = Result<HttpResponse, Problem>;

/// The routes of this face.
pub fn mount(config: &mut ServiceConfig) {
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
