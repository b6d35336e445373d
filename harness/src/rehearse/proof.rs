//! Owns a proof from its beginning to its end: a portal, a diary, the people, every day in turn.

use rehearse::School;
use rehearse::interval::Interval;
use rehearse::told::{Disagreement, Proof};

use crate::bench::halt::Halt;
use crate::bench::http::http_trusting;
use crate::bench::idp::Idp;
use crate::bench::party::{Builtin, Choice, RelyingParty as _, Setting};
use crate::rehearse::crew::{Differs, Stint};
use crate::rehearse::progress::Progress;
use crate::rehearse::proving::{Place, Proving, Total, at_noon, every_day};
use crate::rehearse::{described, portal, stage};
use crate::stopwatch::Stopwatch;

/// Signs everybody of the sample in on every day.
///
/// # Errors
/// When the bench breaks: then nothing was judged.
pub fn prove(proving: &Proving<'_>) -> Result<Proof, Halt> {
    let (watch, progress) = (Stopwatch::start(), Progress::default());
    let first = at_noon(proving.days.phases[0], proving.offset)?;
    let setting = Setting { now: &first, ..proving.setting.clone() };
    let server = Idp::new(http_trusting(setting.trust)?, setting.base_url, setting.control_url);
    let realm = server.fork(Some(&first), setting.seed)?;
    let idp = server.of_realm(&realm);
    let total = match setting.party {
        Choice::Builtin => builtin(proving, &setting, &idp, &progress),
        Choice::Described(_) => described::prove(proving, &setting, &idp, &progress),
    };
    progress.end();
    // A provider that is gone has dropped its realms already.
    let _ = server.drop_realm(&realm.realm);
    Ok(told(proving, total?, watch.elapsed().as_secs_f64()))
}

fn builtin(
    proving: &Proving<'_>,
    setting: &Setting<'_>,
    idp: &Idp,
    progress: &Progress,
) -> Result<Total, Halt> {
    let cast = &proving.cast;
    let needed = cast.needed(&proving.sample.members);
    let day = proving.days.phases[0];
    portal::put(cast, &needed.people, (idp, day), (progress, proving.interrupt))?;
    let school = stage::school(cast, &needed.users, proving.offset)?;
    let diary = Builtin::of_school(idp, setting, proving.policy.clone(), school)?;
    let place = Place::new(idp, progress, proving.offset, |now| diary.set_clock(now));
    let (diary_url, portal_url) = (diary.url(""), idp.base_url().to_owned());
    every_day(proving, &place, |day, users| {
        let binds = day == proving.days.phases[0];
        let stint = Stint { cast, sites: (&diary_url, &portal_url), day, binds };
        let came = stint.work(users, (progress, proving.interrupt)).map_err(Halt::Broken)?;
        Ok(Total { sign_ins: came.sign_ins, differences: came.differences })
    })
}

fn told(proving: &Proving<'_>, total: Total, seconds: f64) -> Proof {
    let (cast, sample) = (&proving.cast, proving.sample);
    let mut disagreements: Vec<Disagreement> =
        total.differences.iter().map(|differs| disagreement(proving, differs)).collect();
    disagreements
        .sort_by(|one, other| (one.row, &one.day, &one.way).cmp(&(other.row, &other.day, &other.way)));
    for (number, one) in disagreements.iter_mut().enumerate().take(CAPSULES_MAX) {
        one.capsule = Some(format!("capsules/{:04}-row-{}.json", number + 1, one.row));
    }
    let by_chance = &sample.by_chance;
    let wrong: std::collections::BTreeSet<u32> =
        total.differences.iter().map(|differs| differs.user).collect();
    let hits = wrong.iter().filter(|user| by_chance.binary_search(user).is_ok()).count();
    let is_whole = sample.members.len() == cast.school.members.len();
    Proof {
        party: proving.setting.party.name().to_owned(),
        people: sample.members.len(),
        by_chance: by_chance.len(),
        cells: sample.cells,
        sign_ins: total.sign_ins,
        agreed: total.sign_ins.saturating_sub(disagreements.len()),
        seconds,
        interval: (!is_whole).then(|| Interval::wilson(hits, by_chance.len())),
        interrupted: proving.interrupt.is_requested(),
        disagreements,
    }
}

/// Of more disagreements no capsules are left: a diary that lets everybody in has one fault and not ten thousand.
const CAPSULES_MAX: usize = 1_000;

fn disagreement(proving: &Proving<'_>, differs: &Differs) -> Disagreement {
    let member = proving.cast.school.member(differs.user);
    Disagreement {
        row: member.row,
        role: member.role,
        day: differs.day.to_string(),
        way: differs.way.to_owned(),
        wrong: differs.difference.wrong,
        expected: by_rows(proving.cast.school, &differs.difference.expected),
        seen: by_rows(proving.cast.school, &differs.difference.seen),
        replay: format!("{} --row {}", proving.replay, member.row),
        capsule: None,
        traffic: differs.traffic.clone(),
    }
}

/// A text in which users stand by their rows: `u12` is known to nobody who has the list.
fn by_rows(school: &School, text: &str) -> String {
    let row = |word: &str| {
        let bare = word.trim_end_matches(',');
        let index = bare.strip_prefix('u')?.parse::<u32>().ok()?;
        let member = school.members.get(index as usize)?;
        Some(format!("row {} ({}){}", member.row, member.role.word(), word.get(bare.len()..)?))
    };
    text.split(' ').map(|word| row(word).unwrap_or_else(|| word.to_owned())).collect::<Vec<_>>().join(" ")
}
