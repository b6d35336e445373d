//! Confirmation by registered letter: ordering it, typing its code, thinking better of it.

use crate::app::accounts::{self, CommandRefusal};
use crate::app::journal::{self, About};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, Command, LetterOrder};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::address::PostalForm;

/// Why a letter is not ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterRefusal {
    /// Fields of the address do not hold what they should.
    Fields(Vec<&'static str>),
    /// The rules say no.
    Command(CommandRefusal),
}

/// Orders a letter with a code to an address.
///
/// # Errors
/// The address or the account's state does not allow it; or something is broken.
pub fn order_letter(
    moment: &Moment<'_>,
    person: Oid,
    form: &PostalForm,
    about: About,
) -> Result<Account, Stop<LetterRefusal>> {
    let about = About { person: Some(person), ..about };
    match form.line() {
        Ok(line) => {
            let command = Command::OrderLetter(letter_to(moment, line));
            carry_out(moment, person, command, about).map_err(|stop| stop.map(LetterRefusal::Command))
        }
        Err(faults) => {
            let why = Why::new(reason::ADDRESS_FIELDS).with("fields", faults.join(", "));
            journal::refused(moment, about, None, why)?;
            Err(Stop::refused(LetterRefusal::Fields(faults)))
        }
    }
}

/// A letter sent now, on the realm's terms.
pub fn letter_to(moment: &Moment<'_>, address: String) -> LetterOrder {
    let code = moment.realm.entropy.digits(moment.settings.letter_code_digits);
    LetterOrder::sent(address, code, &moment.settings, moment.now)
}

/// Judges the code of a letter; a wrong one costs a try.
///
/// # Errors
/// The code is not taken, there is no letter, or something is broken.
pub fn enter_code(
    moment: &Moment<'_>,
    person: Oid,
    code: &str,
    about: About,
) -> Result<Account, Stop<CommandRefusal>> {
    let about = About { person: Some(person), ..about };
    carry_out(moment, person, Command::EnterLetterCode(code.to_owned()), about)
}

/// Gives a letter up: another way of confirmation is wanted.
///
/// # Errors
/// There is no letter, or something is broken.
pub fn give_up_letter(
    moment: &Moment<'_>,
    person: Oid,
    about: About,
) -> Result<Account, Stop<CommandRefusal>> {
    carry_out(moment, person, Command::GiveUpLetter, About { person: Some(person), ..about })
}

/// Carries out a command; a refusal is written into the journal.
///
/// # Errors
/// The rules say no, or something is broken.
pub fn carry_out(
    moment: &Moment<'_>,
    person: Oid,
    command: Command,
    about: About,
) -> Result<Account, Stop<CommandRefusal>> {
    let done = accounts::command(moment, person, command);
    if let Err(Stop::Refused(refusal)) = &done {
        let why = Why::new(reason::CONFIRMATION_REFUSED).with("detail", refusal);
        journal::refused(moment, About { person: Some(person), ..about }, None, why)?;
    }
    done
}
