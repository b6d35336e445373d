//! Owns the remedy: of the diary only, or of the portal too.

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::diary::guard::Guard;
use crate::diary::pages::answer::{see, with_cookie};
use crate::diary::pages::visitor::{self, Visitor};
use crate::diary::world::World;

/// Leaves the diary. The portal session remains: the next person who presses «через Госуслуги»
/// in this browser is signed in as the same person.
pub(crate) async fn diary(world: Data<World>, visitor: Visitor) -> HttpResponse {
    forget(&world, &visitor);
    with_cookie(see("/?left=diary"), &visitor::take(&world))
}

/// Leaves the diary, and sends the browser to leave the portal, which sends it back to the front door.
///
/// The mnemonic and the redirect back are all that `/idp/ext/Logout` takes; there is no answer to check.
pub(crate) async fn diary_and_portal(world: Data<World>, visitor: Visitor) -> HttpResponse {
    forget(&world, &visitor);
    let address = world.portal.at("/idp/ext/Logout").map(|mut address| {
        address
            .query_pairs_mut()
            .append_pair("client_id", &world.portal.mnemonic)
            .append_pair("redirect_url", &format!("{}/", world.public_url));
        address.to_string()
    });
    with_cookie(see(address.as_deref().unwrap_or("/")), &visitor::take(&world))
}

fn forget(world: &World, visitor: &Visitor) {
    if let Some(session) = visitor.session()
        && world.guards.up(Guard::SessionEnds)
    {
        world.sessions.leave(session);
    }
}
