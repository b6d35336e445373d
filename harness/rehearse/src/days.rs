//! Owns the days of a rehearsal: one in every phase, the day on which it counts, and birthdays that change something.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::account::{OF_AGE, OWN_ACCOUNT};
use crate::member::Role;
use crate::policy::{Policy, reaches};
use crate::school::School;

/// The policy names no day, and none was given.
#[derive(Debug, thiserror::Error)]
#[error("the policy has one phase and no date: say with --date which day is rehearsed")]
pub struct NoDay;

/// The days of a rehearsal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// One for each phase, in order: the last before the second, then the first of each.
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
        let year = if target.month() <= 5 { target.year() } else { target.year() + 1 };
        let until = Date::new(year, 5, 31).expect("invariant: a day in May");
        Ok(Self { phases: std::iter::once(first).chain(later).collect(), target, until })
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
}
