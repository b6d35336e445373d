//! The answers of operations: the type of an answer is its status and its body.

use std::fmt;
use std::marker::PhantomData;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::LINK;
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::web::control::api::draft::Draft;
use crate::web::control::api::operation::Output;
use crate::web::problem::Problem;

/// What an operation comes to: an answer, or the problem that stands in its place.
pub type Answer<T, E = Problem> = Result<T, E>;

/// A problem, which may also be that the state of things does not allow what is asked: 409.
#[derive(Debug)]
pub struct OrConflict(Problem);

/// 200 with a body.
pub struct Json<T>(pub T);

/// 201 with what was made.
pub struct Made<T>(pub T);

/// 200 with what was replaced, or 201 with what was made.
pub enum Put<T> {
    /// There was one before.
    Replaced(T),
    /// There was none.
    Made(T),
}

/// 204.
pub struct Done;

/// 200 with a page of a list; the header `Link` leads to the next one.
pub struct Listed<T> {
    /// The page, spelled away from the threads that serve connections.
    body: String,
    /// The value of the header.
    next: Option<String>,
    of: PhantomData<T>,
}

impl<T> Listed<T> {
    /// A page that was spelled.
    pub(super) fn spelled(body: String, next: Option<String>) -> Self {
        Self { body, next, of: PhantomData }
    }
}

impl<T: Serialize> Responder for Json<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}

impl<T: Serialize> Responder for Made<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Created().json(self.0)
    }
}

impl<T: Serialize> Responder for Put<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Self::Replaced(all) => Json(all).respond_to(request),
            Self::Made(all) => Made(all).respond_to(request),
        }
    }
}

impl Responder for Done {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

impl<T> Responder for Listed<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        if let Some(next) = self.next {
            answer.insert_header((LINK, next));
        }
        answer.content_type("application/json").body(self.body)
    }
}

impl<T: Serialize + ToSchema + 'static> Output for Json<T> {
    fn describe(draft: &mut Draft) {
        draft.answer::<T>(200);
    }
}

impl<T: Serialize + ToSchema + 'static> Output for Made<T> {
    fn describe(draft: &mut Draft) {
        draft.answer::<T>(201);
    }
}

impl<T: Serialize + ToSchema + 'static> Output for Put<T> {
    fn describe(draft: &mut Draft) {
        draft.answer::<T>(200);
        draft.answer::<T>(201);
    }
}

impl Output for Done {
    fn describe(draft: &mut Draft) {
        draft.answers.insert(204, json!({ "description": "Done." }));
    }
}

impl<T: Serialize + ToSchema + 'static> Output for Listed<T> {
    fn describe(draft: &mut Draft) {
        draft.answer::<T>(200)["headers"] = json!({ "Link": {
            "description": "The next page with `rel=\"next\"` (RFC 8288), unless this is the last one.",
            "schema": { "type": "string" },
        } });
    }
}

impl<T: Output> Output for Answer<T> {
    fn describe(draft: &mut Draft) {
        T::describe(draft);
    }
}

impl<T: Output> Output for Answer<T, OrConflict> {
    fn describe(draft: &mut Draft) {
        T::describe(draft);
        draft.problems.insert(409);
    }
}

impl From<Problem> for OrConflict {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl fmt::Display for OrConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ResponseError for OrConflict {
    fn status_code(&self) -> StatusCode {
        self.0.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        self.0.error_response()
    }
}
