//! The OpenAPI document of the control API, made from the handlers themselves.

use std::convert::Infallible;
use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::web::{ServiceConfig, get, resource};
use utoipa::OpenApi;

use crate::web::control::{
    Answer, agreements, belongings, captchas, centres, certificates, children, clients, clock, commands,
    contacts, credentials, failure, faults, journal, keys, organisations, outbox, people, portfolio, realms,
    records, registers, settings, sign_ins, visits,
};
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/openapi.json").route(get().to(show)));
}

/// The document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "esia-sim control API",
        description = "Every state, refusal and date of a realm, one call away. Bodies need Content-Type application/json (415 \
            otherwise). Any call may be answered with 421 (unknown host name), 403 (a page of another origin) or 401 (no \
            control token); the problem says which option allows it."
    ),
    servers((url = "/control/v1", description = "the default realm; others are at /realms/{id}/control/v1")),
    paths(
        realms::list, realms::make, realms::show, realms::remove, realms::reset,
        clock::show, clock::set, clock::advance,
        clients::list, clients::show, clients::register, clients::remove,
        people::list, people::make, people::show, people::change, people::events, commands::command, certificates::issue,
        contacts::list, contacts::command,
        belongings::documents, belongings::give_document, belongings::take_document,
        belongings::vehicles, belongings::give_vehicle, belongings::take_vehicle,
        credentials::show, credentials::command, credentials::show_factor, credentials::set_factor,
        credentials::sessions, credentials::end_sessions, captchas::show,
        settings::show, settings::change, registers::show, registers::set,
        children::list, children::make, children::command, children::parents,
        records::pension_fund, records::put_pension, records::remove_pension,
        records::interior_ministry, records::put_passport, records::remove_passport,
        centres::list, centres::confirm,
        visits::register, visits::recover, visits::refuse, visits::import,
        agreements::list, agreements::withdraw, agreements::withdraw_consent,
        organisations::list, organisations::make, organisations::show, organisations::change,
        organisations::put_member, organisations::remove_member,
        outbox::read, portfolio::read, portfolio::show, portfolio::set, sign_ins::walk, journal::read,
        journal::show,
        faults::list, faults::arm, faults::clear, faults::catalogue,
        keys::list, keys::rotate,
    )
)]
pub struct ControlApi;

/// Made once: it is the same as long as the program runs.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut json = ControlApi::openapi().to_pretty_json().unwrap_or_default();
    json.push('\n');
    json
});

/// The document as JSON, readable.
pub fn document() -> &'static str {
    &DOCUMENT
}

async fn show(site: Site) -> Answer {
    let made = perform::<_, Infallible, _>(&site, |_| Ok(document())).await;
    let document = made.map_err(|stop| failure(&site, stop, |never| match never {}))?;
    Ok(HttpResponse::Ok().content_type("application/json").body(document))
}
