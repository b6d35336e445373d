//! The citizen's SMS: it agrees to the request of a bank, or says something else.

use crate::app::centre::enrol;
use crate::app::centre::import::code::checked;
use crate::app::credentials::password;
use crate::app::{Moment, Stop};
use crate::domain::import::{Answered, Kept};
use crate::domain::person::Phone;

/// Takes an SMS that came from a phone to the portal; nothing when none is waited for.
///
/// # Errors
/// Something is broken.
pub fn answer<R>(moment: &Moment<'_>, from: Phone, text: &str) -> Result<Option<Answered>, Stop<R>> {
    let first_password = enrol::first_password(&moment.realm.entropy);
    let hash = password::hash(moment, &first_password)?;
    let terms = moment.settings.import;
    let mut tx = moment.write()?;
    let kept = tx.imports_of(&from.to_string())?;
    let waits = kept.into_iter().find_map(|one| match one {
        Kept::Request(request) if request.waits_for_answer(&terms, moment.now) => Some(*request),
        Kept::Request(_) | Kept::Search(_) | Kept::Dossier(_) => None,
    });
    let Some(request) = waits else { return Ok(None) };
    let (request, answered) = request.answered(text);
    let request = match answered {
        Answered::Agreed => checked(moment, &mut *tx, request, (first_password, hash))?,
        Answered::Else { .. } => request,
    };
    tx.put_import(&Kept::Request(Box::new(request)))?;
    Ok(Some(answered))
}
