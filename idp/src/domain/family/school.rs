//! Whose school data may be given out: a minor's with a parent's consent, an older pupil's without.

use crate::domain::account::Account;
use crate::domain::time::Timestamp;

/// Whether a diary may hand in school data of a pupil, for whom a consent of a parent acts or does not.
///
/// One parent's word is enough, and either parent's withdrawal takes back only their own.
pub fn allows_school_data(pupil: &Account, has_consent: bool, consent_below_age: u8, now: Timestamp) -> bool {
    let birth = pupil.profile.birth_date;
    let needs_consent = birth.is_some_and(|birth| birth.age_on(now.date()) < consent_below_age);
    !needs_consent || has_consent
}
