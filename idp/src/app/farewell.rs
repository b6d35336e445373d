//! The end of an account by its owner's own word: the password is asked for once more, then the rules decide.

use crate::app::accounts::{self, CommandRefusal};
use crate::app::journal::{self, About};
use crate::app::{Moment, Stop, password};
use crate::domain::account::Command;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};

/// Why an account is not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FarewellRefusal {
    /// The citizen did not say that the end is understood.
    NotUnderstood,
    /// The password is another.
    WrongPassword,
    /// The rules say no.
    Command(CommandRefusal),
}

/// Deletes an account: its sessions and refresh tokens end, its contacts and its SNILS are free again.
///
/// # Errors
/// The password is another, the end is not understood, the rules say no; or something is broken.
pub fn delete(
    moment: &Moment<'_>,
    person: Oid,
    typed: &str,
    understood: bool,
    about: About,
) -> Result<(), Stop<FarewellRefusal>> {
    let about = About { person: Some(person), ..about };
    let hash = moment.read()?.credentials(person)?.password_hash;
    if !hash.as_deref().is_some_and(|hash| password::matches(hash, typed)) {
        let why = Why::new(reason::WRONG_PASSWORD)
            .with_fix("send the password of the account that is to be deleted");
        journal::refused(moment, about, None, why)?;
        return Err(Stop::refused(FarewellRefusal::WrongPassword));
    }
    if !understood {
        let why = Why::new(reason::NOT_UNDERSTOOD);
        journal::refused(moment, about, None, why)?;
        return Err(Stop::refused(FarewellRefusal::NotUnderstood));
    }
    accounts::command(moment, person, Command::Delete).map_err(|stop| stop.map(FarewellRefusal::Command))?;
    Ok(())
}
