//! Owns the days of a rehearsal: one in every phase, the day on which it counts, and birthdays that change something.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::account::{OF_AGE, OWN_ACCOUNT};
use crate::member::Role;
use crate::policy::{Matching, Policy, reaches};
use crate::school::School;

/// The policy names no day, and none was given.
#[derive(Debug, thiserror::Error)]
#[error("the policy has one phase and no date: say with --date which day is rehearsed")]
pub struct NoDay;

/// The days of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// One for each phase, in order: the last before the second, then the first of each. Of phases that are long over when it
    /// counts there is none, unless accounts were bound in them.
    pub phases: Vec<Date>,
    /// The day on which it counts.
    pub target: Date,
    /// The last day that is looked at: the end of the school year.
    pub until: Date,
}

/// A day on which something changes for one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Birthday {
    /// The day.
    pub day: Date,
    /// Whose.
    pub member: u32,
}

impl Days {
    /// The days of a policy; `asked` is the day on which it counts, where somebody says so.
    ///
    /// # Errors
    /// When neither the policy nor anybody says a day.
    pub fn of(policy: &Policy, asked: Option<Date>) -> Result<Self, NoDay> {
        let target = asked.or_else(|| policy.target()).ok_or(NoDay)?;
        let second = policy.phases.get(1).and_then(|phase| phase.from);
        let day = |span: Span, from: Date| from.checked_add(span).unwrap_or(from);
        let first = second.map_or(target, |from| day((-1).days(), from));
        let later = policy.phases.iter().skip(1).filter_map(|phase| phase.from);
        // Nobody can bind an account in a phase that begins after the day that counts: the days begin with it then.
        let mut phases: Vec<Date> = std::iter::once(first.min(target)).chain(later).collect();
        let is_bound = matches!(policy.matching, Matching::Bound { .. });
        if policy.target().is_some_and(|last| school_year_ends(last) < target) && !is_bound {
            phases = vec![target];
        }
        Ok(Self { phases, target, until: school_year_ends(target) })
    }

    /// All days on which everybody is looked at: one in each phase, and the one that counts.
    pub fn of_everybody(&self) -> Vec<Date> {
        let mut days = self.phases.clone();
        days.push(self.target);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The fourteenth and eighteenth birthdays of pupils within the days.
    pub fn birthdays(&self, school: &School) -> Vec<Birthday> {
        let first = self.phases[0];
        let mut all = Vec::new();
        for member in school.indices() {
            let of = school.member(member);
            let Some(born) = of.born.filter(|_| of.role == Role::Pupil) else { continue };
            let days = [OWN_ACCOUNT, OF_AGE].into_iter().filter_map(|age| reaches(born, age));
            all.extend(
                days.filter(|day| *day > first && *day <= self.until).map(|day| Birthday { day, member }),
            );
        }
        all.sort_unstable();
        all
    }
}

/// The last day of the school year of a day.
fn school_year_ends(day: Date) -> Date {
    let year = if day.month() <= 5 { day.year() } else { day.year() + 1 };
    Date::new(year, 5, 31).expect("invariant: a day in May")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_has_a_day_and_the_year_ends_in_may() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/policies/yaroslavl-2018.toml");
        let policy = Policy::parse("y", &std::fs::read_to_string(path).unwrap()).unwrap();
        let days = Days::of(&policy, None).unwrap();
        let shown: Vec<String> = days.phases.iter().map(Date::to_string).collect();
        assert_eq!(shown, ["2018-08-31", "2018-09-01", "2019-01-01"]);
        assert_eq!(
            (days.target.to_string().as_str(), days.until.to_string().as_str()),
            ("2019-01-01", "2019-05-31")
        );
        let one = Policy { phases: policy.phases[..1].to_vec(), ..policy };
        assert!(Days::of(&one, None).is_err());
        assert_eq!(Days::of(&one, Some(days.target)).unwrap().phases, [days.target]);
    }

    fn shown(id: &str, asked: &str) -> Vec<String> {
        let path = format!("{}/../../fixtures/policies/{id}.toml", env!("CARGO_MANIFEST_DIR"));
        let policy = Policy::parse(id, &std::fs::read_to_string(path).unwrap()).unwrap();
        let days = Days::of(&policy, Some(asked.parse().unwrap())).unwrap();
        days.of_everybody().iter().map(Date::to_string).collect()
    }

    #[test]
    fn the_day_that_is_asked_for_is_looked_at_wherever_it_lies() {
        assert_eq!(shown("national-2024", "2024-08-01"), ["2024-08-01", "2024-09-02"]);
        assert_eq!(shown("national-2024", "2025-03-03"), ["2024-09-01", "2024-09-02", "2025-03-03"]);
        // In a later school year nobody asks any more what came before the letter's day.
        assert_eq!(shown("national-2024", "2026-09-01"), ["2026-09-01"]);
        // But who has bound an account then did so in the letter's time.
        assert_eq!(shown("bratsk-2018", "2026-09-01"), ["2018-11-30", "2018-12-01", "2026-09-01"]);
    }
}
