//! Owns the diary's look at the list of consents that the portal keeps of an account.

use crate::diary::esia::Oid;
use crate::diary::esia::issued::{Consent, issued};
use crate::diary::refusal::Refusal;
use crate::diary::world::World;

/// The list opens to any token of the system (DP 4.2.3).
const SCOPE: &str = "openid";

/// What the portal lists for an account now.
pub(crate) async fn at(world: &World, account: Oid) -> Result<Vec<Consent>, Refusal> {
    issued(&world.http, &world.portal, &own_token(world).await?, account).await
}

/// Writes down what the portal lists for an account.
pub(crate) async fn again(world: &World, account: Oid) -> Result<(), Refusal> {
    world.book.update(account, at(world, account).await?);
    Ok(())
}

/// A token of the diary itself.
async fn own_token(world: &World) -> Result<String, Refusal> {
    let now = world.clock.now();
    if let Some(token) = world.book.own_token(now) {
        return Ok(token);
    }
    let token = world.exchange().without_citizen(SCOPE).await?;
    world.book.keep_own_token(token.access_token.clone(), now, token.expires_in);
    Ok(token.access_token)
}
