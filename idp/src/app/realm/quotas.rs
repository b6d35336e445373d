//! How much each realm of a server may have, so that many of them do not fill it up.

use crate::app::tally::machine_time;
use crate::domain::time::{Span, Timestamp};
use crate::store::StoreError;

/// What a server allows each of its realms; nothing is limited unless it is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quotas {
    /// At most so many accounts, deleted ones too.
    pub people: Option<u32>,
    /// At most so many bytes of the journal, whatever the realm's own setting says.
    pub journal_bytes: Option<u64>,
    /// Written for so long, by the machine's clock; the default realm for ever.
    pub age: Option<Span>,
}

impl Quotas {
    /// How many bytes of the journal are kept of a realm whose setting says so many.
    pub fn journal_bytes(&self, wanted: u64) -> u64 {
        self.journal_bytes.map_or(wanted, |most| most.min(wanted))
    }

    /// Lets nothing pass that would leave a realm with more accounts than it may have.
    ///
    /// # Errors
    /// There would be too many.
    pub fn check_people(&self, count: u64) -> Result<(), StoreError> {
        match self.people {
            Some(most) if count > u64::from(most) => Err(StoreError::Quota {
                why: format!("the realm would have {count} people: its quota is {most} (--quota-people)"),
                fix: "reset the realm, or ask whoever runs the server for more",
            }),
            _ => Ok(()),
        }
    }
}

/// What one realm may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Allowance {
    /// What the server allows each.
    pub quotas: Quotas,
    /// Since when the realm's age counts, by the machine's clock; nothing where that is not limited.
    pub begun_at: Option<Timestamp>,
}

impl Allowance {
    /// Until when the realm may be written; for ever where nothing limits it.
    pub fn until(&self) -> Option<Timestamp> {
        Some(self.begun_at? + self.quotas.age?)
    }

    /// Lets nothing be written to a realm that is too old.
    ///
    /// # Errors
    /// It is.
    pub fn check_age(&self) -> Result<(), StoreError> {
        match self.until() {
            Some(until) if machine_time() > until => Err(StoreError::Quota {
                why: format!("the realm could be written until {until}: that is its quota (--quota-age)"),
                fix: "export its world if you need it, then reset the realm, or ask whoever runs the server for more",
            }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_limits_nothing_and_what_is_said_does() {
        let check_age = |quotas, begun_at| Allowance { quotas, begun_at }.check_age();
        let (none, begun) = (Quotas::default(), Some(Timestamp::from_millis(0)));
        assert!(none.check_people(u64::MAX).is_ok() && check_age(none, begun).is_ok());
        assert_eq!(none.journal_bytes(7), 7);
        let some = Quotas { people: Some(2), journal_bytes: Some(5), age: Some(Span::from_days(1)) };
        assert!(some.check_people(2).is_ok() && check_age(some, None).is_ok());
        assert!(check_age(some, Some(machine_time())).is_ok());
        for told in [some.check_people(3).unwrap_err(), check_age(some, begun).unwrap_err()] {
            assert!(
                matches!(&told, StoreError::Quota { .. }) && told.to_string().contains("--quota-"),
                "{told}"
            );
        }
        assert_eq!((some.journal_bytes(7), some.journal_bytes(3)), (5, 3));
    }
}
