//! The citizen's code: the bank hands it in, or has it sent again.

use crate::app::centre::enrol;
use crate::app::centre::import::refusal::ImportRefusal;
use crate::app::centre::import::request::send;
use crate::app::centre::import::signed::client_of;
use crate::app::credentials::password;
use crate::app::{Moment, Stop};
use crate::domain::deadline::Deadline;
use crate::domain::import::{self, CodeStatus, ImportRequest, Kept, Stage, Way};
use crate::store::{StoreError, WriteTx};

/// What became of a code, and the request where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What became of it.
    pub status: CodeStatus,
    /// The request.
    pub request: Option<Box<ImportRequest>>,
}

/// Compares what the citizen told the bank; with the right code the registers are asked.
///
/// # Errors
/// The token does not open imports; or something is broken.
pub fn compare(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    id: &str,
    code: &str,
) -> Result<Compared, Stop<ImportRefusal>> {
    client_of(moment, bearer)?;
    let first_password = enrol::first_password(&moment.realm.entropy);
    let hash = password::hash(moment, &first_password)?;
    let mut tx = moment.write()?;
    let Some(request) = request_of(&*tx, id)? else { return Ok(unknown()) };
    let waited = request.stage == Stage::Waiting;
    let (mut request, status) = request.compared(code, &moment.settings.import, moment.now);
    if waited && status == CodeStatus::Right {
        request = checked(moment, &mut *tx, request, (first_password, hash))?;
    }
    tx.put_import(&Kept::Request(Box::new(request.clone())))?;
    Ok(Compared { status, request: Some(Box::new(request)) })
}

/// The request of a citizen who has agreed: the registers are asked; the first password waits with its hash.
pub(super) fn checked(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    request: ImportRequest,
    (password, hash): (String, String),
) -> Result<ImportRequest, StoreError> {
    let person = match request.simplified {
        Some(person) => person,
        None => tx.next_oid()?,
    };
    moment.names_person(person);
    let due_at = moment.now + moment.settings.registers.delay_ms;
    tx.put_deadline(due_at, &Deadline::ImportFinishes { person, request: request.number })?;
    Ok(ImportRequest { stage: Stage::Checking { person, password, hash }, ..request })
}

/// Sends the code again.
///
/// # Errors
/// The token does not open imports; or something is broken.
pub fn resend(moment: &Moment<'_>, bearer: Option<&str>, id: &str) -> Result<Compared, Stop<ImportRefusal>> {
    client_of(moment, bearer)?;
    let mut tx = moment.write()?;
    let Some(request) = request_of(&*tx, id)? else { return Ok(unknown()) };
    let waits = request.stage == Stage::Waiting;
    let code = moment.realm.entropy.digits(moment.settings.import.code_digits);
    let (request, status) = request.sent_again(code, &moment.settings.import, moment.now);
    if waits && status == CodeStatus::Right {
        send(moment, &mut *tx, &request)?;
        tx.put_import(&Kept::Request(Box::new(request.clone())))?;
    }
    Ok(Compared { status, request: Some(Box::new(request)) })
}

fn unknown() -> Compared {
    Compared { status: CodeStatus::Unknown, request: None }
}

/// The request of an id whose code the bank hands in: of one that is answered by SMS no code is known (I).
fn request_of(tx: &dyn WriteTx, id: &str) -> Result<Option<ImportRequest>, StoreError> {
    let Some(number) = import::number_of(id) else { return Ok(None) };
    Ok(match tx.import(number)? {
        Some(Kept::Request(request)) if request.id == id && request.way == Way::RestApi => Some(*request),
        Some(Kept::Request(_) | Kept::Search(_) | Kept::Dossier(_)) | None => None,
    })
}
