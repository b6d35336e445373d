//! Account import by a bank: a standard account is confirmed, an unknown person is registered and confirmed.

use crate::app::account::accounts::{self, CommandRefusal};
use crate::app::account::registers;
use crate::app::centre::centres;
use crate::app::centre::enrol::{self, EnrolRefusal, Newcomer};
use crate::app::rest::RsRefusal;
use crate::app::{Explained, Moment, Stop, rest};
use crate::domain::account::{Account, BankClient, Command, FieldFault, Refusal};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::person::Snils;
use crate::protocol::jose::claims::{self, BearerClaims};
use crate::protocol::jose::jws;
use crate::protocol::rs::error;

/// A bank's client, and what the bank asks to be done (MR А.9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Who.
    pub newcomer: Newcomer,
    /// Confirm although the contacts are others than the account's.
    pub other_contacts: bool,
    /// Compare the passport and have the Interior Ministry check it.
    pub check_passport: bool,
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// A standard account was confirmed.
    Confirmed(Account),
    /// An account was made and confirmed; the first password went to the contact.
    Registered(enrol::Enrolled),
}

/// Why an import is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BankRefusal {
    /// Without a SNILS nobody can be found.
    #[error("a SNILS is needed")]
    NoSnils,
    /// The account has other contacts.
    #[error("the account has other contacts: say that they may differ")]
    ContactsDiffer,
    /// Another account of the same person is being confirmed.
    #[error("ESIA-020326: another account of the same person is being confirmed, with the oid {0}")]
    AnotherBeingConfirmed(Oid),
    /// The registers do not accept the passport.
    #[error("the registers do not accept the data: {}", .0.iter().map(|fault| fault.name()).collect::<Vec<_>>().join(", "))]
    Registers(Vec<FieldFault>),
    /// The person is not registered.
    #[error(transparent)]
    Enrol(#[from] EnrolRefusal),
    /// The account's rules say no.
    #[error(transparent)]
    Command(#[from] CommandRefusal),
}

impl Explained for BankRefusal {
    fn why(&self) -> Why {
        Why::new(reason::IMPORT_REFUSED).with("detail", self)
    }
}

/// Confirms or registers a bank's client.
///
/// # Errors
/// The data, the contacts or the account's state do not allow it; or something is broken.
pub fn import(moment: &Moment<'_>, import: Import) -> Result<Imported, Stop<BankRefusal>> {
    let snils = import.newcomer.application.snils.ok_or(Stop::refused(BankRefusal::NoSnils))?;
    let command = Command::ConfirmByBank(Box::new(client(&import, snils)));
    let holder = moment.read()?.account_of_login(&snils.to_string())?;
    if let Some(other) = centres::another_being_confirmed(&*moment.read()?, Some(snils), holder)? {
        return Err(Stop::refused(BankRefusal::AnotherBeingConfirmed(other)));
    }
    let Some(person) = holder else {
        let made = enrol::enrol(moment, import.newcomer, command);
        return made.map(Imported::Registered).map_err(|stop| stop.map(BankRefusal::Enrol));
    };
    let mut tx = moment.write()?;
    let account = tx.account(person)?;
    let account = account.ok_or(Stop::refused(CommandRefusal::NoAccount(person).into()))?;
    // What the state forbids is told before what differs.
    if !account.is_trusted() && !import.other_contacts && has_other_contacts(&account, &import.newcomer) {
        return Err(Stop::refused(BankRefusal::ContactsDiffer));
    }
    if import.check_passport {
        let faults = registers::ask(&moment.settings, &*tx, person)?.unwrap_or_default();
        if !faults.is_empty() {
            return Err(Stop::refused(BankRefusal::Registers(faults)));
        }
    }
    let done = accounts::carry_out(&mut *tx, account, command, moment.now)?;
    let rules = |why: Refusal| Stop::refused(BankRefusal::Command(CommandRefusal::Rules(why)));
    done.map(Imported::Confirmed).map_err(rules)
}

fn client(import: &Import, snils: Snils) -> BankClient {
    let client = BankClient::of(&import.newcomer.application, snils);
    BankClient { document: client.document.filter(|_| import.check_passport), ..client }
}

/// Whether a contact that the bank names is not the account's.
fn has_other_contacts(account: &Account, newcomer: &Newcomer) -> bool {
    let logins = account.logins();
    let mobile = newcomer.mobile.as_ref().map(ToString::to_string);
    let email = newcomer.email.as_ref().map(|email| email.key());
    [mobile, email].into_iter().flatten().any(|contact| !logins.contains(&contact))
}

/// The scope an organisation imports accounts with.
const IMPORT_SCOPE: &str = "ext_imp";

/// Judges the token of an organisation; tells its mnemonic.
///
/// # Errors
/// The token is missing, not ours, a citizen's, has run out, or does not open the import; or something is broken.
pub fn authorise(moment: &Moment<'_>, bearer: Option<&str>) -> Result<String, Stop<RsRefusal>> {
    let verifiers = moment.realm.keyring.verifiers(moment.now);
    let opened = bearer.and_then(|token| {
        let opened: Result<BearerClaims, _> = jws::open(token, claims::ACCESS, &verifiers);
        opened.ok().filter(|claims| claims.person().is_none())
    });
    moment.names_client(rest::client_of(moment, bearer));
    let (error, why) = match opened {
        None => (error::INVALID_TOKEN, Why::new(reason::TOKEN_NOT_A_SYSTEMS)),
        Some(claims) if moment.now.as_secs() >= claims.exp => {
            (error::EXPIRED_TOKEN, Why::new(reason::TOKEN_EXPIRED))
        }
        Some(claims) if !opens_import(&claims.scope) => {
            let why = Why::new(reason::SCOPE_NOT_ALLOWED);
            (error::SCOPE_NOT_ALLOWED, why.with("scope", &claims.scope))
        }
        Some(claims) => return Ok(claims.client_id),
    };
    Err(Stop::refused(RsRefusal { error, why }))
}

/// Whether a scope, by its short name or its whole address, opens the import.
fn opens_import(scope: &str) -> bool {
    let named =
        |word: &str| word.split('?').next().and_then(|name| name.rsplit('/').next()) == Some(IMPORT_SCOPE);
    scope.split_whitespace().any(named)
}
