//! Owns the address of the portal's messages: what is no message is refused, what is one is written down and answered at once.

use actix_web::HttpResponse;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;

use crate::diary::consent::notices;
use crate::diary::esia::Oid;
use crate::diary::world::World;
use crate::diary::world::inbox::{Operation, Push};

/// The only kind of message about consents (DP 4.3).
const EVENT: &str = "permissionsEvent";

/// A message as it travels: `oid` is text, `issPrmId` a number.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    event_type: String,
    op_type: String,
    oid: String,
    iss_prm_id: u64,
}

/// Takes a message. DP 4.3 wants 200 and names no proof of who sent it: so it is not believed, only followed up.
pub(crate) async fn take(world: Data<World>, body: Bytes) -> HttpResponse {
    if world.policy.consent.is_none() {
        return HttpResponse::NotFound().finish();
    }
    let Ok(message) = serde_json::from_slice::<Message>(&body) else {
        return HttpResponse::BadRequest().finish();
    };
    let is_number = !message.oid.is_empty() && message.oid.bytes().all(|digit| digit.is_ascii_digit());
    let (true, Ok(person)) = (is_number && message.event_type == EVENT, message.oid.parse()) else {
        return HttpResponse::BadRequest().finish();
    };
    let Some(operation) = Operation::of_wire(&message.op_type) else {
        // An operation of tomorrow: nothing to do, and no reason to have it sent again.
        return HttpResponse::Ok().finish();
    };
    let push = Push { operation, person: Oid(person), consent: message.iss_prm_id };
    if world.inbox.put(push).is_err() {
        return HttpResponse::InternalServerError().finish();
    }
    notices::ring(&world);
    HttpResponse::Ok().finish()
}
