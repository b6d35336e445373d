//! How ends are told: a refusal by its face, a breakage by an incident number while the log gets the cause.

use std::error::Error;
use std::fmt::Write as _;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use crate::app::{Broken, Explained, Stop};
use crate::web::Site;
use crate::web::pages::notices::{Failed, Trouble};
use crate::web::problem::Problem;

/// Writes a breakage to the log with its whole chain of causes; tells the number to find it by.
pub fn incident(site: &Site, broken: &Broken) -> String {
    let number = format!("{:08x}", site.realm.entropy.number() >> 32);
    let mut chain = broken.to_string();
    let mut cause = broken.source();
    while let Some(error) = cause {
        let _ = write!(chain, ": {error}");
        cause = error.source();
    }
    // That a request came too late for its realm is no breakage, and the answer says so.
    if matches!(broken, Broken::Dropped(_)) || broken.is_overtaken() {
        return number;
    }
    eprintln!("incident {number} at {} {}: {chain}", site.about.method, site.about.path);
    number
}

/// The end of a use case as a problem that keeps its reason for the journal.
pub fn as_problem<R: Explained>(stop: Stop<R>, problem: impl FnOnce(R) -> Problem) -> Stop<Problem> {
    stop.map(|refusal| {
        let why = refusal.why();
        problem(refusal).because(why)
    })
}

/// A breakage as the control API tells it.
pub fn broken_problem(site: &Site, broken: &Broken) -> Problem {
    let number = incident(site, broken);
    if broken.is_overtaken() {
        let title = "the realm was reset or dropped meanwhile";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, title, broken)
            .about("realm", "send the request again");
    }
    if let Some((what, fix)) = broken.unusable() {
        let detail = format!("{what} (incident {number})");
        let title = if broken.is_quota() {
            "a quota of the realm is used up"
        } else {
            "the realm's database cannot be used"
        };
        let status = if broken.is_unavailable() {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::INSUFFICIENT_STORAGE
        };
        return Problem::new(status, title, detail).about("", fix);
    }
    let detail = format!("incident {number}: the log has the cause");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the simulator is broken", detail)
        .about("", "look the incident up in the log of esia-idp")
}

/// A breakage as a page tells it.
pub fn broken_page(site: &Site, broken: &Broken) -> HttpResponse {
    let incident = incident(site, broken);
    if broken.is_overtaken() {
        return failed(site, Trouble::Overtaken, "", "");
    }
    let cause = broken.unusable().map(|(what, _)| what).unwrap_or_default();
    let trouble = if broken.is_unavailable() { Trouble::Unavailable } else { Trouble::Broken };
    failed(site, trouble, &cause, &incident)
}

/// A page that tells of a failure.
pub fn failed(site: &Site, trouble: Trouble, detail: &str, incident: &str) -> HttpResponse {
    let page =
        Failed { frame: site.frame(), trouble, detail: detail.to_owned(), incident: incident.to_owned() };
    let status = StatusCode::from_u16(trouble.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    html(status, &page)
}

/// A page as an answer.
pub fn html(status: StatusCode, page: &impl Template) -> HttpResponse {
    match page.render() {
        Ok(body) => HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header(("Cache-Control", "no-store"))
            .insert_header(("X-Frame-Options", "DENY"))
            .body(body),
        Err(error) => HttpResponse::InternalServerError().body(error.to_string()),
    }
}
