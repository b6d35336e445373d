//! The numbers that banks' calls are kept under.

use crate::app::Moment;
use crate::domain::import;

/// A number that nothing else has, and its `requestId`.
pub(super) fn named(moment: &Moment<'_>) -> (u64, String) {
    let number = moment.realm.entropy.number() >> 1;
    (number, import::request_id(number, moment.realm.entropy.number()))
}
