//! The operator's desk: who sits at it, and what a centre does with a visitor besides confirming.

use crate::app::account::accounts::{self, CommandRefusal};
use crate::app::account::logins::{self, At, Occupied};
use crate::app::centre::centres::{self, CentreRefusal};
use crate::app::centre::enrol::{self, EnrolRefusal, Enrolled, Newcomer};
use crate::app::confirmation::confirm;
use crate::app::credentials::password;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::{Account, Command, VisitorPapers};
use crate::domain::centre::{Centre, CentreFunction, Operator, OperatorSession};
use crate::domain::id::{Oid, OperatorSessionId};
use crate::domain::journal::{Why, reason};
use crate::domain::person::contact::Value;
use crate::domain::person::document::DocumentNumber;
use crate::domain::registration::RegistrationContact;
use crate::domain::time::Timestamp;
use crate::store::{StoreError, WriteTx};

/// The operator's login and password do not fit, or belong to another centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongOperator {
    /// The centre that was chosen.
    pub centre: u32,
}

impl Explained for WrongOperator {
    fn why(&self) -> Why {
        Why::new(reason::WRONG_OPERATOR).with("centre", self.centre)
    }
}

/// Signs an operator in at a centre.
///
/// # Errors
/// Login and password do not fit or belong to another centre; or something is broken.
pub fn sign_in(
    moment: &Moment<'_>,
    centre: u32,
    login: &str,
    typed: &str,
) -> Result<OperatorSession, Stop<WrongOperator>> {
    let operators = find(moment, centre).map(|centre| centre.operators.as_slice()).unwrap_or_default();
    let known = operators.iter().any(|one| one.login == login.trim() && one.password == typed);
    if !known {
        return Err(Stop::refused(WrongOperator { centre }));
    }
    let session = OperatorSession {
        id: moment.realm.entropy.id(),
        login: login.trim().to_owned(),
        centre,
        expires_at: moment.now + OperatorSession::TTL,
    };
    moment.write()?.put_operator_session(&session)?;
    Ok(session)
}

/// The operator of a living session, and the centre.
///
/// # Errors
/// The store failed.
pub fn signed_in<'r>(
    moment: &Moment<'r>,
    session: OperatorSessionId,
) -> Result<Option<(&'r Operator, &'r Centre)>, StoreError> {
    let found = moment.read()?.operator_session(session)?;
    let Some(session) = found.filter(|session| moment.now < session.expires_at) else { return Ok(None) };
    let Some(centre) = find(moment, session.centre) else { return Ok(None) };
    let operator = centre.operators.iter().find(|one| one.login == session.login);
    Ok(operator.map(|operator| (operator, centre)))
}

/// Signs an operator out.
///
/// # Errors
/// The store failed.
pub fn sign_out(moment: &Moment<'_>, session: OperatorSessionId) -> Result<(), StoreError> {
    moment.write()?.remove_operator_session(session)
}

fn find<'r>(moment: &Moment<'r>, centre: u32) -> Option<&'r Centre> {
    moment.realm.origin.centres.iter().find(|one| one.id == centre)
}

