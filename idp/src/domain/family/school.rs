//! Whose school data may be given out: a child's with a parent's consent, an older pupil's without.

use crate::domain::account::Account;
use crate::domain::family::Card;
use crate::domain::time::Timestamp;

/// Whether a diary may hand in school data of a pupil, whose account is linked to these cards.
///
/// One parent's word is enough, and either parent's withdrawal takes back only their own.
pub fn allows_school_data(pupil: &Account, cards: &[Card], consent_below_age: u8, now: Timestamp) -> bool {
    let needs_consent =
        pupil.profile.birth_date.is_some_and(|birth| birth.age_on(now.date()) < consent_below_age);
    !needs_consent || cards.iter().any(|card| card.school_consent.is_some())
}
