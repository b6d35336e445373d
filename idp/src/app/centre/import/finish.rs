//! The end of a request: the registers have answered, and the account is made or confirmed. And how far one has come.

use crate::app::account::logins::At;
use crate::app::centre::enrol::{self, EnrolRefusal, Newcomer};
use crate::app::centre::import::refusal::{ImportRefusal, told};
use crate::app::centre::import::signed::client_of;
use crate::app::{Broken, Moment, Stop};
use crate::domain::account::{Account, BankClient, Command, Event, FieldFault, Level};
use crate::domain::id::Oid;
use crate::domain::import::{self, ImportRequest, Kept, Stage};
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// How far a request has come (MR table 74).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The citizen's code is awaited.
    Waiting,
    /// The citizen did not agree by SMS in time.
    Unanswered,
    /// The registers are asked.
    Checking,
    /// The Pension Fund did not accept the SNILS.
    SnilsRefused,
    /// The Interior Ministry did not accept the passport.
    PassportRefused,
    /// Another account became active meanwhile.
    Overtaken,
    /// The account is confirmed.
    Done(Oid),
}

/// How far a request has come.
///
/// # Errors
/// The token does not open imports, or there is no such request; or something is broken.
pub fn progress(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    id: &str,
) -> Result<Progress, Stop<ImportRefusal>> {
    client_of(moment, bearer)?;
    let kept = import::number_of(id).map(|number| moment.read()?.import(number)).transpose()?.flatten();
    Ok(match kept {
        Some(Kept::Request(request)) if request.id == id => match request.stage {
            Stage::Waiting if request.is_unanswered(&moment.settings.import, moment.now) => {
                Progress::Unanswered
            }
            Stage::Waiting => Progress::Waiting,
            Stage::Checking { .. } => Progress::Checking,
            Stage::Refused { faults, .. } if is_of_snils(&faults) => Progress::SnilsRefused,
            Stage::Refused { .. } => Progress::PassportRefused,
            Stage::Overtaken => Progress::Overtaken,
            Stage::Done { person } => Progress::Done(person),
        },
        Some(Kept::Dossier(dossier)) if dossier.id == id => Progress::Checking,
        Some(Kept::Request(_) | Kept::Search(_) | Kept::Dossier(_)) | None => return Err(told(39_816)),
    })
}

fn is_of_snils(faults: &[FieldFault]) -> bool {
    faults.iter().any(|fault| fault.fms_state().is_none())
}

/// Ends a request whose registers have answered.
///
/// # Errors
/// The store failed.
pub fn finish(
    tx: &mut dyn WriteTx,
    settings: &Settings,
    now: Timestamp,
    number: u64,
) -> Result<(), StoreError> {
    let Some(Kept::Request(request)) = tx.import(number)? else { return Ok(()) };
    let Stage::Checking { person, password, hash } = request.stage.clone() else { return Ok(()) };
    let at = At { settings, now };
    let stage = match ended(tx, at, &request, person) {
        Ok(account) => {
            enrol::give_password(tx, at, &account, (&password, &hash), None)?;
            Stage::Done { person }
        }
        Err(Stop::Refused(EnrolRefusal::Registers(faults))) => {
            let made = !is_of_snils(&faults);
            if made && request.simplified.is_none() {
                // MR table 74: the simplified account is made once the Pension Fund has agreed.
                let account = enrol::simplified(now, person, &newcomer(&request));
                tx.put_account(&account)?;
                tx.append_account_event(person, now, &Event::Registered)?;
                enrol::give_password(tx, at, &account, (&password, &hash), None)?;
            }
            Stage::Refused { faults, person: (made || request.simplified.is_some()).then_some(person) }
        }
        // A register that never answers leaves the request as it is.
        Err(Stop::Refused(EnrolRefusal::RegistersSilent)) => return Ok(()),
        Err(Stop::Broken(Broken::Store(why))) => return Err(why),
        // Nothing but the store can break here.
        Err(Stop::Refused(_) | Stop::Broken(_)) => Stage::Overtaken,
    };
    tx.put_import(&Kept::Request(Box::new(ImportRequest { stage, ..*request })))
}

/// The account with the data of the bank, confirmed.
fn ended(
    tx: &mut dyn WriteTx,
    at: At<'_>,
    request: &ImportRequest,
    person: Oid,
) -> Result<Account, Stop<EnrolRefusal>> {
    let newcomer = newcomer(request);
    let known = request.simplified;
    enrol::contacts_are_free(at, tx, &newcomer, known)?;
    enrol::snils_is_free(at, tx, &newcomer, known)?;
    let (account, events) = match known {
        None => (enrol::simplified(at.now, person, &newcomer), vec![Event::Registered]),
        Some(oid) => {
            let mut account = tx.account(oid)?.ok_or(Stop::refused(EnrolRefusal::NoAccount(oid)))?;
            if !account.is_in_force() || account.level() > Level::Simplified {
                return Err(Stop::refused(EnrolRefusal::NotSimplified));
            }
            newcomer.values().into_iter().for_each(|value| account.put_proved(value, at.now));
            (account, Vec::new())
        }
    };
    let sent = &request.application;
    let Some(snils) = sent.snils else { return Err(Stop::refused(EnrolRefusal::NotSimplified)) };
    let confirm = Command::ConfirmByBank(Box::new(BankClient::of(sent, snils)));
    enrol::seen(at, tx, account, events, sent.clone(), confirm)
}

fn newcomer(request: &ImportRequest) -> Newcomer {
    let (mobile, email) = (Some(request.mobile), request.email.clone());
    Newcomer { application: request.application.clone(), mobile, email }
}
