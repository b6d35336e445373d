//! Login and password, the puzzle that may stand before them, and the change that may be demanded after them.

use crate::app::credentials::enter::flow::{Advanced, Candidate, EnterRefusal, advance, under_way, waiting};
use crate::app::credentials::{captcha, password as hashing};
use crate::app::oauth::login::{self, Onward, Step};
use crate::app::{Moment, Stop};
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
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let candidate = candidate(moment, typed)?;
    let solved = match &typed.puzzle {
        None => false,
        Some((id, answer)) if captcha::solves(moment, id, answer)? => true,
        Some(_) => return Err(Stop::refused(EnterRefusal::PuzzleWrong)),
    };
    let Some(candidate) = candidate else { return Err(Stop::refused(EnterRefusal::WrongPair)) };
    moment.names_person(candidate.who.person);
    judge(moment, pending, candidate, solved)
}

/// Whether the next password for this login counts only beside a solved puzzle.
///
/// # Errors
/// The store failed.
pub fn wants_puzzle(moment: &Moment<'_>, login: &str) -> Result<bool, StoreError> {
    let tx = moment.read()?;
    let Some(account) = login::find(&*tx, login)? else { return Ok(false) };
    Ok(tx.credentials(account.oid)?.needs_puzzle(&moment.settings.guard))
}

/// Who would sign in, and whether the password is theirs. Comparing hashes is slow, so no transaction is held.
fn candidate(moment: &Moment<'_>, typed: &Typed) -> Result<Option<Candidate>, Stop<EnterRefusal>> {
    let tx = moment.read()?;
    let Some(account) = login::find(&*tx, &typed.login)? else { return Ok(None) };
    let credentials = tx.credentials(account.oid)?;
    drop(tx);
    let matched =
        credentials.password_hash.as_deref().is_some_and(|hash| hashing::matches(hash, &typed.password));
    let who = Entrant {
        person: account.oid,
        remembered: !typed.foreign_computer,
        device: typed.device.clone(),
        generation: credentials.generation,
    };
    Ok(Some(Candidate { who, matched }))
}

fn judge(
    moment: &Moment<'_>,
    pending: Option<Pending>,
    candidate: Candidate,
    solved: bool,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let Candidate { who, matched } = candidate;
    let mut tx = moment.write()?;
    let credentials = tx.credentials(who.person)?;
    // The password and the account may have been changed since the password was compared.
    let matched = matched && credentials.generation == who.generation;
    if matched && !tx.account(who.person)?.is_some_and(|account| account.is_in_force()) {
        return Err(Stop::refused(EnterRefusal::Blocked));
    }
    let ruling = credentials.try_password(matched, solved, &moment.settings.guard, moment.now);
    tx.put_credentials(who.person, &ruling.events.iter().fold(credentials, Credentials::evolve))?;
    match ruling.answer {
        Ok(()) => {
            drop(tx);
            advance(moment, pending, who, Passed::Password)
        }
        Err(CredentialRefusal::PuzzleNeeded) if !solved => {
            let progress = Progress { who, stage: Stage::Puzzle { matched } };
            let pending = waiting(moment, &mut *tx, pending, progress)?;
            Ok(Advanced { pending: Some(pending), session: None, step: Step::Puzzle.into() })
        }
        Err(why) => Err(Stop::refused(EnterRefusal::of(why))),
    }
}

/// Lets the password that waited for a puzzle count.
///
/// # Errors
/// The puzzle was not solved, the password is another after all; or something is broken.
pub fn puzzle(
    moment: &Moment<'_>,
    pending: &Pending,
    is_solved: impl FnOnce() -> Result<bool, StoreError>,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let found = under_way(&*moment.write()?, pending.id, moment.now)?;
    let Some((pending, Progress { who, stage: Stage::Puzzle { matched } })) = found else {
        return Err(Stop::refused(EnterRefusal::NotAsked));
    };
    moment.names_person(who.person);
    if !is_solved()? {
        return Err(Stop::refused(EnterRefusal::PuzzleWrong));
    }
    // Whatever comes of it, the puzzle stands no more.
    let pending = Pending { progress: None, ..pending };
    moment.write()?.put_pending(&pending)?;
    judge(moment, Some(pending), Candidate { who, matched }, true)
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
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let faults = rules::faults(chosen, again);
    if !faults.is_empty() {
        return Err(Stop::refused(EnterRefusal::Password(faults)));
    }
    let hash = hashing::hash(moment, chosen)?;
    let (pending, who, _) = demanded(moment, pending)?;
    let mut tx = moment.write()?;
    tx.put_password_hash(who.person, &hash)?;
    let generation = tx.credentials(who.person)?.generation;
    drop(tx);
    advance(moment, Some(pending), Entrant { generation, ..who }, Passed::Change)
}

/// Puts the demanded change off until the next sign-in.
///
/// # Errors
/// None is demanded, or it may not be put off; or something is broken.
pub fn put_off_change(
    moment: &Moment<'_>,
    pending: &Pending,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    match demanded(moment, pending)? {
        (pending, who, true) => advance(moment, Some(pending), who, Passed::Change),
        (_, _, false) => Err(Stop::refused(EnterRefusal::NotAsked)),
    }
}

/// The change that a sign-in waits for, whose it is, and whether it may be put off.
fn demanded(moment: &Moment<'_>, pending: &Pending) -> Result<(Pending, Entrant, bool), Stop<EnterRefusal>> {
    let tx = moment.write()?;
    match under_way(&*tx, pending.id, moment.now)? {
        Some((pending, Progress { who, stage: Stage::NewPassword { may_skip } }))
            if tx.credentials(who.person)?.generation == who.generation =>
        {
            Ok((pending, who, may_skip))
        }
        _ => Err(Stop::refused(EnterRefusal::NotAsked)),
    }
}
