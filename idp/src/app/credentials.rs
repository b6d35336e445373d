//! What guards an account, seen and changed: by the citizen under «Безопасность», by a tester's control call.

pub mod captcha;
pub mod enter;
pub mod messenger;
pub mod password;
pub mod recover;

use crate::app::credentials::password as hashing;
use crate::app::stop::control_refused;
use crate::app::{Explained, Moment, Stop};
use crate::crypto::totp;
use crate::domain::account::Account;
use crate::domain::credentials::{CredentialEvent, Credentials, Demand, Factor};
use crate::domain::id::{Oid, SessionId};
use crate::domain::journal::{Why, reason};
use crate::domain::notice::{Channel, Notice};
use crate::domain::password::{self as rules, PasswordFault};
use crate::domain::person::Phone;
use crate::domain::session::Session;
use crate::domain::time::{Span, Timestamp};
use crate::domain::totp::{TotpSecret, step_at};
use crate::store::{StoreError, WriteTx};

/// Which second factor is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorChoice {
    /// None.
    Off,
    /// A code by SMS.
    Sms,
    /// A code by the messenger MAX.
    Max,
    /// A code of an authenticator that already has this secret.
    Totp(TotpSecret),
}

/// A change a tester makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The password is to be changed at the next sign-in, or need not be.
    Demand(Demand),
    /// Nobody signs in before this moment.
    Lock(Timestamp),
    /// Locks and counts end.
    Unlock,
    /// Codes by the messenger reach the citizen, or nobody.
    MessengerReaches(bool),
}

/// Why credentials stay as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialStop {
    /// There is no such account.
    NoAccount,
    /// There is no phone to send codes to.
    NoPhone,
    /// The password is another.
    Wrong,
    /// The code is another.
    WrongCode,
    /// The code that went by the messenger is another.
    WrongBinding,
    /// The code that went by the messenger has run out.
    CodeExpired,
    /// Another code may not be sent yet.
    TooSoon {
        /// How long to wait.
        pause: Span,
    },
    /// The new password breaks rules.
    Password(Vec<PasswordFault>),
}

impl Explained for CredentialStop {
    fn why(&self) -> Why {
        match self {
            Self::NoAccount => Why::new(reason::NOTHING_OF_THIS_NAME),
            Self::NoPhone => control_refused("the person has no phone to send codes to"),
            Self::Wrong => Why::new(reason::WRONG_PASSWORD),
            Self::WrongCode => Why::new(reason::CODE_WRONG)
                .with_fix("type the code the authenticator shows at the realm's time"),
            Self::WrongBinding => Why::new(reason::CODE_WRONG),
            Self::CodeExpired => Why::new(reason::CODE_EXPIRED),
            Self::TooSoon { .. } => Why::new(reason::CODE_TOO_SOON),
            Self::Password(faults) => rules_broken(faults),
        }
    }
}

/// Why a new password is refused.
pub(crate) fn rules_broken(faults: &[PasswordFault]) -> Why {
    Why::new(reason::PASSWORD_RULES).with("broken", format!("{faults:?}"))
}

/// What guards an account.
///
/// # Errors
/// There is no such account, or the store failed.
pub fn find(moment: &Moment<'_>, person: Oid) -> Result<(Account, Credentials), Stop<CredentialStop>> {
    let tx = moment.read()?;
    let account = tx.account(person)?.ok_or(Stop::refused(CredentialStop::NoAccount))?;
    Ok((account, tx.credentials(person)?))
}

fn change(
    moment: &Moment<'_>,
    person: Oid,
    event: impl FnOnce(&Account, &Credentials) -> Result<CredentialEvent, CredentialStop>,
) -> Result<Credentials, Stop<CredentialStop>> {
    let mut tx = moment.write()?;
    let account = tx.account(person)?.ok_or(Stop::refused(CredentialStop::NoAccount))?;
    let known = tx.credentials(person)?;
    let event = event(&account, &known).map_err(Stop::refused)?;
    let credentials = known.evolve(&event);
    tx.put_credentials(person, &credentials)?;
    Ok(credentials)
}

/// Carries out a tester's order.
///
/// # Errors
/// There is no such account, or the store failed.
pub fn order(moment: &Moment<'_>, person: Oid, order: Order) -> Result<Credentials, Stop<CredentialStop>> {
    change(moment, person, |_, _| {
        Ok(match order {
            Order::Demand(demand) => CredentialEvent::ChangeDemanded(demand),
            Order::Lock(until) => CredentialEvent::Locked { until },
            Order::Unlock => CredentialEvent::Unlocked,
            Order::MessengerReaches(reaches) => CredentialEvent::MessengerReaches(reaches),
        })
    })
}

/// Sets the second factor.
///
/// # Errors
/// There is no such account, no phone for codes that are sent, or the store failed.
pub fn set_factor(
    moment: &Moment<'_>,
    person: Oid,
    choice: FactorChoice,
) -> Result<Credentials, Stop<CredentialStop>> {
    change(moment, person, |account, _| {
        Ok(CredentialEvent::FactorSet(match choice {
            FactorChoice::Off => Factor::Off,
            FactorChoice::Sms | FactorChoice::Max if account.mobile().is_none() => {
                return Err(CredentialStop::NoPhone);
            }
            FactorChoice::Sms => Factor::Sms,
            FactorChoice::Max => Factor::Max,
            FactorChoice::Totp(secret) => Factor::Totp { secret },
        }))
    })
}

