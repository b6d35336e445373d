//! Who calls what a control token guards, by the token that was shown.

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;

use crate::app::realms::{Realms, tokens};
use crate::domain::id::{RealmId, TokenName};
use crate::web::request::access::Access;
use crate::web::request::realm_path::NamedRealm;
use crate::web::request::token::shown_in;

/// The realm that a call was about, where its path does not name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concerned(pub RealmId);

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// The server has no control token: whoever reaches it.
    Anybody,
    /// Whoever has the server's token.
    Owner,
    /// Whoever has this token of the realm that the request names.
    Holder(TokenName),
    /// Somebody who showed nothing.
    Nobody,
    /// Somebody who showed something else.
    Stranger,
}

impl Caller {
    /// What kind of caller it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::Owner => "owner",
            Self::Holder(_) => "holder",
            Self::Nobody => "nobody",
            Self::Stranger => "stranger",
        }
    }

    /// Whose token it is, for the log; nothing of those who have none.
    pub fn in_log(&self) -> Option<String> {
        match self {
            Self::Owner => Some("owner".to_owned()),
            Self::Holder(name) => Some(format!("holder:{name}")),
            Self::Anybody | Self::Nobody | Self::Stranger => None,
        }
    }

    /// Who sent a request whose realm is known.
    pub fn of(access: &Access, request: &ServiceRequest) -> Self {
        let Some(own) = &access.token else { return Self::Anybody };
        let Some(shown) = request.headers().get(AUTHORIZATION) else { return Self::Nobody };
        let Some(shown) = shown.to_str().ok().and_then(shown_in) else { return Self::Stranger };
        if own.is(&shown) {
            return Self::Owner;
        }
        holder(request, &shown).map_or(Self::Stranger, Self::Holder)
    }
}

fn holder(request: &ServiceRequest, shown: &[u8]) -> Option<TokenName> {
    let id = request.extensions().get::<NamedRealm>()?.id.clone().ok()?;
    let realm = request.app_data::<Data<Realms>>()?.find(&id)?;
    tokens::bearer(&realm, shown)
}
