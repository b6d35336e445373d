//! How ends are told: a refusal by its face, a breakage by an incident number while the log gets the cause.

use std::error::Error;
use std::fmt::{self, Write as _};

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use serde::Serialize;

use crate::app::stop::control_refused;
use crate::app::{Broken, Explained, Stop};
use crate::domain::journal::Why;
use crate::web::Site;
use crate::web::control::input::{nearest, wording};
use crate::web::pages::notices::{Failed, Trouble};

/// A problem of the control API (RFC 9457), with the field that is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Always `about:blank`: the title says it all.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What kind of problem it is.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What exactly is wrong.
    pub detail: String,
    /// The field that is wrong; empty when it is none of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What to do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fix: String,
    /// Why, for the journal, where it says more than the answer.
    #[serde(skip)]
    why: Option<Box<Why>>,
}

impl Problem {
    /// A field of the request does not hold what it should. The detail says what was expected, and so does the fix.
    pub fn field(field: &str, detail: impl ToString) -> Self {
        let detail = detail.to_string();
        let fix = match wanted(&detail) {
            Some(wanted) => format!("change {field}: it takes {wanted}"),
            None => format!("change {field}: {detail}"),
        };
        Self::new(StatusCode::BAD_REQUEST, "a field is wrong", detail).about(field, &fix)
    }

    /// A field of the request holds none of the names it may hold.
    pub fn choice(field: &str, seen: &str, known: &[&str]) -> Self {
        let seen = wording::cut(seen);
        let meant = nearest::of(&seen, known).map_or(String::new(), |near| format!("write {near}, or "));
        let fix = format!("{meant}change {field} to one of: {}", known.join(", "));
        let detail = format!("expected {}, not {seen:?}", wording::one_of(known));
        Self::field(field, detail).about(field, &fix)
    }

    /// A field that another choice in the request needs is not there.
    pub fn needed(field: &str, by: &str) -> Self {
        let fix = format!("add {field}, or leave {by} out");
        Self::field(field, format!("expected a value: {by} needs it")).about(field, &fix)
    }

    /// A problem of a status.
    pub fn new(status: StatusCode, title: &'static str, detail: impl ToString) -> Self {
        let (field, fix) = (String::new(), String::new());
        let detail = detail.to_string();
        Self { kind: "about:blank", title, status: status.as_u16(), detail, field, fix, why: None }
    }

    /// There is nothing of this name.
    pub fn not_found(detail: impl ToString) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not found", detail)
    }

    /// The state of things does not allow it.
    pub fn conflict(detail: impl ToString) -> Self {
        Self::new(StatusCode::CONFLICT, "the state does not allow it", detail)
    }

    /// The problem with the field it is about and what to do.
    #[must_use]
    pub fn about(self, field: &str, fix: &str) -> Self {
        Self { field: field.to_owned(), fix: fix.to_owned(), ..self }
    }

    /// The problem of a refusal, which is explained in the journal in its own words.
    #[must_use]
    pub fn because(self, why: Why) -> Self {
        Self { why: Some(Box::new(why)), ..self }
    }

    /// The answer.
    pub fn answer(&self) -> HttpResponse {
        let body =
            serde_json::to_string(self).expect("invariant: a problem is plain text and always serialises");
        HttpResponse::build(self.status_code()).content_type("application/problem+json").body(body)
    }
}

impl Explained for Problem {
    fn why(&self) -> Why {
        if let Some(why) = &self.why {
            return why.as_ref().clone();
        }
        let why = control_refused(&self.detail).with_fix(self.fix.as_str());
        if self.field.is_empty() { why } else { why.with("field", &self.field) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        self.answer()
    }
}

/// What a message says was wanted: behind `expected`, or what the value is not, such as `not an oid: a number`.
fn wanted(detail: &str) -> Option<&str> {
    if let Some((_, wanted)) = detail.split_once("expected ") {
        return wanted.split(", not ").next();
    }
    let (_, kind) = detail.split_once("not a")?;
    Some(
        kind.split_once(": ")
            .map_or_else(|| detail.split_once("not ").unwrap_or_default().1, |(_, form)| form),
    )
}

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
    if matches!(broken, Broken::Dropped(_)) {
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
    if let Some((what, fix)) = broken.unusable() {
        let detail = format!("{what} (incident {number})");
        let title = "the realm's database cannot be used";
        return Problem::new(StatusCode::INSUFFICIENT_STORAGE, title, detail).about("", fix);
    }
    let detail = format!("incident {number}: the log has the cause");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the simulator is broken", detail)
}

/// A breakage as a page tells it.
pub fn broken_page(site: &Site, broken: &Broken) -> HttpResponse {
    let incident = incident(site, broken);
    let cause = broken.unusable().map(|(what, _)| what).unwrap_or_default();
    failed(site, Trouble::Broken, &cause, &incident)
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
