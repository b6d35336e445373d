//! Login and password, the puzzle that may stand before them, and the change that may be demanded after them.

use crate::app::enter::{Advanced, Candidate, EnterRefusal, advance, refuse, under_way, waiting};
use crate::app::journal::About;
use crate::app::login::{self, Step};
use crate::app::{Moment, Stop, captcha, password as hashing};
use crate::domain::credentials::{CredentialRefusal, Credentials};
use crate::domain::grant::Pending;
use crate::domain::password as rules;
use crate::domain::progress::{Entrant, Passed, Progress, Stage};
use crate::store::StoreError;

/// What the citizen typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Typed {
    /// Phone, e-mail or SNILS in any spelling.
    pub login: String,
    /// Password.
    pub password: String,
    /// «Чужой компьютер».
    pub foreign_computer: bool,
    /// The puzzle's name and the answer, when one stood beside the password.
    pub puzzle: Option<(String, String)>,
    /// The browser as it names itself.
    pub device: String,
}

/// Takes login and password.
///
/// # Errors
/// They do not fit, the account is locked, the puzzle was not solved; or something is broken.
pub fn password(
    moment: &Moment<'_>,
    pending: Option<Pending>,
    typed: &Typed,
    about: About,
) -> Result<Advanced, Stop<EnterRefusal>> {
    let solved = match &typed.puzzle {
        None => false,
        Some((id, answer)) => match captcha::solve(moment, id, answer) {
            Ok(()) => true,
            Err(Stop::Refused(_)) => return refuse(moment, about, EnterRefusal::PuzzleWrong),
            Err(Stop::Broken(why)) => return Err(Stop::Broken(why)),
        },
    };
    let Some(candidate) = candidate(moment, typed)? else {
        return refuse(moment, about, EnterRefusal::WrongPair);
    };
    let about = About { person: Some(candidate.who.person), ..about };
    if candidate.matched && !candidate.may_enter {
        return refuse(moment, about, EnterRefusal::Blocked);
    }
    judge(moment, pending, candidate, solved, about)
}

/// Whether the next password for this login counts only beside a solved puzzle.
///
/// # Errors
/// The store failed.
pub fn wants_puzzle(moment: &Moment<'_>, login: &str) -> Result<bool, StoreError> {
    let tx = moment.read()?;
    let Some(account) = login::find(tx.as_ref(), login)? else { return Ok(false) };
    Ok(tx.credentials(account.oid)?.needs_puzzle(&moment.settings.guard))
}

/// Who would sign in, and whether the password is theirs. Comparing hashes is slow, so no transaction is held.
fn candidate(moment: &Moment<'_>, typed: &Typed) -> Result<Option<Candidate>, Stop<EnterRefusal>> {
    let tx = moment.read()?;
    let Some(account) = login::find(tx.as_ref(), &typed.login)? else { return Ok(None) };
    let credentials = tx.credentials(account.oid)?;
    drop(tx);
    let matched =
        credentials.password_hash.as_deref().is_some_and(|hash| hashing::matches(hash, &typed.password));
    let may_enter = login::may_sign_in(&account);
    let who = Entrant {
        person: account.oid,
        remembered: !typed.foreign_computer,
        device: typed.device.clone(),
        generation: credentials.generation,
    };
    Ok(Some(Candidate { who, matched, may_enter }))
}

fn judge(
    moment: &Moment<'_>,
    pending: Option<Pending>,
    candidate: Candidate,
    solved: bool,
    about: About,
) -> Result<Advanced, Stop<EnterRefusal>> {
    let Candidate { who, matched, .. } = candidate;
    let mut tx = moment.write()?;
    let credentials = tx.credentials(who.person)?;
    // The password may have been changed since it was compared.
    let matched = matched && credentials.generation == who.generation;
    let ruling = credentials.try_password(matched, solved, &moment.settings.guard, moment.now);
    tx.put_credentials(who.person, &ruling.events.iter().fold(credentials, Credentials::evolve))?;
    match ruling.answer {
        Ok(()) => advance(moment, tx, pending, who, Passed::Password),
        Err(CredentialRefusal::PuzzleNeeded) if !solved => {
            let progress = Progress { who, stage: Stage::Puzzle { matched } };
            let pending = waiting(moment, tx.as_mut(), pending, progress)?;
            tx.commit()?;
            Ok(Advanced { pending: Some(pending), session: None, step: Step::Puzzle })
        }
        Err(why) => {
            tx.commit()?;
            refuse(moment, about, EnterRefusal::of(why))
        }
    }
}

/// Lets the password that waited for a puzzle count.
///
/// # Errors
/// The puzzle was not solved, the password is another after all; or something is broken.
pub fn puzzle(
    moment: &Moment<'_>,
    pending: &Pending,
    is_solved: impl FnOnce() -> Result<bool, Stop<EnterRefusal>>,
    about: About,
) -> Result<Advanced, Stop<EnterRefusal>> {
    let held = pending.progress.clone().map(|progress| (progress.who, progress.stage));
    let Some((who, Stage::Puzzle { matched })) = held else {
        return refuse(moment, about, EnterRefusal::NotAsked);
    };
    let about = About { person: Some(who.person), ..about };
    if !is_solved()? {
        return refuse(moment, about, EnterRefusal::PuzzleWrong);
    }
    // Whatever comes of it, the puzzle stands no more.
    let mut tx = moment.write()?;
    let pending = Pending { progress: None, ..pending.clone() };
    tx.put_pending(&pending)?;
    tx.commit()?;
    judge(moment, Some(pending), Candidate { who, matched, may_enter: true }, true, about)
}

/// Takes a new password where one is demanded.
///
/// # Errors
/// None is demanded, or it breaks rules; or something is broken.
pub fn change_password(
    moment: &Moment<'_>,
    pending: &Pending,
    chosen: &str,
    again: &str,
    about: About,
) -> Result<Advanced, Stop<EnterRefusal>> {
    let faults = rules::faults(chosen, again);
    if !faults.is_empty() {
        return Err(Stop::refused(EnterRefusal::Password(faults)));
    }
    let hash = hashing::hash(moment, chosen)?;
    let mut tx = moment.write()?;
    let Some((pending, Progress { who, stage: Stage::NewPassword { .. } })) =
        under_way(tx.as_ref(), pending.id, moment.now)?
    else {
        drop(tx);
        return refuse(moment, about, EnterRefusal::NotAsked);
    };
    if tx.credentials(who.person)?.generation != who.generation {
        drop(tx);
        return refuse(moment, about, EnterRefusal::NotAsked);
    }
    tx.put_password_hash(who.person, &hash)?;
    let generation = tx.credentials(who.person)?.generation;
    advance(moment, tx, Some(pending), Entrant { generation, ..who }, Passed::Change)
}

/// Puts the demanded change off until the next sign-in.
///
/// # Errors
/// None is demanded, or it may not be put off; or something is broken.
pub fn put_off_change(
    moment: &Moment<'_>,
    pending: &Pending,
    about: About,
) -> Result<Advanced, Stop<EnterRefusal>> {
    let tx = moment.write()?;
    let asked = match under_way(tx.as_ref(), pending.id, moment.now)? {
        Some((pending, Progress { who, stage: Stage::NewPassword { may_skip: true } }))
            if tx.credentials(who.person)?.generation == who.generation =>
        {
            Some((pending, who))
        }
        _ => None,
    };
    match asked {
        Some((pending, who)) => advance(moment, tx, Some(pending), who, Passed::Change),
        None => {
            drop(tx);
            refuse(moment, about, EnterRefusal::NotAsked)
        }
    }
}
