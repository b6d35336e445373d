//! What every step of entering has in common: how far it came, why it does not go on, the way to the next step.

use crate::app::moment::Unsealed;
use crate::app::oauth::login::{self, Onward, Step};
use crate::app::{Broken, Explained, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::challenge::{Challenge, ChallengeTerms};
use crate::domain::credentials::{CredentialRefusal, Credentials};
use crate::domain::grant::Pending;
use crate::domain::id::PendingId;
use crate::domain::journal::{Why, reason};
use crate::domain::notice::{Channel, Notice};
use crate::domain::password::PasswordFault;
use crate::domain::person::Phone;
use crate::domain::progress::{Entrant, Need, Passed, Progress, Stage, entered_factor, need_after};
use crate::domain::session::Session;
use crate::domain::time::{Span, Timestamp};
use crate::store::{StoreError, WriteTx};

/// How far a sign-in has come with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advanced<S = Step> {
    /// The sign-in under way; nothing once the portal itself was entered.
    pub pending: Option<Pending>,
    /// The session, once there is one.
    pub session: Option<Session>,
    /// What is next.
    pub step: S,
}

impl Unsealed for Advanced<Onward> {
    type Sealed = Advanced;

    fn seal(self, moment: &Moment<'_>) -> Result<Advanced, Broken> {
        let Self { pending, session, step } = self;
        Ok(Advanced { pending, session, step: step.seal(moment)? })
    }
}

/// Why a sign-in does not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnterRefusal {
    /// Login and password do not fit: which of the two is not told.
    WrongPair,
    /// The account is blocked.
    Blocked,
    /// Too many tries: nobody signs in before this moment.
    Locked {
        /// Until when.
        until: Timestamp,
    },
    /// The puzzle was not solved.
    PuzzleWrong,
    /// The code is another.
    CodeWrong {
        /// Tries that remain.
        attempts_left: u8,
    },
    /// The code that was sent has run out.
    CodeExpired,
    /// The authenticator's code was taken before.
    CodeUsed,
    /// Another code may not be sent yet.
    TooSoon {
        /// How long to wait.
        pause: Span,
    },
    /// The new password breaks rules.
    Password(Vec<PasswordFault>),
    /// The messenger is to be bound, and the citizen will not.
    BindingRefused,
    /// The sign-in waits for nothing of the kind.
    NotAsked,
}

impl EnterRefusal {
    pub(crate) fn of(why: CredentialRefusal) -> Self {
        match why {
            CredentialRefusal::WrongPassword => Self::WrongPair,
            CredentialRefusal::PuzzleNeeded => Self::PuzzleWrong,
            CredentialRefusal::Locked { until } => Self::Locked { until },
            CredentialRefusal::WrongCode { attempts_left } => Self::CodeWrong { attempts_left },
            CredentialRefusal::CodeUsed => Self::CodeUsed,
        }
    }
}

impl Explained for EnterRefusal {
    fn why(&self) -> Why {
        let why = Why::new(match self {
            Self::WrongPair => reason::WRONG_PAIR,
            Self::Blocked => reason::ACCOUNT_LOCKED,
            Self::Locked { .. } => reason::TOO_MANY_TRIES,
            Self::PuzzleWrong => reason::PUZZLE_WRONG,
            Self::CodeWrong { .. } => reason::CODE_WRONG,
            Self::CodeExpired => reason::CODE_EXPIRED,
            Self::CodeUsed => reason::CODE_USED,
            Self::TooSoon { .. } => reason::CODE_TOO_SOON,
            Self::Password(_) => reason::PASSWORD_RULES,
            Self::BindingRefused => reason::MESSENGER_REFUSED,
            Self::NotAsked => reason::STEP_NOT_ASKED,
        });
        match self {
            Self::Locked { until } => why.with("until", until),
            Self::CodeWrong { attempts_left } => why.with("attempts_left", attempts_left),
            Self::CodeUsed => {
                why.with_fix("advance the clock by 30 s: an authenticator's code is taken once")
            }
            _ => why,
        }
    }
}

/// The sign-in under way as it is in this transaction: two browsers may race.
pub(crate) fn under_way(
    tx: &dyn WriteTx,
    id: PendingId,
    now: Timestamp,
) -> Result<Option<(Pending, Progress)>, StoreError> {
    let pending = tx.pending(id)?.filter(|pending| now < pending.expires_at);
    Ok(pending.and_then(|pending| {
        let progress = pending.progress.clone()?;
        Some((pending, progress))
    }))
}

