//! Owns the part of the catalogue that is about the wire: every way to speak that a region may meet, and the days on which one ends.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::scenario::positive::wire::{drills, spoken};
use crate::scenario::{Kind, Scenario};

/// A Tuesday on which the old login still opens the diary, so that accounts can be bound.
const AUTUMN_2018: &str = "2018-11-20T09:00:00+08:00";

/// Versions, algorithms, and drills of their change.
pub(super) const WIRE: &[Scenario] = &[
    story(
        "wire.v1.rsa",
        "Version 1 signed with RSA, tokens RS256: in and out, and not with another certificate on file",
        &["ESIA-MR, B.2"],
        spoken::as_registered,
    ),
    story(
        "wire.v1.gost256",
        "Version 1 as a CMS message with GOST of 256 bits, tokens of the same",
        &["ESIA-MR, B.2"],
        spoken::as_registered,
    ),
    story(
        "wire.v1.gost512",
        "Version 1 as a CMS message with GOST of 512 bits, tokens of the same",
        &["ESIA-MR, B.2"],
        spoken::as_registered,
    ),
    story(
        "wire.v2.gost256",
        "Version 2 with a bare signature of 256 bits, tokens of the same",
        &["ESIA-MR, v2/ac"],
        spoken::as_registered,
    ),
    story(
        "wire.v3.gost256",
        "Version 3, which signs the code too, with 256 bits, tokens of the same",
        &["ESIA-MR, v3/te"],
        spoken::as_registered,
    ),
    story(
        "wire.v3.gost512",
        "Version 3 with 512 bits, tokens of the same",
        &["ESIA-MR, v3/te"],
        spoken::as_registered,
    ),
    story(
        "wire.v3.rs256",
        "Version 3 with GOST of 256 bits, and tokens signed with RS256",
        &["ESIA-MR, v3/te"],
        spoken::as_registered,
    ),
    story(
        "wire.cutover",
        "RSA is given up for GOST: while both certificates are on file both nodes let citizens in, after it the new one alone",
        &["ESIA-007005"],
        drills::cutover,
    ),
    story(
        "wire.retirement",
        "Version 1 is retired on a date: to the second a diary on it lets citizens in, and from then on the one on version 3 alone",
        &["ESIA-007005"],
        drills::retirement,
    ),
    story(
        "wire.key-change",
        "The portal changes its key: the diary that was given the next certificate goes on, the other lets nobody in",
        &["RFC 7515, 6"],
        drills::key_change,
    ),
];

const fn story(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    run: fn(&Bench<'_>) -> Result<(), Halt>,
) -> Scenario {
    Scenario { id, title, kind: Kind::Positive, clauses, policy: "bratsk-2018", at: AUTUMN_2018, run }
}
