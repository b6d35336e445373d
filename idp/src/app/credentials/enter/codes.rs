//! Codes of the second factor: by SMS or of an authenticator.

use crate::app::credentials::enter::flow::{Advanced, EnterRefusal, advance, send, under_way};
use crate::app::oauth::login::{self, Onward};
use crate::app::{Moment, Stop};
use crate::crypto::totp;
use crate::domain::challenge::{Challenge, ChallengeEvent, ChallengeRefusal};
use crate::domain::credentials::{Credentials, Factor, Proof};
use crate::domain::grant::Pending;
use crate::domain::progress::{Passed, Progress, Stage};
use crate::store::WriteTx;

/// Which code was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// The one that was sent.
    Sms,
    /// One of the authenticator.
    Totp,
}

/// What a typed code turned out to be.
enum Seen {
    /// Something to be judged by the account's own count, and what it did to the code that was sent.
    Proof(Proof, Vec<ChallengeEvent>),
    /// A code that was sent too long ago.
    Expired,
    /// Nothing of the kind is waited for.
    NotAsked,
}

/// Takes a code of the second factor; a wrong one costs a try.
///
/// # Errors
/// The code is not taken, or none is waited for; or something is broken.
pub fn code(
    moment: &Moment<'_>,
    pending: &Pending,
    kind: CodeKind,
    typed: &str,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let mut tx = moment.write()?;
    let found = under_way(&*tx, pending.id, moment.now)?;
    let Some((pending, progress)) = found else { return Err(Stop::refused(EnterRefusal::NotAsked)) };
    let person = progress.who.person;
    moment.names_person(person);
    let credentials = tx.credentials(person)?;
    let (proof, used) = match see(moment, &progress, &credentials, kind, typed) {
        Seen::Proof(proof, used) => (proof, used),
        Seen::Expired => return Err(Stop::refused(EnterRefusal::CodeExpired)),
        Seen::NotAsked => return Err(Stop::refused(EnterRefusal::NotAsked)),
    };
    let ruling = credentials.try_code(proof, &moment.settings.guard, moment.now);
    tx.put_credentials(person, &ruling.events.iter().fold(credentials, Credentials::evolve))?;
    match ruling.answer {
        Ok(()) => {
            drop(tx);
            advance(moment, Some(pending), progress.who, Passed::Factor)
        }
        Err(why) => {
            keep_missed(&mut *tx, pending, progress, &used)?;
            Err(Stop::refused(EnterRefusal::of(why)))
        }
    }
}

fn see(
    moment: &Moment<'_>,
    progress: &Progress,
    credentials: &Credentials,
    kind: CodeKind,
    typed: &str,
) -> Seen {
    if credentials.generation != progress.who.generation {
        return Seen::NotAsked;
    }
    match (&progress.stage, kind, credentials.factor) {
        (Stage::Sms { challenge }, CodeKind::Sms, _) => {
            let ruling = challenge.answer(typed, moment.now);
            match ruling.answer {
                Ok(()) => Seen::Proof(Proof::Sms, ruling.events),
                Err(ChallengeRefusal::Expired) => Seen::Expired,
                Err(ChallengeRefusal::Wrong { .. } | ChallengeRefusal::Exhausted) => {
                    Seen::Proof(Proof::Wrong, ruling.events)
                }
            }
        }
        (Stage::Totp, CodeKind::Totp, Factor::Totp { secret }) => {
            let step = totp::step_of(&secret, typed, moment.now, moment.settings.guard.totp_drift_steps);
            Seen::Proof(step.map_or(Proof::Wrong, |step| Proof::Totp { step }), Vec::new())
        }
        _ => Seen::NotAsked,
    }
}

/// Keeps what a wrong code did to the code that was sent.
fn keep_missed(
    tx: &mut dyn WriteTx,
    pending: Pending,
    progress: Progress,
    used: &[ChallengeEvent],
) -> Result<(), crate::store::StoreError> {
    let stage = match progress.stage {
        Stage::Sms { challenge } => Stage::Sms { challenge: used.iter().fold(challenge, Challenge::evolve) },
        stage => stage,
    };
    tx.put_pending(&Pending { progress: Some(Progress { stage, ..progress }), ..pending })
}

/// Sends another code.
///
/// # Errors
/// It is too early, or no sent code is waited for; or something is broken.
pub fn resend(moment: &Moment<'_>, pending: &Pending) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let mut tx = moment.write()?;
    let found = under_way(&*tx, pending.id, moment.now)?;
    let Some((pending, Progress { who, stage: Stage::Sms { challenge } })) = found else {
        return Err(Stop::refused(EnterRefusal::NotAsked));
    };
    if let Some(pause) = challenge.resend_pause(moment.now) {
        return Err(Stop::refused(EnterRefusal::TooSoon { pause }));
    }
    let mobile = tx.account(who.person)?.and_then(|account| account.mobile());
    let credentials = tx.credentials(who.person)?;
    let stage = Stage::Sms { challenge: send(moment, &mut *tx, mobile, &credentials)? };
    let pending = Pending { progress: Some(Progress { who, stage }), ..pending };
    tx.put_pending(&pending)?;
    drop(tx);
    let step = login::next_step(moment, Some(&pending), None)?;
    Ok(Advanced { pending: Some(pending), session: None, step })
}
