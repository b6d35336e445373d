//! Owns the generated lies: one change of one claim, header or member at a time, in a world that otherwise agrees with it.
//!
//! What a relying party does not use cannot hurt it. Each scenario first makes its token worthless as a whole: a party that
//! lets the right person in all the same does not look at it, and is not judged by it.

pub(crate) mod answers;
pub(crate) mod claims;
pub(crate) mod hang;
pub(crate) mod levels;
mod liar;
mod lie;
mod near;
pub(crate) mod orders;
pub(crate) mod records;
pub(crate) mod redirects;
pub(crate) mod retry;
pub(crate) mod signatures;
mod subject;
mod subjects;
pub(crate) mod time;

pub(crate) use subject::Subject;
pub(crate) use subjects::SUBJECTS;

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::limits::Mutations;

/// The scenario of the subject that it is named after.
pub(crate) fn told(bench: &Bench<'_>) -> Result<(), Halt> {
    let id = bench.transcript().id();
    let subject = SUBJECTS.iter().find(|subject| subject.id == id);
    let subject = subject.ok_or_else(|| Halt::Broken(format!("there is no subject of lies `{id}`")))?;
    let is_wanted = bench.transcript().limits().mutations != Mutations::None;
    if subject.id.starts_with("hostile.lies.") && !is_wanted {
        return Err(Halt::NotApplicable("--mutations none: no lies are told".to_owned()));
    }
    (subject.tell)(bench, subject)
}
