//! Before a request is served where other nodes serve the same realms: what they did to its realm is looked up.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::{self, Data};
use actix_web::{Error, HttpMessage as _};

use crate::app::Broken;
use crate::app::realms::Realms;
use crate::domain::id::RealmId;
use crate::web::idle;
use crate::web::middleware::access;
use crate::web::request::access::Access;
use crate::web::request::realm_path;
use crate::web::request::unseen::Unseen;

/// How the realm of a request is found; nothing where no other node serves it.
#[derive(Clone)]
pub struct Watched(Option<Arc<Address>>);

struct Address {
    realms: Data<Realms>,
    access: Arc<Access>,
    own: Option<RealmId>,
}

impl Watched {
    /// For an address that belongs to all realms, or to one.
    pub fn of(realms: &Data<Realms>, access: &Arc<Access>, own: Option<&RealmId>) -> Self {
        let address = || Address { realms: realms.clone(), access: Arc::clone(access), own: own.cloned() };
        Self(realms.are_shared().then(address).map(Arc::new))
    }
}

/// Whether the process lives is no matter of the database.
const LIVES: &str = "/healthz";

/// Catches up with the other nodes, away from the threads that serve connections; then the request is served.
///
/// # Errors
/// Those of the routes.
pub async fn guard<B: MessageBody + 'static>(
    watched: Watched,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(address) = watched.0 {
        access::locate(&address.access, &request);
        let (named, path) = realm_path::named(&request, address.own.as_ref());
        if let Ok(id) = named.id
            && path != LIVES
        {
            idle::begin(&request);
            let seen = web::block(move || address.realms.catch_up(&id)).await;
            if let Err(why) = seen.unwrap_or(Err(Broken::Interrupted)) {
                request.extensions_mut().insert(Unseen::because_of(why));
            }
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}
