//! Owns the verdicts of everybody on every day, one octet each, made on all processors.

use jiff::civil::Date;

use crate::days::{Birthday, Days};
use crate::forecast::{Forecast, Verdict};
use crate::parts::in_parts;

/// A birthday on which a verdict or the rule behind it changes.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// When and whose.
    pub birthday: Birthday,
    /// What a sign-in comes to from then on.
    pub verdict: Verdict,
    /// What it came to the day before.
    pub before: Verdict,
}

/// Everybody's verdicts.
#[derive(Debug)]
pub struct Table {
    /// By phase, then by user.
    pub phases: Vec<Vec<Verdict>>,
    /// On the day that counts.
    pub target: Vec<Verdict>,
    /// In order of days.
    pub changes: Vec<Change>,
}

impl Table {
    /// Asks the forecast for everybody.
    pub fn of(forecast: &Forecast<'_>, days: &Days) -> Self {
        let phases: Vec<Vec<Verdict>> = days.phases.iter().map(|day| all_on(forecast, *day)).collect();
        let known = days.phases.iter().position(|day| *day == days.target);
        let target = known.map_or_else(|| all_on(forecast, days.target), |place| phases[place].clone());
        let birthdays = days.birthdays(forecast.school);
        let changes = birthdays.into_iter().filter_map(|birthday| change(forecast, birthday)).collect();
        Self { phases, target, changes }
    }

    /// How many are out on the day that counts.
    pub fn out(&self) -> usize {
        self.target.iter().filter(|verdict| verdict.cause().is_some()).count()
    }

    /// How many are out from each day on: every phase, and every birthday after it.
    pub fn timeline(&self, days: &Days) -> Vec<(Date, usize)> {
        let out = |verdicts: &[Verdict]| verdicts.iter().filter(|verdict| verdict.cause().is_some()).count();
        let mut points = Vec::new();
        let mut changes = self.changes.iter().peekable();
        for (phase, day) in days.phases.iter().enumerate() {
            let mut count = out(&self.phases[phase]);
            points.push((*day, count));
            let end = days.phases.get(phase + 1).copied();
            while let Some(change) = changes.next_if(|change| end.is_none_or(|end| change.birthday.day < end))
            {
                if change.birthday.day <= *day {
                    continue;
                }
                count += usize::from(change.verdict.cause().is_some());
                count = count.saturating_sub(usize::from(change.before.cause().is_some()));
                match points.last_mut() {
                    Some(last) if last.0 == change.birthday.day => last.1 = count,
                    _ => points.push((change.birthday.day, count)),
                }
            }
        }
        points
    }
}

fn change(forecast: &Forecast<'_>, birthday: Birthday) -> Option<Change> {
    let yesterday = birthday.day.yesterday().ok()?;
    let verdict = forecast.verdict(birthday.member, birthday.day);
    let before = forecast.verdict(birthday.member, yesterday);
    let rules = [birthday.day, yesterday].map(|day| forecast.rule(birthday.member, day).0);
    (verdict != before || rules[0] != rules[1]).then_some(Change { birthday, verdict, before })
}

fn all_on(forecast: &Forecast<'_>, day: Date) -> Vec<Verdict> {
    let count = forecast.school.members.len();
    let number = |place| u32::try_from(place).expect("invariant: fewer than 2^32 people");
    in_parts(count, |part| part.map(|place| forecast.verdict(number(place), day)).collect::<Vec<_>>())
        .concat()
}
