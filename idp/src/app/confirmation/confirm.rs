//! Confirmation by registered letter: ordering it, typing its code, thinking better of it.

use crate::app::account::accounts::{self, CommandRefusal};
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Command, LetterOrder};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::address::{PostalField, PostalForm};

/// Why a letter is not ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterRefusal {
    /// Fields of the address do not hold what they should.
    Fields(Vec<PostalField>),
    /// The rules say no.
    Command(CommandRefusal),
}

impl Explained for LetterRefusal {
    fn why(&self) -> Why {
        match self {
            Self::Fields(fields) => {
                let names: Vec<_> = fields.iter().map(|field| field.name()).collect();
                Why::new(reason::ADDRESS_FIELDS).with("fields", names.join(", "))
            }
            Self::Command(refusal) => refusal.why(),
        }
    }
}

/// Orders a letter with a code to an address.
///
/// # Errors
/// The address or the account's state does not allow it; or something is broken.
pub fn order_letter(
    moment: &Moment<'_>,
    person: Oid,
    form: &PostalForm,
) -> Result<Account, Stop<LetterRefusal>> {
    moment.names_person(person);
    let line = form.line().map_err(|faults| Stop::refused(LetterRefusal::Fields(faults)))?;
    let command = Command::OrderLetter(letter_to(moment, line));
    carry_out(moment, person, command).map_err(|stop| stop.map(LetterRefusal::Command))
}

/// A letter sent now, on the realm's terms.
pub fn letter_to(moment: &Moment<'_>, address: String) -> LetterOrder {
    let code = moment.realm.entropy.digits(moment.settings.letter_code_digits);
    let settings = &moment.settings;
    let arrives_at = moment.now + settings.letter_transit_ms;
    let expires_at = arrives_at + settings.letter_ttl_ms;
    let attempts_left = settings.letter_attempts_max;
    LetterOrder { address, code, arrives_at, expires_at, attempts_left, returned: false }
}

/// Judges the code of a letter; a wrong one costs a try.
///
/// # Errors
/// The code is not taken, there is no letter, or something is broken.
pub fn enter_code(moment: &Moment<'_>, person: Oid, code: &str) -> Result<Account, Stop<CommandRefusal>> {
    carry_out(moment, person, Command::EnterLetterCode(code.to_owned()))
}

/// Gives a letter up: another way of confirmation is wanted.
///
/// # Errors
/// There is no letter, or something is broken.
pub fn give_up_letter(moment: &Moment<'_>, person: Oid) -> Result<Account, Stop<CommandRefusal>> {
    carry_out(moment, person, Command::GiveUpLetter)
}

/// Carries out a command on the account that the request is about.
///
/// # Errors
/// The rules say no, or something is broken.
pub fn carry_out(
    moment: &Moment<'_>,
    person: Oid,
    command: Command,
) -> Result<Account, Stop<CommandRefusal>> {
    moment.names_person(person);
    accounts::command(moment, person, command)
}
