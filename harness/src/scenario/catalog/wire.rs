//! Owns the part of the catalogue that is about the wire: every way to speak that a region may meet, and the days on which one ends.

use crate::scenario::Scenario;
use crate::scenario::catalog::entry::story;
use crate::scenario::positive::wire::{drills, rs, spoken};

/// Versions, algorithms, and drills of their change.
pub(super) const WIRE: &[Scenario] = &[
    story(
        "wire.rs.openid-only",
        "A token with openid alone opens no person",
        &["ESIA-MR А.2"],
        rs::openid_only,
    ),
    story(
        "wire.rs.not-found",
        "The data API: what is not there is 404 with ESIA-020203",
        &["ESIA-MR А.7"],
        rs::not_found,
    ),
    story(
        "wire.rs.paged",
        "The data API: the pages of a collection join into the whole",
        &["ESIA-MR А.1"],
        rs::paged,
    ),
    story(
        "wire.rs.address-v2",
        "The data API: a temporary registration is shown by version 2 alone",
        &["ESIA-MR А.2"],
        rs::address_at_version_two,
    ),
    story(
        "wire.v1.rsa",
        "Version 1 with RSA and RS256 tokens: sign-in and sign-out work; an unregistered certificate is refused",
        &["ESIA-MR Б.2.2"],
        spoken::as_registered,
    ),
    story(
        "wire.v1.gost256",
        "Version 1: CMS message signed with 256-bit GOST, tokens likewise",
        &["ESIA-MR Б.2.2"],
        spoken::as_registered,
    ),
    story(
        "wire.v1.gost512",
        "Version 1: CMS message signed with 512-bit GOST, tokens likewise",
        &["ESIA-MR Б.2.2"],
        spoken::as_registered,
    ),
    story(
        "wire.v2.gost256",
        "Version 2: raw 256-bit GOST signature, tokens likewise",
        &["ESIA-MR Б.2.3"],
        spoken::as_registered,
    ),
    story(
        "wire.v3.gost256",
        "Version 3, where the code is signed too: 256-bit GOST, tokens likewise",
        &["ESIA-MR Б.2.5"],
        spoken::as_registered,
    ),
    story(
        "wire.v3.gost512",
        "Version 3: 512-bit GOST, tokens likewise",
        &["ESIA-MR Б.2.5"],
        spoken::as_registered,
    ),
    story(
        "wire.v3.rs256",
        "Version 3: 256-bit GOST requests, RS256 tokens",
        &["ESIA-MR Б.2.5"],
        spoken::as_registered,
    ),
    story(
        "wire.cutover",
        "Migration from RSA to GOST: while both certificates are registered both nodes sign citizens in, then only the new one",
        &["ESIA-007005"],
        drills::cutover,
    ),
    story(
        "wire.retirement",
        "Version 1 is retired at a set moment: a diary on version 1 works until that second, one on version 3 also after it",
        &["ESIA-007005"],
        drills::retirement,
    ),
    story(
        "wire.key-change",
        "The portal rotates its key: a diary with the next certificate keeps working, one without it refuses sign-in",
        &["RFC 7515, 6"],
        drills::key_change,
    ),
];
