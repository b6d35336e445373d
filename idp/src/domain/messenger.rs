//! The messenger MAX as second factor: from which day citizens are asked to bind it, and what a refusal comes to.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::credentials::{Demand, Factor};

/// A day from which something holds, as `yyyy-MM-dd`; an empty text is never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FromDay(Option<Date>);

/// A text that is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a day as yyyy-MM-dd such as 2026-02-01, or an empty text for never")]
pub struct NotADay;

impl FromDay {
    /// Whether it holds on a day.
    pub fn has_come(self, today: Date) -> bool {
        self.0.is_some_and(|first| first <= today)
    }
}

impl FromStr for FromDay {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        match text.trim() {
            "" => Ok(Self(None)),
            // Anything longer would be a moment, whose time of day would count for nothing.
            text if text.len() == "yyyy-MM-dd".len() => {
                text.parse().map(|day| Self(Some(day))).map_err(|_| NotADay)
            }
            _ => Err(NotADay),
        }
    }
}

impl fmt::Display for FromDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |day| write!(out, "{day}"))
    }
}

impl TryFrom<String> for FromDay {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<FromDay> for String {
    fn from(day: FromDay) -> Self {
        day.to_string()
    }
}

/// What becomes of the sign-in of somebody who refuses to bind the messenger although it is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnRefusal {
    /// It ends: the relying party is told ESIA-007004.
    #[default]
    AccessDenied,
    /// It waits on the page; nothing goes back to the relying party.
    Stays,
}

/// The messenger as second factor. No official document has it; public clients of the sign-in page show that it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MessengerTerms {
    /// From which day whoever gets codes by SMS is asked to bind it, and may put that off.
    pub offered_from: FromDay,
    /// From which day nobody who gets codes by SMS signs in without binding it.
    pub required_from: FromDay,
    /// What a refusal comes to then.
    pub on_refusal: OnRefusal,
    /// Whether who has bound it may have the code by SMS instead.
    pub sms_instead: bool,
}

impl Default for MessengerTerms {
    fn default() -> Self {
        Self {
            offered_from: FromDay::default(),
            required_from: FromDay::default(),
            on_refusal: OnRefusal::default(),
            sms_instead: true,
        }
    }
}

impl MessengerTerms {
    /// Whether somebody with a second factor is asked to bind the messenger on a day: only who gets codes by SMS.
    pub fn demand(&self, factor: Factor, today: Date) -> Demand {
        match factor {
            Factor::Sms if self.required_from.has_come(today) => Demand::Required,
            Factor::Sms if self.offered_from.has_come(today) => Demand::Offered,
            Factor::Sms | Factor::Off | Factor::Max | Factor::Totp { .. } => Demand::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::totp::TotpSecret;

    #[test]
    fn a_day_is_read_as_it_is_written_or_never_comes() {
        for text in ["", "2026-02-01", "2024-02-29"] {
            assert_eq!(text.parse::<FromDay>().unwrap().to_string(), text);
        }
        for text in ["01.02.2026", "2026-02-30", "2026-2-1", "2026-02-01T10:00:00Z", "soon", "2026-02-1x"] {
            assert_eq!(text.parse::<FromDay>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn only_who_gets_codes_by_sms_is_asked_first_at_will_then_without_choice() {
        let terms = MessengerTerms {
            offered_from: "2026-01-10".parse().unwrap(),
            required_from: "2026-02-01".parse().unwrap(),
            ..MessengerTerms::default()
        };
        let demand = |factor, day: &str| terms.demand(factor, day.parse().unwrap());
        assert_eq!(demand(Factor::Sms, "2026-01-09"), Demand::None);
        assert_eq!(demand(Factor::Sms, "2026-01-10"), Demand::Offered);
        assert_eq!(demand(Factor::Sms, "2026-01-31"), Demand::Offered);
        assert_eq!(demand(Factor::Sms, "2026-02-01"), Demand::Required);
        let totp = Factor::Totp { secret: TotpSecret::new([1; TotpSecret::BYTES]) };
        for factor in [Factor::Off, Factor::Max, totp] {
            assert_eq!(demand(factor, "2026-02-01"), Demand::None, "{factor:?}");
        }
        let never = MessengerTerms::default();
        assert_eq!(never.demand(Factor::Sms, "2199-01-01".parse().unwrap()), Demand::None);
    }
}
