//! Problems of the control API (RFC 9457): what is wrong, in which field, what was expected, what to do, where it is described.

pub mod nearest;
pub mod wording;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Explained;
use crate::app::stop::control_refused;
use crate::domain::journal::Why;

/// Where the operations are described.
const API: &str = "/control/v1/openapi.json";

/// What is wrong with a request, or why it is not served (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the title says which kind of problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What kind of problem it is.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What exactly is wrong.
    pub detail: String,
    /// The field, parameter or header that is wrong, by its path such as `lifetimes.code`; left out when it is none of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What the field takes; left out when it cannot be said in a few words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub expected: String,
    /// What to do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fix: String,
    /// Where to read more: a path of this server, or a document of the project.
    pub docs: &'static str,
    /// Why, for the journal, where it says more than the answer.
    #[serde(skip)]
    why: Option<Box<Why>>,
}

impl Problem {
    /// A field of the request does not hold what it should. The detail says what was expected, and so does the fix.
    pub fn field(field: &str, detail: impl ToString) -> Self {
        let detail = detail.to_string();
        let expected = wanted(&detail).unwrap_or_default().to_owned();
        let fix = match expected.as_str() {
            "" => format!("change {field}: {detail}"),
            expected => format!("change {field}: it takes {expected}"),
        };
        let problem = Self::new(StatusCode::BAD_REQUEST, "a field is wrong", detail);
        Self { expected, ..problem }.about(field, &fix)
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
        let nothing = String::new;
        Self {
            kind: "about:blank",
            title,
            status: status.as_u16(),
            detail: detail.to_string(),
            field: nothing(),
            expected: nothing(),
            fix: nothing(),
            docs: API,
            why: None,
        }
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

    /// The problem, seen from the object that has the wrong one as its field.
    #[must_use]
    pub fn below(self, parent: &str) -> Self {
        let field = format!("{parent}.{}", self.field);
        Self { fix: self.fix.replacen(&self.field, &field, 1), field, ..self }
    }

    /// The problem with the document that says more.
    #[must_use]
    pub fn described_in(self, docs: &'static str) -> Self {
        Self { docs, ..self }
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