/// Takes a sign-in past what was just passed: to what is needed next, or to a session.
pub(crate) fn advance(
    moment: &Moment<'_>,
    pending: Option<Pending>,
    who: Entrant,
    passed: Passed,
) -> Result<Advanced<Onward>, Stop<EnterRefusal>> {
    let mut tx = moment.write()?;
    let Some(account) = tx.account(who.person)?.filter(Account::is_in_force) else {
        return Err(Stop::refused(EnterRefusal::Blocked));
    };
    let credentials = tx.credentials(who.person)?;
    let mobile = account.mobile();
    let binding = moment.settings.messenger.demand(credentials.factor, moment.now.date());
    let Some(need) = need_after(passed, &credentials, mobile.is_some(), binding) else {
        let session = Session {
            second_factor: entered_factor(passed, &credentials, mobile.is_some()),
            ..login::new_session(moment, &account, who.remembered, &who.device)
        };
        drop(tx);
        return Ok(entered(moment, pending, session)?);
    };
    let stage = match need {
        Need::Totp => Stage::Totp,
        Need::NewPassword { may_skip } => Stage::NewPassword { may_skip },
        Need::Binding { may_skip } => Stage::Binding { may_skip, challenge: None },
        Need::Sms => Stage::Sms { challenge: send(moment, &mut *tx, Channel::Sms, mobile, &credentials)? },
        Need::Max => Stage::Max { challenge: send(moment, &mut *tx, Channel::Max, mobile, &credentials)? },
    };
    let pending = waiting(moment, &mut *tx, pending, Progress { who, stage })?;
    drop(tx);
    let step = login::next_step(moment, Some(&pending), None)?;
    Ok(Advanced { pending: Some(pending), session: None, step })
}

/// Keeps the session of somebody who has passed everything, and takes the sign-in to what comes after it.
pub(crate) fn entered(
    moment: &Moment<'_>,
    pending: Option<Pending>,
    session: Session,
) -> Result<Advanced<Onward>, StoreError> {
    let mut tx = moment.write()?;
    tx.put_session(&session)?;
    let pending = finished(&mut *tx, pending)?;
    drop(tx);
    let step = login::next_step(moment, pending.as_ref(), Some(session.id))?;
    Ok(Advanced { pending, session: Some(session), step })
}

/// Forgets the progress of a sign-in that has its session; what only entered the portal is over altogether.
fn finished(tx: &mut dyn WriteTx, pending: Option<Pending>) -> Result<Option<Pending>, StoreError> {
    let Some(pending) = pending else { return Ok(None) };
    if pending.asked.is_none() {
        tx.remove_pending(pending.id)?;
        return Ok(None);
    }
    let pending = Pending { progress: None, ..pending };
    tx.put_pending(&pending)?;
    Ok(Some(pending))
}

/// Keeps what a sign-in waits for; entering the portal itself becomes a sign-in under way here.
pub(crate) fn waiting(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    pending: Option<Pending>,
    progress: Progress,
) -> Result<Pending, StoreError> {
    let pending = pending.unwrap_or_else(|| Pending::begun(moment.realm.entropy.id(), None, moment.now));
    let pending = Pending { progress: Some(progress), ..pending };
    tx.put_pending(&pending)?;
    Ok(pending)
}

/// Sends a code; it bears the tries the account has left, so that a new code gives no new ones. One by a messenger that
/// reaches nobody is waited for all the same: the portal does not see who reads it.
pub(crate) fn send(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    channel: Channel,
    mobile: Option<Phone>,
    credentials: &Credentials,
) -> Result<Challenge, StoreError> {
    let attempts_max = credentials.codes_left(&moment.settings.guard);
    let terms = ChallengeTerms { attempts_max, ..moment.settings.sms };
    let code = moment.realm.entropy.digits(terms.digits);
    let challenge = Challenge::sent(code.clone(), &terms, moment.now);
    let arrives = channel != Channel::Max || !credentials.messenger_is_silent;
    if let Some(phone) = mobile.filter(|_| arrives) {
        let text = format!("Код для входа: {code}. Никому его не сообщайте.");
        let notice = Notice { channel, to: phone.to_string(), text, code: Some(code) };
        tx.post(&notice, moment.now)?;
    }
    Ok(challenge)
}

/// Who would sign in, and whether the password is theirs.
pub(crate) struct Candidate {
    pub(crate) who: Entrant,
    pub(crate) matched: bool,
}
