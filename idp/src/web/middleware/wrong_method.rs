//! A method that a path of the control API does not know: told as a problem, like everything else there.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::ALLOW;

use crate::web::problem::Problem;

/// Gives the router's bare answer the form of a problem.
pub fn tell<B: MessageBody + 'static>(response: ServiceResponse<B>) -> ServiceResponse<BoxBody> {
    let is_control = response.request().path().starts_with("/control/");
    if !is_control || response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response.map_into_boxed_body();
    }
    let allowed = response.headers().get(ALLOW).cloned();
    let problem =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "wrong method", "no operation has this method here")
            .about("method", "GET {control}/openapi.json lists the operations");
    let mut answer = problem.answer();
    if let Some(allowed) = allowed {
        answer.headers_mut().insert(ALLOW, allowed);
    }
    response.into_response(answer)
}
