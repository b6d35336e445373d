//! The citizen's own cabinet: filling in the profile and sending it to be checked.

use crate::app::account::accounts::{self, CommandRefusal};
use crate::app::account::registers;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{self, Account, Application, ApplicationForm, Command, Level, Status};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::sheet::{Field, FieldError};
use crate::domain::register::SnilsState;
use crate::store::{ReadTx, StoreError};

/// Why a profile is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRefusal {
    /// Fields do not hold what they should.
    Fields(Vec<FieldError>),
    /// This realm wants a SNILS of foreigners too.
    SnilsMissing,
    /// A confirmed account has this SNILS already.
    SnilsTaken,
    /// Another account that is not confirmed has this SNILS: a warning, after which one may go on.
    SnilsInUse,
    /// The rules say no.
    Command(CommandRefusal),
}

impl Explained for ProfileRefusal {
    fn why(&self) -> Why {
        match self {
            Self::Fields(errors) => {
                Why::new(reason::PROFILE_FIELDS).with("faults", FieldError::listed(errors))
            }
            Self::SnilsMissing => Why::new(reason::SNILS_MISSING),
            Self::SnilsTaken => Why::new(reason::SNILS_TAKEN),
            Self::SnilsInUse => Why::new(reason::SNILS_IN_USE),
            Self::Command(why) => Why::new(reason::ACCOUNT_RULES).with("detail", why),
        }
    }
}

impl ProfileRefusal {
    /// The fields that do not hold what they should.
    pub fn errors(&self) -> Vec<FieldError> {
        match self {
            Self::Fields(errors) => errors.clone(),
            Self::SnilsMissing => {
                let expected = "a SNILS: this realm wants one of foreigners too";
                vec![FieldError::missing(Field::Snils, expected)]
            }
            Self::SnilsTaken | Self::SnilsInUse | Self::Command(_) => Vec::new(),
        }
    }
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
) -> Result<Account, Stop<ProfileRefusal>> {
    moment.names_person(person);
    let application =
        Application::parse(form).map_err(|errors| Stop::refused(ProfileRefusal::Fields(errors)))?;
    let rules = |why| Stop::refused(ProfileRefusal::Command(why));
    let tx = moment.write()?;
    if let Some(refusal) = snils_obstacle(moment, &*tx, person, &application, warned)? {
        return Err(Stop::refused(refusal));
    }
    let account = tx.account(person)?.ok_or_else(|| rules(CommandRefusal::NoAccount(person)))?;
    drop(tx);
    let command = sent(moment, &account, Box::new(application));
    let waits_for_letter = matches!(account.status, Status::LetterOrdered { .. });
    if waits_for_letter {
        // Editing the data gives up a letter that is under way: its code would confirm data that changed.
        // It is given up only when the data are taken.
        let without = account::after_command(account, Command::GiveUpLetter, moment.now)
            .and_then(|account| account::after_command(account, command.clone(), moment.now));
        without.map_err(|why| rules(why.into()))?;
        accounts::command(moment, person, Command::GiveUpLetter)
            .map_err(|stop| stop.map(ProfileRefusal::Command))?;
    }
    accounts::command(moment, person, command).map_err(|stop| stop.map(ProfileRefusal::Command))
}

/// New data of a person whose data are checked are a change of what is in force (MR 4.2.1); others' are simply sent.
fn sent(moment: &Moment<'_>, account: &Account, application: Box<Application>) -> Command {
    match account.level() >= Level::Standard {
        true => Command::Revise { application, level_drops: moment.settings.change_drops_level },
        false => Command::Submit(application),
    }
}

/// The codes 2 and 3 of the profile form (`srch/snils/state`), and a foreigner's missing SNILS where it is needed.
fn snils_obstacle(
    moment: &Moment<'_>,
    tx: &dyn ReadTx,
    person: Oid,
    application: &Application,
    warned: bool,
) -> Result<Option<ProfileRefusal>, StoreError> {
    let Some(snils) = application.snils else {
        return Ok((!moment.settings.foreigners_without_snils).then_some(ProfileRefusal::SnilsMissing));
    };
    Ok(match registers::snils_state(&moment.settings, tx, snils, Some(person))? {
        SnilsState::Confirmed => Some(ProfileRefusal::SnilsTaken),
        SnilsState::Unconfirmed if !warned => Some(ProfileRefusal::SnilsInUse),
        SnilsState::Unconfirmed | SnilsState::Free | SnilsState::Own => None,
    })
}
