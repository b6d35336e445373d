//! Owns the admission of a person whose token carries the consent: who it is, as which users, and what is remembered.

use crate::diary::admission;
use crate::diary::consent::standing::stands;
use crate::diary::esia::issued::issued;
use crate::diary::esia::kids::{Card, kids};
use crate::diary::esia::person::{Person, person};
use crate::diary::esia::verify::Believed;
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Role, User};
use crate::diary::world::World;
use crate::diary::world::book::Known;

/// Reads what a token opens, finds the users, and writes both down.
pub(crate) async fn admit(
    world: &World,
    believed: Believed,
    token: &str,
) -> Result<(Person, Vec<User>), Refusal> {
    let person = person(&world.http, &world.portal, &world.guards, token, believed).await?;
    let found = admission::through_portal(world, &person)?;
    let consents = issued(&world.http, &world.portal, token, believed.oid).await?;
    let cards = cards(world, &found, token, believed).await?;
    let known = Known { believed, born: person.born, token: token.to_owned(), consents, cards };
    let users: Vec<User> = found.into_iter().filter(|user| stands(world, user, &known)).collect();
    world.book.remember(believed.oid, known);
    if users.is_empty() {
        return Err(Refusal::ConsentMissing);
    }
    for user in &users {
        // Another account of the same person: the portal deleted the former, or somebody asked it to.
        if let Some(former) = world.bindings.follow(&user.id, &person) {
            world.book.forget(former);
        }
    }
    Ok((person, users))
}

/// The cards of children are a parent's: nobody else is asked for them.
async fn cards(world: &World, users: &[User], token: &str, believed: Believed) -> Result<Vec<Card>, Refusal> {
    if users.iter().any(|user| user.role == Role::Parent) {
        kids(&world.http, &world.portal, token, believed.oid).await
    } else {
        Ok(Vec::new())
    }
}
