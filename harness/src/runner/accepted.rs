//! Owns findings that the owner of a party has accepted until a day: they are shown, never count as passed, and fail again
//! when the day is over.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::bench::party::{Accepted, Choice};
use crate::diary::Clock;
use crate::event::Verdict;

/// What becomes of a verdict, and of the reason beside it.
pub(super) fn judged(
    party: &Choice,
    id: &str,
    verdict: Verdict,
    halt: Option<String>,
) -> (Verdict, Option<String>) {
    let Choice::Described(description) = party else {
        return (verdict, halt);
    };
    let today = Clock::system().now().to_zoned(TimeZone::UTC).date();
    match description.accepted.iter().find(|one| one.scenario == id) {
        Some(accepted) => weighed(accepted, today, verdict, halt),
        None => (verdict, halt),
    }
}

fn weighed(
    accepted: &Accepted,
    today: Date,
    verdict: Verdict,
    halt: Option<String>,
) -> (Verdict, Option<String>) {
    if !matches!(verdict, Verdict::Failed | Verdict::Warned | Verdict::Invalid) {
        return (verdict, halt);
    }
    let Accepted { until, reason, .. } = accepted;
    let is_over = today > *until;
    let told = match is_over {
        true => format!("it was accepted until {until} only ({reason})"),
        false => format!("accepted until {until}: {reason}"),
    };
    let told = halt.map_or_else(|| told.clone(), |halt| format!("{told}; {halt}"));
    (if is_over { verdict } else { Verdict::Look }, Some(told))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_accepted_needs_a_look_until_its_day_and_fails_afterwards() {
        let until: Date = "2026-12-31".parse().unwrap();
        let accepted = Accepted { scenario: "leak.caches".into(), reason: "mended in January".into(), until };
        let on = |day: &str, verdict| weighed(&accepted, day.parse().unwrap(), verdict, None).0;
        assert_eq!(on("2026-12-31", Verdict::Failed), Verdict::Look);
        assert_eq!(on("2027-01-01", Verdict::Failed), Verdict::Failed);
        assert_eq!(on("2026-12-01", Verdict::Passed), Verdict::Passed);
        let (_, told) =
            weighed(&accepted, "2027-01-01".parse().unwrap(), Verdict::Failed, Some("why".into()));
        assert_eq!(told.as_deref(), Some("it was accepted until 2026-12-31 only (mended in January); why"));
    }
}
