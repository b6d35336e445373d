//! The end of an account by its owner's own word: the password is asked for once more, then the rules decide.

use crate::app::account::accounts::{self, CommandRefusal};
use crate::app::credentials::password;
use crate::app::{Explained, Moment, Stop};
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

impl Explained for FarewellRefusal {
    fn why(&self) -> Why {
        match self {
            Self::NotUnderstood => Why::new(reason::NOT_UNDERSTOOD),
            Self::WrongPassword => Why::new(reason::WRONG_PASSWORD)
                .with_fix("send the password of the account that is to be deleted"),
            Self::Command(why) => Why::new(reason::ACCOUNT_RULES).with("detail", why),
        }
    }
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
) -> Result<(), Stop<FarewellRefusal>> {
    moment.names_person(person);
    let wrong_password = || Stop::refused(FarewellRefusal::WrongPassword);
    let known = moment.read()?.credentials(person)?;
    if !known.password_hash.as_deref().is_some_and(|hash| password::matches(hash, typed)) {
        return Err(wrong_password());
    }
    if !understood {
        return Err(Stop::refused(FarewellRefusal::NotUnderstood));
    }
    // The password may have been changed since it was compared.
    if moment.write()?.credentials(person)?.generation != known.generation {
        return Err(wrong_password());
    }
    accounts::command(moment, person, Command::Delete).map_err(|stop| stop.map(FarewellRefusal::Command))?;
    Ok(())
}
