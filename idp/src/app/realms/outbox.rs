//! The outbox: reading what the realm would have sent.

use crate::app::Moment;
use crate::domain::account::{Account, Status};
use crate::domain::notice::{Channel, Posted};
use crate::domain::person::{Email, Phone, Snils};
use crate::domain::push::Push;
use crate::domain::time::Timestamp;
use crate::store::StoreError;
pub use crate::store::port::OutboxFilter;

/// The messages a filter lets through; the recipient may be written in any spelling.
///
/// # Errors
/// The store failed.
pub fn read(moment: &Moment<'_>, filter: &OutboxFilter) -> Result<Vec<Posted>, StoreError> {
    let to = filter.to.as_deref().map(canonical);
    moment.read()?.outbox(&OutboxFilter { to, ..filter.clone() })
}

/// How many of the newest messages the stand's logs show.
pub const LOG_LINES_MAX: u32 = 1_000;

/// The codes of letters as the real stand's log shows them, newest first: it does not wait for the post.
///
/// # Errors
/// The store failed.
pub fn postcodes(moment: &Moment<'_>) -> Result<Vec<(String, String)>, StoreError> {
    let tx = moment.read()?;
    let mut ordered: Vec<_> = tx.accounts_with_letters()?.iter().filter_map(under_way).collect();
    ordered.sort_by_key(|(arrives_at, _)| std::cmp::Reverse(*arrives_at));
    let mut lines: Vec<_> =
        ordered.into_iter().filter(|(at, _)| *at > moment.now).map(|(_, line)| line).collect();
    let arrived = tx.outbox(&newest(Channel::Letter))?.into_iter();
    lines.extend(arrived.filter_map(|one| Some((one.notice.to, one.notice.code?))));
    Ok(lines)
}

/// The newest messages of a kind, as the stand's logs show them.
pub fn newest(channel: Channel) -> OutboxFilter {
    let limit = Some(LOG_LINES_MAX);
    OutboxFilter { channel: Some(channel), limit, newest_first: true, ..OutboxFilter::default() }
}

fn under_way(account: &Account) -> Option<(Timestamp, (String, String))> {
    let Status::LetterOrdered { letter, .. } = &account.status else { return None };
    Some((letter.arrives_at, (account.profile.snils?.to_string(), letter.code.clone())))
}

fn canonical(to: &str) -> String {
    let snils = to.parse::<Snils>().ok().map(|snils| snils.to_string());
    let phone = || to.parse::<Phone>().ok().map(|phone| phone.to_string());
    let email = || to.parse::<Email>().ok().map(|email| email.to_string());
    snils.or_else(phone).or_else(email).unwrap_or_else(|| to.to_owned())
}

/// Pushes of a greater number, oldest first.
///
/// # Errors
/// The store failed.
pub fn pushes(moment: &Moment<'_>, after: u64, limit: u32) -> Result<Vec<Push>, StoreError> {
    moment.read()?.pushes(after, limit)
}
