//! Owns conditions on an account of the portal, as the control API tells of it.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::idp::{Level, Person};

/// The account has this level now.
pub(crate) fn has_level(
    bench: &Bench<'_>,
    clause: &'static str,
    oid: u64,
    level: Level,
) -> Result<Person, Halt> {
    let person = bench.idp().person(oid)?;
    let must = "the account's level on the portal";
    bench.transcript().check(clause, must, level.word(), person.level.word(), person.level == level);
    Ok(person)
}
