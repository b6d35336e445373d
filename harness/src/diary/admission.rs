//! Owns who may sign in how: by the policy, the moment and the school's own list.

use crate::diary::binding::Bindings;
use crate::diary::esia::person::Person;
use crate::diary::guard::{Guard, Guards};
use crate::diary::people::People;
use crate::diary::policy::{Matching, Naming, PasswordAccess, Phase, Rule};
use crate::diary::refusal::Refusal;
use crate::diary::roster::{Role, User};
use crate::diary::session::Way;
use crate::diary::snils::Snils;
use crate::diary::world::World;

/// The phase that holds now.
pub(crate) fn phase(world: &World) -> &Phase {
    world.policy.phase(today(world))
}

/// The day by the policy's clock.
pub(crate) fn today(world: &World) -> jiff::civil::Date {
    world.policy.day(world.clock.now(), world.school.offset)
}

/// The rule that holds for a user now.
pub(crate) fn rule<'w>(world: &'w World, user: &User) -> &'w Rule {
    phase(world).rule(user.subject(today(world)))
}

/// Whether the diary's own password lets this user in, now and on every later page.
pub(crate) fn by_password(world: &World, user: &User) -> Result<(), Refusal> {
    let rule = rule(world, user);
    let refusal = if rule.child_account { Refusal::ChildAccountNeeded } else { Refusal::PasswordClosed };
    world.guards.require(Guard::PasswordAccess, rule.password != PasswordAccess::Closed, refusal)
}

/// Whether a user who signed in that way sees marks.
pub(crate) fn sees_marks(world: &World, user: &User, way: Way) -> bool {
    way == Way::Portal || rule(world, user).password != PasswordAccess::MarksHidden
}

/// The users as which a portal account may sign in: one, or several to choose from.
pub(crate) fn through_portal(world: &World, person: &Person) -> Result<Vec<User>, Refusal> {
    level(world, person, phase(world).weakest_level(person.child))?;
    let found = match world.policy.matching {
        Matching::BoundAccount => bound(&world.bindings, &world.people, person, &world.guards)?,
        Matching::Snils => of_snils(&world.people, person)?,
        Matching::NameAndSnils { naming, activated_only } => {
            of_name_and_snils(&world.people, person, naming, activated_only, &world.guards)?
        }
    };
    let mut refused = None;
    let mut admitted = Vec::new();
    for user in found {
        match fits(world, person, &user) {
            Ok(()) => admitted.push(user),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    match (admitted.is_empty(), refused) {
        (false, _) => Ok(admitted),
        (true, refused) => Err(refused.unwrap_or(Refusal::UnknownPerson)),
    }
}

/// Whether the account is of the kind and level that the user's rule asks for.
fn fits(world: &World, person: &Person, user: &User) -> Result<(), Refusal> {
    let rule = rule(world, user);
    // MR Б.7: the level `KD` is a child's, whatever the school wrote beside the number.
    let is_pupil = user.role == Role::Pupil || !person.child;
    world.guards.require(Guard::ChildIsPupil, is_pupil, Refusal::ChildIsNoGrownUp)?;
    let is_childs = person.child || !rule.child_account;
    world.guards.require(Guard::Level, is_childs, Refusal::ChildAccountNeeded)?;
    level(world, person, rule.portal)
}

/// Whether the account's level is enough.
pub(crate) fn level(
    world: &World,
    person: &Person,
    needed: crate::diary::level::Level,
) -> Result<(), Refusal> {
    let too_low = Refusal::LevelTooLow { needed, seen: person.level };
    world.guards.require(Guard::Level, person.level >= needed, too_low)
}

fn bound(
    bindings: &Bindings,
    people: &People,
    person: &Person,
    guards: &Guards,
) -> Result<Vec<User>, Refusal> {
    let ids = bindings.users_of(person, guards)?;
    Ok(ids.iter().filter_map(|id| people.user(id)).collect())
}

/// The insurance number by which the school knows a person.
pub(crate) fn snils(person: &Person) -> Result<Snils, Refusal> {
    let written = person.snils.as_deref().ok_or(Refusal::AccountWithoutSnils)?;
    Snils::parse(written).map_err(|_| Refusal::AccountWithoutSnils)
}

fn of_snils(people: &People, person: &Person) -> Result<Vec<User>, Refusal> {
    let snils = snils(person)?;
    let found = people.all(|user| user.snils.as_ref() == Some(&snils));
    if found.is_empty() { Err(Refusal::UnknownPerson) } else { Ok(found) }
}

/// Both the name and the number, in a profile that is in use. Each difference has a reason of its own,
/// because each is put right by someone else.
fn of_name_and_snils(
    people: &People,
    person: &Person,
    naming: Naming,
    activated_only: bool,
    guards: &Guards,
) -> Result<Vec<User>, Refusal> {
    let snils = snils(person)?;
    let named = |user: &User| {
        let name = user.name.as_ref().zip(person.name.as_ref());
        name.is_some_and(|(school, portal)| naming.same(school, portal))
    };
    let of_number = people.all(|user| user.snils.as_ref() == Some(&snils));
    if of_number.is_empty() {
        let of_name = people.all(named);
        return Err(match of_name.first() {
            Some(user) if user.snils.is_none() => Refusal::SnilsNotEntered,
            Some(_) => Refusal::SnilsDiffers,
            None => Refusal::UnknownPerson,
        });
    }
    let of_both: Vec<User> =
        of_number.into_iter().filter(|user| named(user) || !guards.up(Guard::SameName)).collect();
    if of_both.is_empty() {
        return Err(Refusal::NameDiffers);
    }
    let in_use: Vec<User> = of_both
        .into_iter()
        .filter(|user| user.activated || !activated_only || !guards.up(Guard::Activated))
        .collect();
    if in_use.is_empty() { Err(Refusal::NotActivated) } else { Ok(in_use) }
}
