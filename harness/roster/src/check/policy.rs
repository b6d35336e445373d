//! Owns the readings that the letters leave open: each a setting, with the default that fits most schools.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::Deserialize;

/// Whether something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is right.
    Right,
    /// It is told.
    Told,
    /// It is told where it is unusual: a patronymic that is missing beside a Russian surname.
    WhereUnusual,
}

/// How a list is judged.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Policy {
    /// The day of the check; dates after it are in the future.
    #[serde(deserialize_with = "day")]
    pub today: Date,
    /// The school year, by the year in which it begins. [default: the one that `today` is in; from June on the next one]
    pub school_year: Option<i16>,
    /// When a missing patronymic is a defect: «Ли Ю» has none. [default: where-unusual]
    pub missing_patronymic: Answer,
    /// Whether the published numbers of test accounts, `000-000-6…`, are told. A rehearsal uses them; a real list must not.
    /// [default: right]
    pub published_snils: Answer,
    /// Whether a name all in capitals or all in small letters is told; the state portal ignores case, diaries need not.
    /// [default: told]
    pub letter_case: Answer,
    /// Whether pupils under 14 need a SNILS in the list: letter S001 leaves them their password. [default: told]
    pub snils_of_children: Answer,
    /// Whether two adults of one family may have one phone or mail address. [default: told]
    pub shared_in_family: Answer,
    /// How many years younger or older than usual a pupil may be. In class 1 a pupil is 6 to 8 on 1 September. [default: 1]
    pub age_slack_years: i16,
    /// How many years a parent is older than the child at least. [default: 14]
    pub parent_older_years: i16,
    /// From which class on a pupil of unknown birthday counts as 14: nobody is shut out by a missing date. [default: 8]
    pub unknown_birth_is_fourteen_from_class: u8,
}

/// Why a file of settings is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PolicyError(String);

impl Default for Policy {
    fn default() -> Self {
        Self::on(date(2024, 9, 2))
    }
}

impl Policy {
    /// The usual readings on a day.
    pub const fn on(today: Date) -> Self {
        Self {
            today,
            school_year: None,
            missing_patronymic: Answer::WhereUnusual,
            published_snils: Answer::Right,
            letter_case: Answer::Told,
            snils_of_children: Answer::Told,
            shared_in_family: Answer::Told,
            age_slack_years: 1,
            parent_older_years: 14,
            unknown_birth_is_fourteen_from_class: 8,
        }
    }

    /// From a file of settings; what it leaves out is usual.
    ///
    /// # Errors
    /// When a setting is unknown or has a value that it cannot have.
    pub fn parse(text: &str, today: Date) -> Result<Self, PolicyError> {
        let mut policy: Self = toml::from_str(text).map_err(|error| PolicyError(error.to_string()))?;
        let names_day = text.lines().any(|line| line.trim_start().starts_with("today"));
        policy.today = if names_day { policy.today } else { today };
        Ok(policy)
    }

    /// The first day of the school year.
    pub fn year_begins(&self) -> Date {
        let begun = if self.today.month() >= 6 { self.today.year() } else { self.today.year() - 1 };
        date(self.school_year.unwrap_or(begun), 9, 1)
    }

    /// The last day of the school year.
    pub fn year_ends(&self) -> Date {
        date(self.year_begins().year() + 1, 8, 31)
    }

    /// Whether a pupil is under fourteen on a day. «Старше 14» counts from the fourteenth birthday on.
    pub fn is_under_fourteen(&self, birth: Option<Date>, grade: Option<u8>, on: Date) -> bool {
        match birth {
            Some(birth) => on < birthday(birth, 14),
            None => grade.is_some_and(|grade| grade < self.unknown_birth_is_fourteen_from_class),
        }
    }
}

/// The day on which somebody turns so many years. Who was born on 29 February turns on 1 March in common years.
pub(crate) fn birthday(birth: Date, years: i16) -> Date {
    Date::new(birth.year() + years, birth.month(), birth.day())
        .or_else(|_| {
            birth.checked_add(1.day()).and_then(|next| Date::new(birth.year() + years, next.month(), 1))
        })
        .unwrap_or(birth)
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    written.to_string().parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_from_a_file_and_unknown_ones_are_errors() {
        let today = date(2025, 3, 1);
        let policy = Policy::parse("published-snils = \"told\"\n", today).unwrap();
        assert_eq!((policy.published_snils, policy.today), (Answer::Told, today));
        assert_eq!(policy.year_begins(), date(2024, 9, 1));
        assert_eq!(Policy::parse("today = 2024-08-01", today).unwrap().year_begins(), date(2024, 9, 1));
        assert!(Policy::parse("publishd = 1", today).is_err());
    }

    #[test]
    fn fourteen_is_reached_on_the_birthday() {
        let policy = Policy::default();
        let birth = Some(date(2010, 9, 2));
        assert!(policy.is_under_fourteen(birth, None, date(2024, 9, 1)));
        assert!(!policy.is_under_fourteen(birth, None, date(2024, 9, 2)));
        assert_eq!(birthday(date(2008, 2, 29), 14), date(2022, 3, 1));
        assert_eq!(birthday(date(2008, 2, 29), 16), date(2024, 2, 29));
    }
}