/// Why a centre does not register or recover.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeskRefusal {
    /// The centre or the account says no.
    #[error(transparent)]
    Centre(#[from] CentreRefusal),
    /// The data of the newcomer do not allow it.
    #[error(transparent)]
    Enrol(#[from] EnrolRefusal),
    /// The contact belongs to another account, or did lately.
    #[error("{0}")]
    ContactTaken(Occupied),
    /// The data name no document.
    #[error("a passport is needed")]
    NoPassport,
}

impl Explained for DeskRefusal {
    fn why(&self) -> Why {
        Why::new(reason::DESK_REFUSED).with("detail", self)
    }
}

/// Registers a visitor and confirms the identity at once (letter S003: «в один шаг»).
///
/// # Errors
/// The centre does not register, or the data do not allow it; or something is broken.
pub fn register(moment: &Moment<'_>, centre: u32, newcomer: Newcomer) -> Result<Enrolled, Stop<DeskRefusal>> {
    allowed(moment, centre, CentreFunction::Register)?;
    nobody_else_is_confirmed(moment, &newcomer, None)?;
    let shown = number_of(&newcomer).ok_or(Stop::refused(DeskRefusal::NoPassport))?;
    let seen = Command::ConfirmInPerson { shown, centre };
    enrol::enrol(moment, newcomer, seen).map_err(|stop| stop.map(DeskRefusal::Enrol))
}

/// Makes the simplified account of a visitor the confirmed one, with the data of the papers; its number stays.
///
/// # Errors
/// The centre does not register, or the account or the data do not allow it; or something is broken.
pub fn register_by_simplified(
    moment: &Moment<'_>,
    centre: u32,
    person: Oid,
    newcomer: Newcomer,
) -> Result<Enrolled, Stop<DeskRefusal>> {
    moment.names_person(person);
    allowed(moment, centre, CentreFunction::Register)?;
    nobody_else_is_confirmed(moment, &newcomer, Some(person))?;
    let shown = number_of(&newcomer).ok_or(Stop::refused(DeskRefusal::NoPassport))?;
    let seen = Command::ConfirmInPerson { shown, centre };
    enrol::by_simplified(moment, person, seen, newcomer).map_err(|stop| stop.map(DeskRefusal::Enrol))
}

fn nobody_else_is_confirmed(
    moment: &Moment<'_>,
    newcomer: &Newcomer,
    person: Option<Oid>,
) -> Result<(), Stop<DeskRefusal>> {
    let snils = newcomer.application.snils;
    match centres::another_being_confirmed(&*moment.read()?, snils, person)? {
        Some(other) => Err(Stop::refused(CentreRefusal::AnotherBeingConfirmed(other).into())),
        None => Ok(()),
    }
}

/// Deletes the account of a visitor with passport and SNILS.
///
/// # Errors
/// The centre does not delete, the papers are another's, the account has no phone; or something is broken.
pub fn delete(
    moment: &Moment<'_>,
    centre: u32,
    person: Oid,
    papers: VisitorPapers,
) -> Result<Account, Stop<DeskRefusal>> {
    allowed(moment, centre, CentreFunction::Delete)?;
    let command = Command::DeleteInPerson { papers, centre };
    let told = |refusal| DeskRefusal::Centre(CentreRefusal::Command(refusal));
    confirm::carry_out(moment, person, command).map_err(|stop| stop.map(told))
}

fn number_of(newcomer: &Newcomer) -> Option<DocumentNumber> {
    let paper = &newcomer.application.document;
    DocumentNumber::parse(paper.kind(), paper.series(), paper.number()).ok()
}

/// Notes that a visitor is not confirmed, and why.
///
/// # Errors
/// The centre does not confirm, the account is gone; or something is broken.
pub fn refuse(
    moment: &Moment<'_>,
    centre: u32,
    person: Oid,
    reason: String,
) -> Result<Account, Stop<DeskRefusal>> {
    allowed(moment, centre, CentreFunction::Confirm)?;
    let command = Command::RefuseInPerson { reason, centre };
    let told = |refusal| DeskRefusal::Centre(CentreRefusal::Command(refusal));
    confirm::carry_out(moment, person, command).map_err(|stop| stop.map(told))
}

/// Gives access back to a visitor with passport and SNILS: a new password goes to the contact, sessions end.
///
/// # Errors
/// The centre does not recover, the papers are another's, the contact is taken; or something is broken.
pub fn recover(
    moment: &Moment<'_>,
    centre: u32,
    person: Oid,
    papers: VisitorPapers,
    contact: RegistrationContact,
) -> Result<Enrolled, Stop<DeskRefusal>> {
    moment.names_person(person);
    allowed(moment, centre, CentreFunction::Recover)?;
    let told = |refusal| Stop::refused(DeskRefusal::Centre(CentreRefusal::Command(refusal)));
    let first_password = enrol::first_password(&moment.realm.entropy);
    let hash = password::hash(moment, &first_password)?;
    let mut tx = moment.write()?;
    let account = tx.account(person)?.ok_or_else(|| told(CommandRefusal::NoAccount(person)))?;
    if let Err(occupied) = logins::contact_is_free(&*tx, At::of(moment), &contact.login(), Some(person))? {
        return Err(Stop::refused(DeskRefusal::ContactTaken(occupied)));
    }
    let command = Command::RecoverInPerson { papers, centre };
    let account = accounts::carry_out(&mut *tx, account, command, moment.now)?
        .map_err(|why| told(CommandRefusal::Rules(why)))?;
    accounts::take_over(&mut *tx, &contact.login(), Some(person), moment.now)?;
    let account = with_contact(&mut *tx, account, contact, moment.now)?;
    enrol::give_password(&mut *tx, At::of(moment), &account, (&first_password, &hash), None)?;
    Ok(Enrolled { account, password: first_password })
}

/// The contact the operator has written down takes the place of the old one of its kind.
fn with_contact(
    tx: &mut dyn WriteTx,
    mut account: Account,
    contact: RegistrationContact,
    now: Timestamp,
) -> Result<Account, StoreError> {
    let value = match contact {
        RegistrationContact::Mobile(phone) => Value::Mobile(phone),
        RegistrationContact::Mail(email) => Value::Email(email),
    };
    account.put_proved(value, now);
    tx.put_account(&account)?;
    Ok(account)
}

fn allowed(moment: &Moment<'_>, centre: u32, function: CentreFunction) -> Result<(), Stop<DeskRefusal>> {
    centres::offering(moment, centre, function).map_err(|refusal| Stop::refused(refusal.into()))
}
