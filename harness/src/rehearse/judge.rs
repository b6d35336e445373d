//! Owns the comparison of what was forecast and what was seen.

use std::collections::BTreeSet;

use rehearse::Come;
use rehearse::policy::Password;
use rehearse::told::Wrong;

use crate::rehearse::stage::{pupil_id, user_id};
use crate::rehearse::walk::Seen;

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) wrong: Wrong,
    pub(crate) expected: String,
    pub(crate) seen: String,
}

/// Compares a sign-in through the portal; a choice is looked at by itself.
pub(crate) fn through_portal(come: &Come, seen: &Seen) -> Option<Difference> {
    let expected = || expected(come);
    match (come, seen) {
        (Come::NoCode, Seen::NoCode) => None,
        (Come::Refused(word), Seen::Refused(reason)) if word == reason => None,
        (Come::Refused(_), Seen::Refused(_)) => differ(Wrong::OtherReason, expected(), seen),
        (Come::Offered(users), Seen::In { user, .. }) => {
            let own = users.len() == 1 && user_id(users[0]) == *user;
            if own { None } else { differ(Wrong::AsAnother, expected(), seen) }
        }
        (Come::Offered(users), Seen::Choice(offered)) => {
            let wanted: BTreeSet<String> = users.iter().map(|index| user_id(*index)).collect();
            let offered: BTreeSet<String> = offered.iter().cloned().collect();
            if wanted == offered { None } else { differ(Wrong::AsAnother, expected(), seen) }
        }
        (Come::Offered(_), Seen::Refused(_) | Seen::NoCode) => differ(Wrong::KeepsOut, expected(), seen),
        (_, Seen::In { .. } | Seen::Choice(_) | Seen::Bound) => differ(Wrong::LetsIn, expected(), seen),
        _ => differ(Wrong::Crashed, expected(), seen),
    }
}

/// Compares the cabinet of a user who is in.
pub(crate) fn cabinet(user: u32, pupils: &[u32], hidden: bool, seen: &Seen) -> Option<Difference> {
    let wanted: BTreeSet<String> = pupils.iter().map(|index| pupil_id(*index)).collect();
    let expected = || {
        let marks = if hidden { "marks hidden" } else { "marks" };
        format!("in as {} with {marks} of {} pupils", user_id(user), wanted.len())
    };
    let Seen::In { user: shown, pupils, hidden: is_hidden } = seen else {
        return differ(Wrong::KeepsOut, expected(), seen);
    };
    if *shown != user_id(user) {
        return differ(Wrong::AsAnother, expected(), seen);
    }
    let shown: BTreeSet<String> = pupils.iter().cloned().collect();
    // Without a pupil's page nothing says whether marks are hidden.
    let same_marks = shown.is_empty() || *is_hidden == hidden;
    if shown == wanted && same_marks { None } else { differ(Wrong::OtherPupils, expected(), seen) }
}

/// Compares a sign-in by password.
pub(crate) fn by_password(
    user: u32,
    wanted: Result<Password, &'static str>,
    pupils: &[u32],
    seen: &Seen,
) -> Option<Difference> {
    match (wanted, seen) {
        (Err(word), Seen::Refused(reason)) if word == reason => None,
        (Err(word), Seen::Refused(_)) => differ(Wrong::OtherReason, format!("refused: {word}"), seen),
        (Err(word), _) => differ(Wrong::LetsIn, format!("refused: {word}"), seen),
        (Ok(opens), _) => cabinet(user, pupils, opens == Password::MarksHidden, seen),
    }
}

/// Compares a binding.
pub(crate) fn binding(is_bound: bool, seen: &Seen) -> Option<Difference> {
    match (is_bound, seen) {
        (true, Seen::Bound) | (false, Seen::Refused(_) | Seen::NoCode) => None,
        (true, _) => differ(Wrong::KeepsOut, "bound".to_owned(), seen),
        (false, _) => differ(Wrong::LetsIn, "not bound".to_owned(), seen),
    }
}

pub(crate) fn expected(come: &Come) -> String {
    match come {
        Come::NoAccount => "no account".to_owned(),
        Come::NoCode => "the portal waits for a code".to_owned(),
        Come::Refused(word) => format!("refused: {word}"),
        Come::Offered(users) => {
            let ids: Vec<String> = users.iter().map(|index| user_id(*index)).collect();
            format!("in as {}", ids.join(" or "))
        }
    }
}

pub(crate) fn differ(wrong: Wrong, expected: String, seen: &Seen) -> Option<Difference> {
    let seen = match seen {
        Seen::In { user, pupils, hidden } => {
            let marks = if *hidden { "marks hidden" } else { "marks" };
            format!("in as {user} with {marks} of {} pupils", pupils.len())
        }
        Seen::Choice(users) => format!("a choice of {}", users.join(", ")),
        Seen::Bound => "bound".to_owned(),
        Seen::Refused(reason) => format!("refused: {reason}"),
        Seen::NoCode => "the portal waits for a code".to_owned(),
        Seen::Odd(what) => what.clone(),
    };
    Some(Difference { wrong, expected, seen })
}
