//! Owns a policy and its parts as values, and which rule fits whom on which day.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::diary::level::Level;
use crate::diary::policy::consent::ConsentTerms;
use crate::diary::policy::naming::Naming;
use crate::diary::roster::Role;

/// The demands of one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The policy's name.
    pub id: String,
    /// The letter it comes from, or its author's name for it.
    pub letter: String,
    /// What it says, in a line.
    pub title: String,
    /// Where its days begin; none means where the school's do.
    pub(crate) offset: Option<Offset>,
    pub(crate) matching: Matching,
    pub(crate) binding: Binding,
    /// The consent that is asked for in the place of scopes; none where scopes are asked for.
    pub(crate) consent: Option<ConsentTerms>,
    pub(crate) phases: Vec<Phase>,
    pub(super) words: BTreeMap<String, Words>,
}

/// How a portal account finds its user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Matching {
    /// The user bound it before.
    BoundAccount,
    /// The school entered the insurance number.
    Snils,
    /// The school entered the full name and the insurance number, and both agree.
    NameAndSnils { naming: Naming, activated_only: bool },
}

/// Who may bind what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Binding {
    /// Whether the cabinet offers it.
    pub(crate) offered: bool,
    /// Whether one portal account may belong to several users of the diary.
    pub(crate) many_users: bool,
}

/// A stretch of time with rules of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phase {
    pub(crate) name: String,
    /// Its first day; none for the first phase.
    pub(crate) from: Option<Date>,
    /// What the front door says.
    pub(crate) notice: Option<String>,
    /// The text for users who signed in by password.
    pub(crate) banner: Option<String>,
    pub(crate) rules: Vec<Rule>,
}

/// Who may sign in how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(super) roles: Option<Vec<Role>>,
    pub(super) age_from: Option<i16>,
    pub(super) age_below: Option<i16>,
    pub(super) joined_from: Option<Date>,
    pub(crate) password: PasswordAccess,
    /// The lowest level that may sign in through the portal.
    pub(crate) portal: Level,
    /// Whether the account must be one that a parent made; its level is that of the portal, below standard.
    pub(crate) child_account: bool,
    /// Whether the portal has to find the pupil: a parent allowed school data there.
    pub(crate) school_consent: bool,
    /// Whether a parent's consent lets the pupil in, and nothing else does.
    pub(crate) parent_consent: bool,
}

/// What the diary's own password opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PasswordAccess {
    /// Everything.
    Open,
    /// The cabinet, without marks.
    MarksHidden,
    /// Nothing.
    Closed,
}

/// What a refusal says under this policy.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) why: String,
    pub(crate) forward: String,
}

/// What rules ask about someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) role: Role,
    /// Full years; unknown counts as grown up.
    pub(crate) age: Option<i16>,
    pub(crate) joined: Option<Date>,
}

impl Policy {
    /// The day of a moment, by this policy's clock.
    pub(crate) fn day(&self, now: Timestamp, school: Offset) -> Date {
        self.offset.unwrap_or(school).to_datetime(now).date()
    }

    /// Its stretches of time: the first day, what the old password opens for whoever it opens most, and the lowest level
    /// that comes in through the portal.
    pub fn stretches(&self) -> impl Iterator<Item = (Option<Date>, &'static str, &'static str)> {
        self.phases.iter().map(|phase| {
            let opens = |wanted: PasswordAccess| phase.rules.iter().any(|rule| rule.password == wanted);
            let password = if opens(PasswordAccess::Open) {
                "open"
            } else if opens(PasswordAccess::MarksHidden) {
                "marks-hidden"
            } else {
                "closed"
            };
            let portal = match phase.rules.iter().map(|rule| rule.portal).min() {
                Some(Level::Simplified) | None => "simplified",
                Some(Level::Standard) => "standard",
                Some(Level::Confirmed) => "confirmed",
            };
            (phase.from, password, portal)
        })
    }

    /// The phase of a day.
    pub(crate) fn phase(&self, day: Date) -> &Phase {
        let begun = |phase: &&Phase| phase.from.is_none_or(|from| from <= day);
        self.phases.iter().rev().find(begun).expect("invariant: the first phase has always begun")
    }

    /// The same demand of a confirmed account for everybody: what a diary does that knows of no accounts of children.
    pub(crate) fn demand_confirmed(&mut self) {
        for rule in self.phases.iter_mut().flat_map(|phase| &mut phase.rules) {
            (rule.portal, rule.child_account) = (Level::Confirmed, false);
        }
    }

    /// The policy's own words for a refusal, if any.
    pub(crate) fn words(&self, reason: &str) -> Option<&Words> {
        self.words.get(reason)
    }
}

impl Phase {
    /// The first rule that fits: the last one fits everyone.
    pub(crate) fn rule(&self, subject: Subject) -> &Rule {
        let fitting = self.rules.iter().find(|rule| rule.fits(subject));
        fitting.expect("invariant: the last rule of a phase fits everybody")
    }

    /// The lowest level that any rule accepts: the first thing an unknown person must have. Rules for accounts of
    /// children are only for those.
    pub(crate) fn weakest_level(&self, child: bool) -> Level {
        let open = self.rules.iter().filter(|rule| child || !rule.child_account);
        open.map(|rule| rule.portal).min().unwrap_or(Level::Confirmed)
    }
}

impl Rule {
    fn fits(&self, subject: Subject) -> bool {
        self.roles.as_ref().is_none_or(|roles| roles.contains(&subject.role))
            && self.age_from.is_none_or(|from| subject.age.is_none_or(|age| age >= from))
            && self.age_below.is_none_or(|below| subject.age.is_some_and(|age| age < below))
            && self.joined_from.is_none_or(|from| subject.joined.is_some_and(|joined| joined >= from))
    }

    /// Whether the rule has no conditions.
    pub(super) fn fits_everybody(&self) -> bool {
        self.roles.is_none()
            && self.age_from.is_none()
            && self.age_below.is_none()
            && self.joined_from.is_none()
    }
}

/// Full years on a day. Who was born on 29 February is a year older on 1 March.
pub(crate) fn age(born: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}
