//! The messenger bound by the citizen under «Безопасность»: a code goes by it and comes back over the page.

use crate::app::credentials::enter::send;
use crate::app::credentials::{CredentialStop, find};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::challenge::{Challenge, ChallengeRefusal};
use crate::domain::credentials::{CredentialEvent, Credentials, Factor};
use crate::domain::id::Oid;
use crate::domain::notice::Channel;

/// Sends the code by which the messenger is bound.
///
/// # Errors
/// There is no phone to bind it to, or the last code was sent too lately; or something is broken.
pub fn begin_binding(moment: &Moment<'_>, person: Oid) -> Result<(), Stop<CredentialStop>> {
    moment.names_person(person);
    let mut tx = moment.write()?;
    let account = tx.account(person)?.ok_or(Stop::refused(CredentialStop::NoAccount))?;
    let mobile = account.mobile().ok_or(Stop::refused(CredentialStop::NoPhone))?;
    let known = tx.credentials(person)?;
    if let Some(pause) = known.binding.as_ref().and_then(|last| last.resend_pause(moment.now)) {
        return Err(Stop::refused(CredentialStop::TooSoon { pause }));
    }
    // Wrong codes here lock nobody: the citizen is signed in, and each code has tries of its own.
    let uncounted = Credentials { bad_codes: 0, ..known.clone() };
    let challenge = send(moment, &mut *tx, Channel::Max, Some(mobile), &uncounted)?;
    tx.put_credentials(person, &known.evolve(&CredentialEvent::BindingBegun(challenge)))?;
    Ok(())
}

/// The code that waits to come back, if one was sent.
///
/// # Errors
/// There is no such account, or the store failed.
pub fn binding(
    moment: &Moment<'_>,
    person: Oid,
) -> Result<(Account, Option<Challenge>), Stop<CredentialStop>> {
    let (account, credentials) = find(moment, person)?;
    Ok((account, credentials.binding))
}

/// Binds the messenger, once the code that went by it was typed.
///
/// # Errors
/// The code is another, has run out, or was never sent; or something is broken.
pub fn finish_binding(moment: &Moment<'_>, person: Oid, typed: &str) -> Result<(), Stop<CredentialStop>> {
    moment.names_person(person);
    let mut tx = moment.write()?;
    let known = tx.credentials(person)?;
    let sent = known.binding.as_ref().ok_or(Stop::refused(CredentialStop::WrongBinding))?;
    let ruling = sent.answer(typed, moment.now);
    let events = match &ruling.answer {
        Ok(()) => vec![CredentialEvent::FactorSet(Factor::Max)],
        Err(_) => ruling.events.into_iter().map(CredentialEvent::BindingMissed).collect(),
    };
    tx.put_credentials(person, &events.iter().fold(known, Credentials::evolve))?;
    ruling.answer.map_err(|why| Stop::refused(CredentialStop::of(why)))
}

impl CredentialStop {
    fn of(why: ChallengeRefusal) -> Self {
        match why {
            ChallengeRefusal::Expired => Self::CodeExpired,
            ChallengeRefusal::Wrong { .. } | ChallengeRefusal::Exhausted => Self::WrongBinding,
        }
    }
}
