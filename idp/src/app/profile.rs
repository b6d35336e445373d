//! The citizen's own cabinet: filling in the profile and sending it to be checked.

use crate::app::accounts::{self, CommandRefusal};
use crate::app::journal::{self, About};
use crate::app::{Moment, Stop, registers};
use crate::domain::account::{Account, Application, ApplicationFault, ApplicationForm, Command, Status};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::register::SnilsState;
use crate::store::StoreError;

/// Why a profile is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRefusal {
    /// Fields do not hold what they should.
    Fields(Vec<ApplicationFault>),
    /// A confirmed account has this SNILS already.
    SnilsTaken,
    /// Another account that is not confirmed has this SNILS: a warning, after which one may go on.
    SnilsInUse,
    /// The rules say no.
    Command(CommandRefusal),
}

/// Keeps what was filled in and asks the registers; `warned` says that the person knows of a SNILS in use.
///
/// # Errors
/// The form or the account's state does not allow it; or something is broken.
pub fn submit(
    moment: &Moment<'_>,
    person: Oid,
    form: &ApplicationForm,
    warned: bool,
    about: About,
) -> Result<Account, Stop<ProfileRefusal>> {
    let about = About { person: Some(person), ..about };
    let application = match Application::parse(form) {
        Ok(application) => application,
        Err(faults) => {
            let named: Vec<_> =
                faults.iter().map(|fault| format!("{}: {}", fault.field, fault.expected)).collect();
            let why = Why::new(reason::PROFILE_FIELDS).with("faults", named.join("; "));
            journal::refused(moment, about, None, why)?;
            return Err(Stop::refused(ProfileRefusal::Fields(faults)));
        }
    };
    if let Some((refusal, why)) = snils_obstacle(moment, person, &application, warned)? {
        journal::refused(moment, about, None, why)?;
        return Err(Stop::refused(refusal));
    }
    give_up_letter(moment, person)?;
    let done = accounts::command(moment, person, sent(moment, person, Box::new(application))?);
    done.map_err(|stop| stop.map(ProfileRefusal::Command))
}

/// New data of a confirmed person are a change of what is in force; everybody else's are simply sent.
fn sent(moment: &Moment<'_>, person: Oid, application: Box<Application>) -> Result<Command, StoreError> {
    let account = moment.read()?.account(person)?;
    Ok(match account.is_some_and(|account| account.is_trusted()) {
        true => Command::Revise { application, level_drops: moment.settings.change_drops_level },
        false => Command::Submit(application),
    })
}

/// The codes 2 and 3 of the profile form (`srch/snils/state`), and a foreigner's missing SNILS where it is needed.
fn snils_obstacle(
    moment: &Moment<'_>,
    person: Oid,
    application: &Application,
    warned: bool,
) -> Result<Option<(ProfileRefusal, Why)>, StoreError> {
    let Some(snils) = application.snils else {
        let expected = "a SNILS: this realm wants one of foreigners too".to_owned();
        let fault = ApplicationFault { field: "snils", expected };
        let why = Why::new(reason::SNILS_MISSING);
        let allowed = moment.settings.foreigners_without_snils;
        return Ok((!allowed).then(|| (ProfileRefusal::Fields(vec![fault]), why)));
    };
    Ok(match registers::snils_state(&moment.settings, moment.read()?.as_ref(), snils, Some(person))? {
        SnilsState::Confirmed => {
            let why = Why::new(reason::SNILS_TAKEN);
            Some((ProfileRefusal::SnilsTaken, why))
        }
        SnilsState::Unconfirmed if !warned => {
            Some((ProfileRefusal::SnilsInUse, Why::new(reason::SNILS_IN_USE)))
        }
        SnilsState::Unconfirmed | SnilsState::Free | SnilsState::Own => None,
    })
}

/// Editing the data gives up a letter that is under way: its code would confirm data that changed.
fn give_up_letter(moment: &Moment<'_>, person: Oid) -> Result<(), Stop<ProfileRefusal>> {
    let pending = moment
        .read()?
        .account(person)?
        .is_some_and(|account| matches!(account.status, Status::LetterOrdered { .. }));
    if pending {
        accounts::command(moment, person, Command::GiveUpLetter)
            .map_err(|stop| stop.map(ProfileRefusal::Command))?;
    }
    Ok(())
}
