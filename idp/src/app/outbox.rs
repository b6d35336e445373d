//! The outbox: reading what the realm would have sent.

use crate::app::Moment;
use crate::domain::notice::Posted;
use crate::domain::person::{Email, Phone, Snils};
use crate::store::StoreError;
pub use crate::store::port::OutboxFilter;

/// The messages a filter lets through, oldest first; the recipient may be written in any spelling.
///
/// # Errors
/// The store failed.
pub fn read(moment: &Moment<'_>, filter: &OutboxFilter) -> Result<Vec<Posted>, StoreError> {
    let to = filter.to.as_deref().map(canonical);
    moment.read()?.outbox(&OutboxFilter { to, ..filter.clone() })
}

fn canonical(to: &str) -> String {
    let snils = to.parse::<Snils>().ok().map(|snils| snils.to_string());
    let phone = || to.parse::<Phone>().ok().map(|phone| phone.to_string());
    let email = || to.parse::<Email>().ok().map(|email| email.to_string());
    snils.or_else(phone).or_else(email).unwrap_or_else(|| to.to_owned())
}
