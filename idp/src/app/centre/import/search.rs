//! The SNILS of a person, looked for by the passport (MR А.9.2).

use crate::app::centre::import::number::named;
use crate::app::centre::import::refusal::{ImportRefusal, told};
use crate::app::centre::import::signed::client_of;
use crate::app::{Moment, Stop};
use crate::domain::import::{Kept, SnilsSearch};
use crate::domain::person::Snils;
use crate::domain::person::name::Folding;
use crate::domain::register;
use crate::domain::time::Timestamp;
use crate::protocol::import::Form;
use crate::store::{ReadTx, StoreError, WriteTx};

/// How a search stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// `id`.
    pub number: u64,
    /// Nothing while the Pension Fund has not answered; then what it said.
    pub answer: Option<Option<Snils>>,
}

/// Looks for the SNILS of a bank's client; to be asked again until there is an answer.
///
/// # Errors
/// The token does not open imports, or the realm does not search; or something is broken.
pub fn search(moment: &Moment<'_>, bearer: Option<&str>, form: &Form) -> Result<Found, Stop<ImportRefusal>> {
    client_of(moment, bearer)?;
    if !moment.settings.import.snils_search {
        return Err(told(36_110));
    }
    let mut tx = moment.write()?;
    begun(moment, &mut *tx, form)
}

/// The search for a person: the one that runs, or a new one.
pub(super) fn begun(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    form: &Form,
) -> Result<Found, Stop<ImportRefusal>> {
    if let Some(running) = kept(tx, form)? {
        let answer = (moment.now >= running.due_at).then_some(running.found);
        return Ok(Found { number: running.number, answer });
    }
    // A number that fits a JSON number of every client.
    let number = named(moment).0 & 0xFFFF_FFFF;
    let sent = &form.application;
    let is_of = |record: &register::PensionRecord| {
        record.birth_date == sent.birth_date && record.name.key(Folding::ALL) == sent.name.key(Folding::ALL)
    };
    let found = tx.pension_records()?.into_iter().find(is_of).map(|record| record.snils);
    let due_at = moment.now + moment.settings.registers.delay_ms;
    tx.put_import(&Kept::Search(SnilsSearch { number, person: person(form), due_at, found }))?;
    Ok(Found { number, answer: None })
}

/// The SNILS that a search has found.
pub(super) fn found(
    tx: &(impl ReadTx + ?Sized),
    form: &Form,
    now: Timestamp,
) -> Result<Option<Snils>, StoreError> {
    Ok(kept(tx, form)?.filter(|search| now >= search.due_at).and_then(|search| search.found))
}

fn kept(tx: &(impl ReadTx + ?Sized), form: &Form) -> Result<Option<SnilsSearch>, StoreError> {
    let all = tx.imports_of(&SnilsSearch::topic(&person(form)))?;
    Ok(all.into_iter().find_map(|kept| match kept {
        Kept::Search(search) => Some(search),
        Kept::Request(_) | Kept::Dossier(_) => None,
    }))
}

/// Whom a search is about.
fn person(form: &Form) -> String {
    let sent = &form.application;
    let (passport, name) = (register::passport_key(&sent.document), sent.name.key(Folding::ALL));
    format!("{passport} {} {} {}", sent.birth_date, name.last, name.first)
}
