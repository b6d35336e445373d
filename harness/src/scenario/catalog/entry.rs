//! Owns how an entry of the catalogue is written.

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Guard;
use crate::scenario::{Kind, Scenario};

/// A Tuesday on which both ways lead into the built-in diary.
pub(super) const AUTUMN_2018: &str = "2018-11-20T09:00:00+08:00";

/// People do what is asked of them, in the first letter's school.
pub(super) const fn story(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    run: fn(&Bench<'_>) -> Result<(), Halt>,
) -> Scenario {
    Scenario { id, title, kind: Kind::Positive, clauses, policy: "bratsk-2018", at: AUTUMN_2018, run }
}

/// Somebody attacks, in the first letter's school.
pub(super) const fn attack(
    id: &'static str,
    title: &'static str,
    clauses: &'static [&'static str],
    guards: &'static [&'static [Guard]],
    run: fn(&Bench<'_>) -> Result<(), Halt>,
) -> Scenario {
    Scenario { kind: Kind::Hostile { guards }, ..story(id, title, clauses, run) }
}

/// The same under another policy of the built-in diary.
pub(super) const fn under(policy: &'static str, scenario: Scenario) -> Scenario {
    Scenario { policy, ..scenario }
}

/// The same under another policy and at another moment.
pub(super) const fn set_in<const N: usize>(
    policy: &'static str,
    moment: &'static str,
    mut all: [Scenario; N],
) -> [Scenario; N] {
    let mut place = 0;
    while place < N {
        all[place] = Scenario { policy, at: moment, ..all[place] };
        place += 1;
    }
    all
}
