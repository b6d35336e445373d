//! Operations of the whole server: a token of one realm does not open them.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};

use crate::domain::id::RealmId;
use crate::web::control::api::draft::Draft;
use crate::web::control::api::operation::Input;
use crate::web::problem::Problem;
use crate::web::request::caller::Caller;

/// Where it is described what a token opens.
const DESCRIBED: &str = "docs/guides/shared-stand.md";

/// Whoever may call what concerns the whole server.
pub struct Owner {
    /// Whether the server has a control token at all.
    pub has_token: bool,
}

/// Whoever may call what concerns one realm, named in the path: the server's owner, and who holds a token of that realm.
pub struct OwnerOf(Caller);

impl OwnerOf {
    /// Lets nobody pass who holds a token of another realm.
    ///
    /// # Errors
    /// The token is of the realm `here`, not of `realm`.
    pub fn of(&self, here: &RealmId, realm: &RealmId) -> Result<(), Problem> {
        if matches!(self.0, Caller::Holder(_)) && here != realm { Err(refusal()) } else { Ok(()) }
    }
}

fn caller(request: &HttpRequest) -> Caller {
    request.extensions().get::<Caller>().cloned().expect("invariant: a request is judged before it is routed")
}

fn refusal() -> Problem {
    let detail = "this token opens one realm, and the operation concerns the server";
    Problem::new(StatusCode::FORBIDDEN, "the token of the server is needed", detail)
        .about(
            "Authorization",
            "ask whoever runs the server, whose token is in the file of --control-token-file",
        )
        .described_in(DESCRIBED)
}

impl FromRequest for Owner {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match caller(request) {
            Caller::Holder(_) => Err(refusal()),
            caller => Ok(Self { has_token: caller != Caller::Anybody }),
        })
    }
}

impl FromRequest for OwnerOf {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(caller(request))))
    }
}

impl Input for Owner {
    fn describe(_: &mut Draft) {}
}

impl Input for OwnerOf {
    fn describe(_: &mut Draft) {}
}
