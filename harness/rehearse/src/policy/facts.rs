//! Owns the facts of a policy as values, and which rule is for whom.

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::member::Role;

/// A file that is no policy.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct Unreadable {
    pub(super) file: String,
    pub(super) why: String,
}

/// How well the portal knows somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// «Упрощённая».
    Simplified,
    /// «Стандартная».
    Standard,
    /// «Подтверждённая».
    Confirmed,
}

/// What the diary's own password opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Password {
    /// Everything.
    Open,
    /// The cabinet without marks.
    MarksHidden,
    /// Nothing.
    Closed,
}

/// Which spellings of a name are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spelling {
    /// «Ёлкина» is «Елкина».
    pub yo_is_ye: bool,
    /// «ИВАНОВ» is «Иванов».
    pub ignore_case: bool,
    /// Blanks at the ends, and several for one.
    pub collapse_blanks: bool,
    /// «Петрова-Водкина» is «Петрова Водкина».
    pub hyphen_is_blank: bool,
    /// Whether a missing patronymic agrees with any.
    pub absent_is_any: bool,
    /// Whether a profile must be activated.
    pub activated_only: bool,
}

/// How an account finds its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// It was bound before; whether one account may hold several users.
    Bound {
        /// Whether it may.
        many: bool,
    },
    /// By the insurance number that the school entered.
    Snils,
    /// By full name and number.
    NameAndSnils(Spelling),
}

/// The consent that the diary asks for instead of scopes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Whether adults without a confirmed account are kept out by the portal.
    pub confirmed_only: bool,
    /// Whether accounts of children come in.
    pub children: bool,
}

/// The demands of one stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// Its first day; none for the first.
    pub from: Option<Date>,
    /// In order: the first that fits decides.
    pub rules: Vec<Rule>,
}

/// Who may come in how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Of these roles; everybody without it.
    pub roles: Option<Vec<Role>>,
    /// From this age on.
    pub age_from: Option<i16>,
    /// Below this age.
    pub age_below: Option<i16>,
    /// Entered by the school on this day or later.
    pub joined_from: Option<Date>,
    /// What the password opens.
    pub password: Password,
    /// The lowest level that comes in through the portal.
    pub portal: Level,
    /// Only an account that a parent made.
    pub child_account: bool,
    /// Only with a parent's consent for school data.
    pub school_consent: bool,
    /// By a parent's consent of the digital profile, and by nothing else.
    pub parent_consent: bool,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub id: String,
    /// The letter that it comes from.
    pub letter: String,
    /// What it says, in a line.
    pub title: String,
    /// Where its days begin; none is the school's own offset.
    pub offset: Option<Offset>,
    /// How an account finds its user.
    pub matching: Matching,
    /// The consent, where one is asked for.
    pub consent: Option<Consent>,
    /// In order of time.
    pub phases: Vec<Phase>,
}

/// Whom a rule is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The role.
    pub role: Role,
    /// Full years; unknown counts as grown up.
    pub age: Option<i16>,
    /// Since when somebody is a user; unknown counts as a user of before.
    pub joined: Option<Date>,
}

impl Policy {
    /// The number of the phase of a day.
    pub fn phase_on(&self, day: Date) -> usize {
        let begun = |phase: &Phase| phase.from.is_none_or(|from| from <= day);
        self.phases.iter().rposition(begun).unwrap_or_default()
    }

    /// The day on which the policy's last phase begins.
    pub fn target(&self) -> Option<Date> {
        self.phases.iter().rev().find_map(|phase| phase.from)
    }
}

impl Phase {
    /// The rule for somebody, and its number.
    pub fn rule(&self, asked: Asked) -> (usize, &Rule) {
        let last = self.rules.len() - 1;
        let number = self.rules.iter().position(|rule| rule.is_for(asked)).unwrap_or(last);
        (number, &self.rules[number])
    }

    /// What any account needs before the diary even looks for its user.
    pub fn lowest(&self, is_child: bool) -> Level {
        let mut lowest = Level::Confirmed;
        for rule in &self.rules {
            if (is_child || !rule.child_account) && rule.portal < lowest {
                lowest = rule.portal;
            }
        }
        lowest
    }
}

impl Rule {
    fn is_for(&self, asked: Asked) -> bool {
        if self.roles.as_ref().is_some_and(|roles| !roles.contains(&asked.role)) {
            return false;
        }
        // A user without a known birth date counts as an adult.
        let years = asked.age.unwrap_or(i16::MAX);
        let old_enough = self.age_from.is_none_or(|from| years >= from);
        let young_enough = self.age_below.is_none_or(|below| years < below);
        let new_enough =
            self.joined_from.is_none_or(|from| asked.joined.is_some_and(|joined| joined >= from));
        old_enough && young_enough && new_enough
    }
}

/// Full years on a day: who was born on 29 February is a year older on 1 March in common years.
pub fn years(born: Date, day: Date) -> i16 {
    let years = day.year() - born.year();
    if (day.month(), day.day()) < (born.month(), born.day()) { years - 1 } else { years }
}

/// The day on which somebody reaches an age.
pub fn reaches(born: Date, age: i16) -> Option<Date> {
    let year = born.year().checked_add(age)?;
    Date::new(year, born.month(), born.day()).or_else(|_| Date::new(year, 3, 1)).ok()
}
