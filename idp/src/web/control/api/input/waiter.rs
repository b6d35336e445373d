//! The request of somebody who may wait for something new.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::web::control::api::draft::Draft;
use crate::web::control::api::operation::Input;

/// The request; too many that wait at once are refused.
pub struct Waiter(pub HttpRequest);

impl FromRequest for Waiter {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, actix_web::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(request.clone())))
    }
}

impl Input for Waiter {
    fn describe(draft: &mut Draft) {
        draft.problems.insert(429);
    }
}
