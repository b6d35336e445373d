//! Owns whether a user stands by a consent that acts: asked at the sign-in, and again on every page.

use crate::diary::admission;
use crate::diary::esia::Oid;
use crate::diary::esia::issued::{Consent, ConsentedKid};
use crate::diary::guard::Guard;
use crate::diary::refusal::Refusal;
use crate::diary::roster::User;
use crate::diary::world::World;
use crate::diary::world::book::Known;

/// Whether the user whom an account signed in may go on reading.
pub(crate) fn of_session(world: &World, account: Option<Oid>, user: &User) -> Result<(), Refusal> {
    let (Some(_), Some(account)) = (&world.policy.consent, account) else {
        return Ok(());
    };
    match world.book.of(account) {
        Some(known) if stands(world, user, &known) => Ok(()),
        Some(_) => Err(Refusal::ConsentOver),
        None if world.book.is_struck(account) => Err(Refusal::AccountClosed),
        None => Err(Refusal::SignInAgain),
    }
}

/// Whether an account's consents let a user in: a minor's is a parent's for the child, everybody else's is the own.
pub(crate) fn stands(world: &World, user: &User, known: &Known) -> bool {
    let by_parent = admission::rule(world, user).parent_consent;
    acting(world, &known.consents).any(|one| match &one.kid_info {
        Some(kid) => by_parent && is_of(world, user, known, kid),
        None => !by_parent && one.kid_id.is_none(),
    })
}

/// The consents of the policy's kind that act now.
pub(crate) fn acting<'c>(world: &World, consents: &'c [Consent]) -> impl Iterator<Item = &'c Consent> {
    let (terms, now) = (world.policy.consent.as_ref(), world.clock.now());
    let guards = &world.guards;
    consents
        .iter()
        .filter(move |one| terms.is_some_and(|terms| terms.is_kind(&one.sysname)) && one.acts(now, guards))
}

/// Whether the child of a consent is this pupil, and has signed in. The list is that of the account, which was found by its
/// insurance number: the day of birth has to agree with the pupil's and with the account's. A parent's list has the consents for
/// the children too, and where the school wrote the parent's number beside the child, the parent must not enter as the child.
fn is_of(world: &World, user: &User, known: &Known, kid: &ConsentedKid) -> bool {
    let born = kid.birth_date(&world.guards);
    let same_day = born.is_some() && user.birth_date == born && (known.born.is_none() || known.born == born);
    same_day && (world.guards.up(Guard::KidBySnils) || is_cut_name(&kid.full_name, user))
}

/// What a twin compares that cuts a text at its blanks: surname, name, patronymic.
pub(crate) fn is_cut_name(text: &str, user: &User) -> bool {
    let parts: Vec<&str> = text.split_whitespace().collect();
    user.name.as_ref().is_some_and(|name| {
        let own = [Some(name.last.as_str()), Some(name.first.as_str()), name.middle.as_deref()];
        let own: Vec<&str> = own.into_iter().flatten().collect();
        parts == own
    })
}
