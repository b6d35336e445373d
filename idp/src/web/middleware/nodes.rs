//! Before a request is judged where other nodes serve the same realms: what they did to its realm is looked up.

use actix_web::HttpMessage as _;
use actix_web::dev::ServiceRequest;
use actix_web::web::{self, Data};

use crate::app::Broken;
use crate::app::realms::Realms;
use crate::web::request::realm_path::NamedRealm;
use crate::web::request::unseen::Unseen;

/// Whether the process lives is no matter of the database.
const LIVES: &str = "/healthz";

/// Catches up with the other nodes, away from the threads that serve connections; nothing where there can be none. What
/// breaks is told by whatever the request asks for.
pub async fn catch_up(request: &ServiceRequest) {
    let realms = request.app_data::<Data<Realms>>().filter(|realms| realms.are_shared());
    let named = request.extensions().get::<NamedRealm>().and_then(|named| named.id.clone().ok());
    let (Some(realms), Some(id)) = (realms.cloned(), named) else { return };
    if request.match_info().as_str() == LIVES {
        return;
    }
    let seen = web::block(move || realms.catch_up(&id)).await;
    if let Err(why) = seen.unwrap_or(Err(Broken::Interrupted)) {
        request.extensions_mut().insert(Unseen::because_of(why));
    }
}
