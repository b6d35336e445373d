//! The citizen's own cabinet: filling in the profile and sending it to be checked.

use crate::app::accounts::{self, CommandRefusal};
use crate::app::journal::{self, About};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Application, ApplicationFault, ApplicationForm, Command, Status};
use crate::domain::id::Oid;
use crate::domain::journal::Why;

/// Why a profile is not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRefusal {
    /// Fields do not hold what they should.
    Fields(Vec<ApplicationFault>),
    /// A confirmed or standard account has this SNILS already.
    SnilsTaken,
    /// The rules say no.
    Command(CommandRefusal),
}

/// Keeps what was filled in and asks the registers.
///
/// # Errors
/// The form or the account's state does not allow it; or something is broken.
pub fn submit(
    moment: &Moment<'_>,
    person: Oid,
    form: &ApplicationForm,
    about: About,
) -> Result<Account, Stop<ProfileRefusal>> {
    let about = About { person: Some(person), ..about };
    let application = match Application::parse(form) {
        Ok(application) => application,
        Err(faults) => {
            let named: Vec<_> =
                faults.iter().map(|fault| format!("{}: {}", fault.field, fault.expected)).collect();
            let why = Why::new("profile-fields", "correct the fields").with("faults", named.join("; "));
            journal::refused(moment, about, None, why)?;
            return Err(Stop::refused(ProfileRefusal::Fields(faults)));
        }
    };
    let holder = moment.read()?.account_of_login(&application.snils.to_string())?;
    if holder.is_some_and(|holder| holder != person) {
        let why = Why::new("snils-taken", "use another SNILS: an account that was checked has this one");
        journal::refused(moment, about, None, why)?;
        return Err(Stop::refused(ProfileRefusal::SnilsTaken));
    }
    give_up_letter(moment, person)?;
    let done = accounts::command(moment, person, Command::Submit(Box::new(application)));
    done.map_err(|stop| stop.map(ProfileRefusal::Command))
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
