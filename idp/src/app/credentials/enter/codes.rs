//! Codes of the second factor: by SMS, by the messenger, or of an authenticator; and the code that binds the messenger.

use crate::app::credentials::enter::flow::{Advanced, EnterRefusal, advance, send, under_way};
use crate::app::oauth::login::{self, Onward};
use crate::app::{Moment, Stop};
use crate::crypto::totp;
use crate::domain::challenge::{Challenge, ChallengeEvent, ChallengeRefusal};
use crate::domain::credentials::{CredentialEvent, Credentials, Factor, Proof};
use crate::domain::grant::Pending;
use crate::domain::progress::{Passed, Progress, Stage};
use crate::store::WriteTx;

/// Which code was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// The one that was sent by SMS.
    Sms,
    /// The one that was sent by the messenger.
    Max,
    /// One of the authenticator.
    Totp,
    /// The one by which the messenger is bound.
    Binding,
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
    let mut credentials = ruling.events.iter().fold(credentials, Credentials::evolve);
    let binds = ruling.answer.is_ok() && kind == CodeKind::Binding;
    if binds {
        credentials = credentials.evolve(&CredentialEvent::FactorSet(Factor::Max));
    }
    tx.put_credentials(person, &credentials)?;
    match ruling.answer {
        Ok(()) => {
            drop(tx);
            let passed = if binds { Passed::Binding } else { Passed::Factor };
            advance(moment, Some(pending), progress.who, passed)
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
    let sent = match (&progress.stage, kind, credentials.factor) {
        (Stage::Sms { challenge }, CodeKind::Sms, _)
        | (Stage::Max { challenge }, CodeKind::Max, _)
        | (Stage::Binding { challenge: Some(challenge), .. }, CodeKind::Binding, _) => challenge,
        (Stage::Totp, CodeKind::Totp, Factor::Totp { secret }) => {
            let step = totp::step_of(&secret, typed, moment.now, moment.settings.guard.totp_drift_steps);
            return Seen::Proof(step.map_or(Proof::Wrong, |step| Proof::Totp { step }), Vec::new());
        }
        _ => return Seen::NotAsked,
    };
    let ruling = sent.answer(typed, moment.now);
    match ruling.answer {
        Ok(()) => Seen::Proof(Proof::Sent, ruling.events),
        Err(ChallengeRefusal::Expired) => Seen::Expired,
        Err(ChallengeRefusal::Wrong { .. } | ChallengeRefusal::Exhausted) => {
            Seen::Proof(Proof::Wrong, ruling.events)
        }
    }
}

/// Keeps what a wrong code did to the code that was sent.
fn keep_missed(
    tx: &mut dyn WriteTx,
    pending: Pending,
    progress: Progress,
    used: &[ChallengeEvent],
) -> Result<(), crate::store::StoreError> {
    let sent = progress.stage.sends().and_then(|(_, challenge)| challenge.cloned());
    let stage = match sent {
        Some(challenge) => progress.stage.with_code(used.iter().fold(challenge, Challenge::evolve)),
        None => progress.stage,
    };
    tx.put_pending(&Pending { progress: Some(Progress { stage, ..progress }), ..pending })
}

/// Sends another code, or the first one by which the messenger is bound.
///
/// # Errors
/// It is too early, or no sent code is waited for; or something is broken.
pub fn resend(moment: &Moment<'_>, pending: &Pending) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    sent_again(moment, pending, Some)
}

/// Sends a code by SMS in place of the one by the messenger, where the realm allows it.
///
/// # Errors
/// No code by the messenger is waited for, or there is no other way; or something is broken.
pub fn sms_instead(moment: &Moment<'_>, pending: &Pending) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let allowed = moment.settings.messenger.sms_instead;
    sent_again(moment, pending, |stage| match stage {
        Stage::Max { challenge } if allowed => Some(Stage::Sms { challenge }),
        _ => None,
    })
}

/// Sends a code for the stage that follows from the one the sign-in waits in. The pause counts from the last code by the
/// same way.
fn sent_again(
    moment: &Moment<'_>,
    pending: &Pending,
    next: impl FnOnce(Stage) -> Option<Stage>,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let mut tx = moment.write()?;
    let not_asked = || Stop::refused(EnterRefusal::NotAsked);
    let (pending, Progress { who, stage }) =
        under_way(&*tx, pending.id, moment.now)?.ok_or_else(not_asked)?;
    let before = stage.sends().map(|(channel, _)| channel);
    let stage = next(stage).ok_or_else(not_asked)?;
    let (channel, last) = stage.sends().ok_or_else(not_asked)?;
    let last = last.filter(|_| before == Some(channel));
    if let Some(pause) = last.and_then(|challenge| challenge.resend_pause(moment.now)) {
        return Err(Stop::refused(EnterRefusal::TooSoon { pause }));
    }
    moment.names_person(who.person);
    let mobile = tx.account(who.person)?.and_then(|account| account.mobile());
    let credentials = tx.credentials(who.person)?;
    let stage = stage.with_code(send(moment, &mut *tx, channel, mobile, &credentials)?);
    let pending = Pending { progress: Some(Progress { who, stage }), ..pending };
    tx.put_pending(&pending)?;
    drop(tx);
    let step = login::next_step(moment, Some(&pending), None)?;
    Ok(Advanced { pending: Some(pending), session: None, step })
}
