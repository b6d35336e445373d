//! Recovery: «Забыли пароль?» - a contact, its code, a document where data were checked, a new password.

use crate::app::credentials::password as hashing;
use crate::app::credentials::{replace_password, rules_broken};
use crate::app::journal;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Level};
use crate::domain::id::RecoveryId;
use crate::domain::journal::{Why, reason};
use crate::domain::password::{self as rules, PasswordFault};
use crate::domain::recovery::{Paper, Recovery, RecoveryEvent, RecoveryRefusal, RecoveryStage, is_paper_of};
use crate::domain::registration::RegistrationContact;
use crate::domain::ruling::Ruling;
use crate::store::ReadTx;

/// Why a recovery does not begin or go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoverStop {
    /// No account has the contact, and the settings say to tell so.
    NoAccount,
    /// No recovery of this name is under way.
    Unknown,
    /// The rules say no to the recovery as it is now.
    Rules {
        /// Why.
        why: RecoveryRefusal,
        /// How the recovery stands after it.
        recovery: Box<Recovery>,
    },
    /// The password breaks rules.
    Password(Vec<PasswordFault>),
}

/// Begins a recovery; a code goes out when an account has the contact.
///
/// # Errors
/// No account has the contact and the settings say to tell so; or the store failed.
pub fn begin(moment: &Moment<'_>, contact: RegistrationContact) -> Result<Recovery, Stop<RecoverStop>> {
    let mut tx = moment.write()?;
    let person = tx.account_of_login(&contact.login())?;
    if person.is_none() {
        if moment.settings.recovery.tells_unknown {
            return Err(Stop::refused(RecoverStop::NoAccount));
        }
        // The citizen is told nothing; the tester is.
        journal::refused(moment, None, RecoverStop::NoAccount.why());
    }
    let challenge = moment.challenge();
    let recovery = Recovery {
        id: moment.realm.entropy.id(),
        contact,
        person,
        stage: RecoveryStage::AwaitingCode { challenge },
        expires_at: moment.now + Recovery::TTL,
    };
    tx.put_recovery(&recovery)?;
    if let Some(notice) = recovery.notice() {
        tx.post(&notice, moment.now)?;
    }
    Ok(recovery)
}

/// A recovery under way.
///
/// # Errors
/// There is none of this name, or the store failed.
pub fn find(moment: &Moment<'_>, id: RecoveryId) -> Result<Recovery, Stop<RecoverStop>> {
    under_way(&*moment.read()?, moment, id)
}

/// Judges the code that was typed; a wrong one costs a try.
///
/// # Errors
/// The code is not taken, or the store failed.
pub fn answer(moment: &Moment<'_>, id: RecoveryId, code: &str) -> Result<Recovery, Stop<RecoverStop>> {
    let terms = moment.settings.recovery;
    judge(moment, id, |recovery, account| {
        let checked = account.is_some_and(|account| account.level() >= Level::Standard);
        recovery.answer(code, terms.asks_document && checked, &terms, moment.now)
    })
}

/// Sends another code.
///
/// # Errors
/// It is too early, or the store failed.
pub fn resend(moment: &Moment<'_>, id: RecoveryId) -> Result<Recovery, Stop<RecoverStop>> {
    let challenge = moment.challenge();
    judge(moment, id, |recovery, _| recovery.resend(challenge, moment.now))
}

/// Compares a document with the account's.
///
/// # Errors
/// It is another, or the store failed.
pub fn show_document(
    moment: &Moment<'_>,
    id: RecoveryId,
    paper: Paper,
    typed: &str,
) -> Result<Recovery, Stop<RecoverStop>> {
    judge(moment, id, |recovery, account| {
        recovery.show(account.is_some_and(|account| is_paper_of(&account.profile, paper, typed)))
    })
}

/// Judges a step in one transaction, keeps what came of it, and sends the code if the answer is yes.
fn judge(
    moment: &Moment<'_>,
    id: RecoveryId,
    rule: impl FnOnce(&Recovery, Option<&Account>) -> Ruling<RecoveryEvent, RecoveryRefusal>,
) -> Result<Recovery, Stop<RecoverStop>> {
    let mut tx = moment.write()?;
    let recovery = under_way(&*tx, moment, id)?;
    let account = match recovery.person {
        Some(person) => tx.account(person)?,
        None => None,
    };
    let ruling = rule(&recovery, account.as_ref());
    let recovery = ruling.events.iter().fold(recovery, Recovery::evolve);
    tx.put_recovery(&recovery)?;
    if ruling.events.iter().any(|event| matches!(event, RecoveryEvent::CodeSent(_)))
        && let Some(notice) = recovery.notice()
    {
        tx.post(&notice, moment.now)?;
    }
    let Err(why) = ruling.answer else { return Ok(recovery) };
    if let Some(person) = recovery.person {
        moment.names_person(person);
    }
    Err(Stop::refused(RecoverStop::Rules { why, recovery: Box::new(recovery) }))
}

impl Explained for RecoverStop {
    fn why(&self) -> Why {
        match self {
            Self::NoAccount => Why::new(reason::CONTACT_UNKNOWN),
            Self::Unknown => {
                Why::new(reason::NOTHING_OF_THIS_NAME).with_fix("begin anew: no such recovery is under way")
            }
            Self::Rules { why, .. } => Why::new(reason::RECOVERY).with("detail", why),
            Self::Password(faults) => rules_broken(faults),
        }
    }
}

/// The recovery, once the contact and the document are proven.
fn proven(recovery: Recovery) -> Result<Recovery, Stop<RecoverStop>> {
    if recovery.stage == RecoveryStage::Proven {
        return Ok(recovery);
    }
    let why = RecoveryRefusal::OtherStep;
    Err(Stop::refused(RecoverStop::Rules { why, recovery: Box::new(recovery) }))
}

fn under_way(tx: &dyn ReadTx, moment: &Moment<'_>, id: RecoveryId) -> Result<Recovery, Stop<RecoverStop>> {
    let found = tx.recovery(id)?.filter(|recovery| moment.now < recovery.expires_at);
    found.ok_or(Stop::refused(RecoverStop::Unknown))
}

/// Ends a recovery: the old password, every session and every refresh token are over.
///
/// # Errors
/// Another step is due, the password breaks rules; or something is broken.
pub fn complete(
    moment: &Moment<'_>,
    id: RecoveryId,
    chosen: &str,
    again: &str,
) -> Result<(), Stop<RecoverStop>> {
    proven(find(moment, id)?)?;
    let faults = rules::faults(chosen, again);
    if !faults.is_empty() {
        return Err(Stop::refused(RecoverStop::Password(faults)));
    }
    let hash = hashing::hash(moment, chosen)?;
    let mut tx = moment.write()?;
    // Two browsers may race to end one recovery: the transaction sees only one of them first.
    let recovery = proven(under_way(&*tx, moment, id)?)?;
    let account = recovery.person.map(|person| tx.account(person)).transpose()?.flatten();
    let account = account.ok_or(Stop::refused(RecoverStop::Unknown))?;
    replace_password(&mut *tx, &account, &hash, moment.now)?;
    tx.remove_recovery(id)?;
    Ok(())
}