/// A secret from the realm's chance.
pub fn new_secret(moment: &Moment<'_>) -> TotpSecret {
    TotpSecret::new(moment.realm.entropy.bytes())
}

/// The code an authenticator with this secret shows now.
pub fn code_now(moment: &Moment<'_>, secret: &TotpSecret) -> String {
    totp::code(secret, step_at(moment.now))
}

/// The secret to show to a citizen who sets an authenticator up; the same until it is proven.
///
/// # Errors
/// There is no such account, or the store failed.
pub fn propose(moment: &Moment<'_>, person: Oid) -> Result<(Account, TotpSecret), Stop<CredentialStop>> {
    let (account, credentials) = find(moment, person)?;
    if let Some(secret) = credentials.proposed {
        return Ok((account, secret));
    }
    let secret = new_secret(moment);
    let proposed = change(moment, person, |_, known| {
        Ok(CredentialEvent::SecretProposed(known.proposed.unwrap_or(secret)))
    })?;
    Ok((account, proposed.proposed.unwrap_or(secret)))
}

/// Switches the authenticator on, once its code proves that it has the secret.
///
/// # Errors
/// The code is another, or the store failed.
pub fn prove(moment: &Moment<'_>, person: Oid, typed: &str) -> Result<(), Stop<CredentialStop>> {
    moment.names_person(person);
    let drift = moment.settings.guard.totp_drift_steps;
    change(moment, person, |_, known| {
        let fits = |secret: &TotpSecret| totp::step_of(secret, typed, moment.now, drift).is_some();
        let secret = known.proposed.filter(fits).ok_or(CredentialStop::WrongCode)?;
        Ok(CredentialEvent::FactorSet(Factor::Totp { secret }))
    })?;
    Ok(())
}

/// Changes the password of a citizen who knows the old one; other sessions end, this one goes on.
///
/// # Errors
/// The old password is another, the new one breaks rules; or something is broken.
pub fn change_password(
    moment: &Moment<'_>,
    session: &Session,
    current: &str,
    (chosen, again): (&str, &str),
) -> Result<(), Stop<CredentialStop>> {
    let person = session.person;
    moment.names_person(person);
    let (_, known) = find(moment, person)?;
    if !known.password_hash.as_deref().is_some_and(|hash| hashing::matches(hash, current)) {
        return Err(Stop::refused(CredentialStop::Wrong));
    }
    let faults = rules::faults(chosen, again);
    if !faults.is_empty() {
        return Err(Stop::refused(CredentialStop::Password(faults)));
    }
    let hash = hashing::hash(moment, chosen)?;
    let mut tx = moment.write()?;
    // The password and the account may have been changed since the old one was compared.
    let account = tx.account(person)?.filter(Account::is_in_force);
    let account = account.ok_or(Stop::refused(CredentialStop::NoAccount))?;
    if tx.credentials(person)?.generation != known.generation {
        return Err(Stop::refused(CredentialStop::Wrong));
    }
    replace_password(&mut *tx, &account, &hash, moment.now)?;
    tx.put_session(session)?;
    Ok(())
}

/// Puts a new password in force: the old one, every session and every refresh token die.
///
/// # Errors
/// The store failed.
pub(crate) fn replace_password(
    tx: &mut dyn WriteTx,
    account: &Account,
    hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.put_password_hash(account.oid, hash)?;
    tx.remove_sessions_of(account.oid)?;
    tx.withdraw_refreshes_of(account.oid)?;
    if let Some(notice) = password_notice(account.mobile()) {
        tx.post(&notice, now)?;
    }
    Ok(())
}

fn password_notice(mobile: Option<Phone>) -> Option<Notice> {
    let text = "Пароль вашей учетной записи изменен. Если это сделали не вы, восстановите доступ.".to_owned();
    Some(Notice { channel: Channel::Sms, to: mobile?.to_string(), text, code: None })
}

/// The live sessions of a person, newest first.
///
/// # Errors
/// There is no such account, or the store failed.
pub fn sessions(moment: &Moment<'_>, person: Oid) -> Result<Vec<Session>, Stop<CredentialStop>> {
    let tx = moment.read()?;
    tx.account(person)?.ok_or(Stop::refused(CredentialStop::NoAccount))?;
    Ok(tx.sessions_of(person)?.into_iter().filter(|session| session.is_alive(moment.now)).collect())
}

/// Ends one session of a person, or every one.
///
/// # Errors
/// There is no such account, or the store failed.
pub fn end_sessions(
    moment: &Moment<'_>,
    person: Oid,
    one: Option<SessionId>,
) -> Result<(), Stop<CredentialStop>> {
    let mut tx = moment.write()?;
    tx.account(person)?.ok_or(Stop::refused(CredentialStop::NoAccount))?;
    match one {
        None => tx.remove_sessions_of(person)?,
        Some(id) => {
            if tx.session(id)?.is_some_and(|session| session.person == person) {
                tx.remove_session(id)?;
            }
        }
    }
    Ok(())
}
