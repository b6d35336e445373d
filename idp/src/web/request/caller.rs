//! Who calls what a control token guards, by the token that was shown.

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;

pub use crate::app::audit::Caller;
use crate::app::realms::{Realms, tokens};
use crate::domain::id::{RealmId, TokenName};
use crate::web::request::access::Access;
use crate::web::request::realm_path::NamedRealm;
use crate::web::request::token::shown_in;

/// The realm that a call was about, where its path does not name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned(pub RealmId);

/// Who sent a request whose realm is known.
pub fn caller_of(access: &Access, request: &ServiceRequest) -> Caller {
    let Some(own) = &access.token else { return Caller::Anybody };
    let Some(shown) = request.headers().get(AUTHORIZATION) else { return Caller::Nobody };
    let Some(shown) = shown.to_str().ok().and_then(shown_in) else { return Caller::Stranger };
    if own.is(&shown) {
        return Caller::Owner;
    }
    holder(request, &shown).map_or(Caller::Stranger, Caller::Holder)
}

fn holder(request: &ServiceRequest, shown: &[u8]) -> Option<TokenName> {
    let id = request.extensions().get::<NamedRealm>()?.id.clone().ok()?;
    let realm = request.app_data::<Data<Realms>>()?.find(&id)?;
    tokens::bearer(&realm, shown)
}
