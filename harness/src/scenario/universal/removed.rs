//! Owns the story of whoever leaves the school: with the record everything ends that it opened.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::scenario::steps::known::settled;
use crate::scenario::universal::presence_of;
use crate::scenario::universal::strangers::signed_in;

const CLAUSE: &str = "OWASP ASVS 7.4.2: the sessions of a removed user end";

/// The school takes a person out who is in.
pub(crate) fn by_the_school(bench: &Bench<'_>) -> Result<(), Halt> {
    if !bench.party().removes() {
        let why = "the party's file does not say how the school takes a person out: `remove` in [people]";
        return Err(Halt::NotApplicable(why.to_owned()));
    }
    let known = settled(bench, CLAUSE)?;
    let mut browser = signed_in(bench, &known)?;
    bench.party().remove(&known.person)?;
    let seen = bench.party().who_is_in(&mut browser)?;
    let must = "whoever is taken out by the school is out at once, in every session:";
    bench.transcript().judge(CLAUSE, must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    let (_, seen) = presence_of(bench, known.who, &known.person, CLAUSE)?;
    let must = "whoever is taken out by the school is not let in any more:";
    bench.transcript().judge(CLAUSE, must, "nobody is in", &seen.to_string(), seen == Presence::Nobody);
    Ok(())
}
