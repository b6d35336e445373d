//! What is agreed for an organisation's API-Key: until when it acts, who issued it, for whom, and what its tokens open
//! (MR А.12, table 92).

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::time::{Span, Timestamp};

/// How old a signature under a key may be (MR А.12, since 3.7).
pub const SIGNATURE_AGE_MAX: Span = Span::from_hours(24);
/// How long the token for a key lives: the sample of MR А.12.
pub const TOKEN_LIFE: Span = Span::from_secs(10_800);

/// The terms of a key; what is left out limits nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyTerms {
    /// The key: a UUID.
    pub key: String,
    /// The organisation whose key it is.
    #[serde(default)]
    pub organisation: Option<Oid>,
    /// The employee for whom it was issued: the subject of its tokens.
    #[serde(default)]
    pub employee: Option<Oid>,
    /// The employee who issued it.
    #[serde(default)]
    pub issuer: Option<Oid>,
    /// The moment from which it is not taken any more.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// Whether it is blocked.
    #[serde(default)]
    pub blocked: bool,
    /// The moment at which the issuer's power of attorney ends; nothing for a chief, who needs none.
    #[serde(default)]
    pub powers_until: Option<Timestamp>,
    /// The scopes of its tokens; the interfaces of its relying party when the list is empty.
    #[serde(default)]
    pub scopes: Vec<String>,
}

/// Why no token is given for a key, though it was signed rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefusal {
    /// It is blocked.
    Blocked,
    /// It has run out.
    RunOut,
    /// Its organisation is not there.
    NoOrganisation,
    /// Its employee, or its issuer, is not there.
    NoEmployee,
    /// The employee who issued it is blocked.
    IssuerBlocked,
    /// The employee for whom it was issued is blocked.
    EmployeeBlocked,
    /// The issuer's power of attorney is not in force.
    NoPowers,
    /// Its scopes are not all known.
    UnknownScope,
}

/// How an account stands that a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The key names none.
    Unnamed,
    /// There is none, or it was deleted.
    Missing,
    /// It is blocked.
    Blocked,
    /// It may act.
    InForce,
}

/// What is found of all that a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Whether its organisation is there, or none is named.
    pub organisation: bool,
    /// The employee for whom it was issued.
    pub employee: Standing,
    /// The employee who issued it.
    pub issuer: Standing,
    /// Whether every scope is known.
    pub scopes: bool,
}

impl ApiKeyTerms {
    /// Whether a token is given at a moment.
    ///
    /// # Errors
    /// The first reason why not, in the order of the key, its organisation, its people, its scopes.
    pub fn judge(&self, found: Found, now: Timestamp) -> Result<(), KeyRefusal> {
        let is_over = |until: Option<Timestamp>| until.is_some_and(|until| now >= until);
        let Found { organisation, employee, issuer, scopes } = found;
        let is_missing = employee == Standing::Missing || issuer == Standing::Missing;
        for (holds, refusal) in [
            (self.blocked, KeyRefusal::Blocked),
            (is_over(self.until), KeyRefusal::RunOut),
            (!organisation, KeyRefusal::NoOrganisation),
            (is_missing, KeyRefusal::NoEmployee),
            (issuer == Standing::Blocked, KeyRefusal::IssuerBlocked),
            (employee == Standing::Blocked, KeyRefusal::EmployeeBlocked),
            (is_over(self.powers_until), KeyRefusal::NoPowers),
            (!scopes, KeyRefusal::UnknownScope),
        ] {
            if holds {
                return Err(refusal);
            }
        }
        Ok(())
    }
}

/// Whether a signature is too old. One from the future is not judged.
// SIM: a realm's clock may stand in the past, where every signature made today is in the future.
pub fn is_stale(signed_at: Timestamp, now: Timestamp) -> bool {
    signed_at + SIGNATURE_AGE_MAX < now
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

    #[test]
    fn a_key_is_good_until_something_of_it_is_not() {
        let terms = ApiKeyTerms {
            key: String::new(),
            organisation: None,
            employee: None,
            issuer: None,
            until: None,
            blocked: false,
            powers_until: None,
            scopes: Vec::new(),
        };
        let all = Found {
            organisation: true,
            employee: Standing::InForce,
            issuer: Standing::Unnamed,
            scopes: true,
        };
        let (past, future) = (Some(NOW), Some(NOW + Span::from_secs(1)));
        let with = |change: fn(&mut ApiKeyTerms, Option<Timestamp>), until| {
            let mut changed = terms.clone();
            change(&mut changed, until);
            changed
        };
        for (terms, found, expected) in [
            (terms.clone(), all, Ok(())),
            (with(|key, until| key.until = until, future), all, Ok(())),
            (with(|key, until| key.until = until, past), all, Err(KeyRefusal::RunOut)),
            (with(|key, _| key.blocked = true, None), all, Err(KeyRefusal::Blocked)),
            (with(|key, until| key.powers_until = until, future), all, Ok(())),
            (with(|key, until| key.powers_until = until, past), all, Err(KeyRefusal::NoPowers)),
            (terms.clone(), Found { organisation: false, ..all }, Err(KeyRefusal::NoOrganisation)),
            (terms.clone(), Found { employee: Standing::Missing, ..all }, Err(KeyRefusal::NoEmployee)),
            (terms.clone(), Found { issuer: Standing::Missing, ..all }, Err(KeyRefusal::NoEmployee)),
            (terms.clone(), Found { issuer: Standing::Blocked, ..all }, Err(KeyRefusal::IssuerBlocked)),
            (terms.clone(), Found { employee: Standing::Blocked, ..all }, Err(KeyRefusal::EmployeeBlocked)),
            (terms.clone(), Found { scopes: false, ..all }, Err(KeyRefusal::UnknownScope)),
        ] {
            assert_eq!(terms.judge(found, NOW), expected, "{terms:?} {found:?}");
        }
    }

    #[test]
    fn a_signature_lives_a_day_and_one_from_the_future_is_not_judged() {
        for (secs, expected) in [(-86_401, true), (-86_400, false), (0, false), (86_401, false)] {
            assert_eq!(is_stale(NOW + Span::from_secs(secs), NOW), expected, "{secs}");
        }
    }
}
