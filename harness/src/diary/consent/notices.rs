//! Owns the reading of the portal's messages: whom one may concern, and a look at the list for each of them.

use std::collections::BTreeSet;

use actix_web::rt;
use actix_web::web::Data;

use crate::diary::consent::{look, renewal, standing};
use crate::diary::esia::Oid;
use crate::diary::esia::verify::Believed;
use crate::diary::guard::Guard;
use crate::diary::refusal::Refusal;
use crate::diary::world::World;
use crate::diary::world::inbox::{Operation, Push};

/// Has the messages read, unless somebody is at it.
pub(crate) fn ring(world: &Data<World>) {
    if world.inbox.begin() {
        let world = world.clone();
        rt::spawn(async move { read(&world).await });
    }
}

/// Reads what came until nothing is left. A portal that does not answer leaves it for the night.
pub(crate) async fn read(world: &World) {
    loop {
        let Ok(batch) = world.inbox.unread() else { return world.inbox.leave() };
        if act(world, &batch.pushes).await.is_err() || world.inbox.done(&batch).is_err() {
            return world.inbox.leave();
        }
        if world.inbox.ends() {
            return;
        }
    }
}

/// Does what messages ask for. Their number and order do not matter: each account is looked at once, and the list
/// says what holds.
async fn act(world: &World, pushes: &[Push]) -> Result<(), Refusal> {
    if !world.guards.up(Guard::PushAsks) {
        pushes.iter().for_each(|push| believe(world, push));
        return Ok(());
    }
    let concerned = pushes.iter().flat_map(|push| world.book.concerned(push.person, push.consent));
    let concerned: BTreeSet<u64> = concerned.map(|account| account.0).collect();
    for account in concerned {
        look::again(world, Oid(account)).await?;
    }
    if pushes.iter().any(|push| push.operation == Operation::Issue) {
        for waiting in world.sessions.waiting() {
            open(world, waiting).await?;
        }
    }
    Ok(())
}

/// Lets somebody in who waits for a consent, when it is there.
async fn open(world: &World, waiting: Believed) -> Result<(), Refusal> {
    let listed = look::at(world, waiting.oid).await?;
    if standing::acting(world, &listed).next().is_none() {
        return Ok(());
    }
    match renewal::renewed(world, waiting).await {
        Ok(users) => {
            let users = users.into_iter().map(|user| user.id).collect();
            world.sessions.open_waiting(waiting.oid, users);
            Ok(())
        }
        Err(silent @ Refusal::PortalSilent { .. }) => Err(silent),
        // The page of whoever waits says why at the next sign-in.
        Err(_) => Ok(()),
    }
}

/// What a twin does that takes the message for the truth.
fn believe(world: &World, push: &Push) {
    match push.operation {
        Operation::Issue => world.book.change(push.consent, |one| one.set_given(true)),
        Operation::Revoke => world.book.change(push.consent, |one| one.set_given(false)),
        Operation::Claim | Operation::Refuse => {}
    }
}
