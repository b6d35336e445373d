//! Owns the finder of tolerances: how far clocks may differ before a relying party refuses, to the second.

use jiff::{SignedDuration, Timestamp};

use crate::bench::Bench;
use crate::bench::halt::Halt;
use crate::bench::party::Presence;
use crate::cause;
use crate::event::Grade;
use crate::scenario::mutations::liar::Liar;
use crate::scenario::mutations::orders::{claim, moment};
use crate::scenario::mutations::subject::Subject;

/// Nobody's clock is more wrong than this.
const TOLERANCE_MAX_S: i64 = 300;
/// By so much clocks differ that are set by the network.
const TOLERANCE_MIN_S: i64 = 3;
/// MR 3.1.1: the portal itself allows a minute.
const MINUTE_S: i64 = 60;
/// By so much a clock may be off that nobody has set for a while.
const OFF_S: i64 = 5;

/// Finds the tolerance for one claim by halving, and judges it.
pub(crate) fn tolerance(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let liar = Liar::settled(bench, subject)?;
    let reads_access = liar.looks_at("access_token");
    let reads_access = match liar.looks_at("id_token") {
        Ok(()) => reads_access.is_ok(),
        Err(_) => reads_access.map(|()| true)?,
    };
    // MR Б.5 has `iat` of the access token checked; of the id token no document does.
    let grade = if subject.what == "iat" && !reads_access { Grade::Should } else { Grade::Must };
    let is_end = subject.what == "exp";
    let lets_in = |off_s: i64| -> Result<bool, Halt> {
        let ahead_s = if is_end { -off_s } else { off_s };
        let orders = [claim(subject.token, subject.what, moment(ahead_s))];
        let seen = bench.transcript().quietly(|| liar.comes_while(&orders))?;
        Ok(liar.is_in(&seen))
    };
    let found = halved(lets_in)?;
    let (clause, what) = (subject.clause(), subject.what);
    let shown = match found {
        None => "more than five minutes, or none at all is checked".to_owned(),
        Some(seconds) => format!("{seconds} seconds"),
    };
    let must = format!("the party's tolerance for {what}, measured");
    let seen = match found {
        None => subject.without_guard(&shown),
        Some(_) => shown.clone(),
    };
    let transcript = bench.transcript();
    transcript.weigh(grade, clause, &must, "at most five minutes", &seen, found.is_some());
    if !is_end {
        let is_enough = found.is_none_or(|seconds| seconds >= TOLERANCE_MIN_S);
        let must = format!("a token whose {what} is {TOLERANCE_MIN_S} seconds ahead, as clocks differ");
        transcript.about(&cause::CLOCK, || {
            transcript.check(clause, &must, "is taken", &format!("the tolerance is {shown}"), is_enough);
            Ok(())
        })?;
    }
    liar.comes_honestly()
}

/// The most seconds with which she is let in, from none to the most that is sane; nothing when it is more.
fn halved(lets_in: impl Fn(i64) -> Result<bool, Halt>) -> Result<Option<i64>, Halt> {
    if lets_in(TOLERANCE_MAX_S + 1)? {
        return Ok(None);
    }
    // What is taken and what is refused: between them is the limit.
    let (mut taken, mut refused) = (-1, TOLERANCE_MAX_S + 1);
    while refused - taken > 1 {
        let middle = taken.midpoint(refused);
        if lets_in(middle)? { taken = middle } else { refused = middle }
    }
    Ok(Some(taken))
}

/// The portal's clock is some seconds ahead of the party's, or behind; and what the party's own requests say of its clock.
pub(crate) fn clocks(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    // First, because with a clock that is hours off nobody signs in at all.
    said(bench, subject)?;
    let liar = Liar::settled(bench, subject)?;
    bench.needs_own_portal()?;
    let now = bench.now()?;
    for (how, off_s) in [("ahead", OFF_S), ("behind", -OFF_S)] {
        let shifted = now + SignedDuration::from_secs(off_s);
        bench.idp().put_clock(&shifted.to_string())?;
        let seen = bench.transcript().quietly(|| liar.comes())?;
        let expected = Presence::In(liar.herself.id.clone()).to_string();
        let must = format!("the portal's clock is {OFF_S} seconds {how}: she signs in");
        let shown = match liar.is_in(&seen) {
            true => seen.presence.to_string(),
            false => subject.without_guard(&seen.presence.to_string()),
        };
        bench.transcript().check(subject.clause(), &must, &expected, &shown, liar.is_in(&seen));
        bench.idp().put_clock(&now.to_string())?;
    }
    Ok(())
}

/// How far the `timestamp` of a request is from the portal's time.
fn said(bench: &Bench<'_>, subject: &'static Subject) -> Result<(), Halt> {
    let mut browser = bench.browser("citizen");
    let asked = bench.party().begin(&mut browser)?;
    let text = asked.query_pairs().find(|(name, _)| name == "timestamp").map(|(_, value)| value.into_owned());
    let text = text.unwrap_or_default();
    let said = moment_of(&text);
    let now = bench.now()?;
    let off_s = said.map(|said| said.duration_since(now).as_secs().abs());
    let shown =
        off_s.map_or_else(|| format!("«{text}» cannot be read"), |off_s| format!("{off_s} seconds off"));
    let (must, expected) = ("the timestamp of the party's request", "the portal's time, within a minute");
    let (clause, transcript) = (subject.clause(), bench.transcript());
    transcript.check(clause, must, expected, &shown, off_s.is_some_and(|off_s| off_s <= MINUTE_S));
    let is_near = off_s.is_none_or(|off_s| off_s <= 2 * OFF_S || off_s > MINUTE_S);
    transcript.weigh(Grade::Should, clause, must, "the portal's time, within some seconds", &shown, is_near);
    Ok(())
}

/// ESIA's own form of a moment (MR Б.2.2): `2018.11.20 09:00:00 +0800`.
fn moment_of(text: &str) -> Option<Timestamp> {
    jiff::fmt::strtime::parse("%Y.%m.%d %H:%M:%S %z", text).ok()?.to_timestamp().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_found_to_the_second_wherever_it_is() {
        for limit in [0, 1, 59, 60, 61, 299, 300] {
            assert_eq!(halved(|off_s| Ok(off_s <= limit)).unwrap(), Some(limit));
        }
        assert_eq!(halved(|_| Ok(true)).unwrap(), None);
        assert_eq!(halved(|off_s| Ok(off_s < 0)).unwrap(), Some(-1));
    }

    #[test]
    fn a_moment_is_read_in_the_portals_form() {
        assert_eq!(moment_of("2018.11.20 09:00:00 +0800"), "2018-11-20T01:00:00Z".parse().ok());
        assert_eq!(moment_of("2018-11-20T09:00:00Z"), None);
    }
}
