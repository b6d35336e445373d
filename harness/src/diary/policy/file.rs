//! Owns the form of a policy's TOML file and the messages about its mistakes.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::diary::level::Level;
use crate::diary::policy::consent::{ConsentEntry, ConsentTerms};
use crate::diary::policy::naming::{AbsentPatronymic, Naming};
use crate::diary::policy::rules::{Binding, Matching, PasswordAccess, Phase, Policy, Rule, Words};
use crate::diary::refusal;
use crate::diary::roster::Role;
use crate::diary::source::{Mistake, Source};

/// The years that a policy can be about: the portal opened in 2009, the letters are of 2018 to 2026.
const YEARS: RangeInclusive<i16> = 2009..=2050;

/// The ages that a rule can be about.
const AGES: RangeInclusive<i16> = 0..=120;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    policy: Heading,
    matching: Spanned<MatchingEntry>,
    binding: Spanned<BindingEntry>,
    consent: Option<Spanned<ConsentEntry>>,
    phases: Spanned<Vec<PhaseEntry>>,
    #[serde(default)]
    refusals: BTreeMap<Spanned<String>, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    id: Spanned<String>,
    letter: String,
    title: String,
    utc_offset: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MatchingEntry {
    rule: MatchingRule,
    activated_only: Option<bool>,
    yo_is_ye: Option<bool>,
    ignore_case: Option<bool>,
    collapse_blanks: Option<bool>,
    hyphen_is_blank: Option<bool>,
    absent_patronymic: Option<AbsentPatronymic>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum MatchingRule {
    BoundAccount,
    Snils,
    NameAndSnils,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BindingEntry {
    offered: bool,
    account: Option<AccountEntry>,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum AccountEntry {
    OneUser,
    ManyUsers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhaseEntry {
    name: Spanned<String>,
    from: Option<Spanned<Datetime>>,
    notice: Option<String>,
    banner: Option<String>,
    rules: Spanned<Vec<RuleEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    roles: Option<Vec<Role>>,
    age_from: Option<Spanned<i16>>,
    age_below: Option<Spanned<i16>>,
    joined_from: Option<Spanned<Datetime>>,
    password: PasswordAccess,
    portal: Level,
    #[serde(default)]
    child_account: bool,
    #[serde(default)]
    school_consent: bool,
    parent_consent: Option<Spanned<bool>>,
}

/// Reads a policy and refuses one without a rule for everybody.
pub(super) fn parse(file: &str, text: &str) -> Result<Policy, Mistake> {
    let source = Source { file, text };
    let read: PolicyFile = source.read()?;
    let words = read.refusals.into_iter().map(|(reason, words)| source.words(reason, words));
    let consent = read.consent.map(|entry| source.consent(entry)).transpose()?;
    Ok(Policy {
        offset: source.offset(&read.policy.utc_offset)?,
        matching: source.matching(&read.matching)?,
        binding: source.binding(&read.binding, read.matching.get_ref().rule)?,
        phases: source.phases(read.phases, consent.as_ref())?,
        consent,
        words: words.collect::<Result<_, _>>()?,
        id: read.policy.id.into_inner(),
        letter: read.policy.letter,
        title: read.policy.title,
    })
}

impl Source<'_> {
    /// Hours and minutes, or `school` for the school's own.
    fn offset(&self, written: &Spanned<String>) -> Result<Option<Offset>, Mistake> {
        if written.get_ref() == "school" {
            return Ok(None);
        }
        offset(written.get_ref()).map(Some).ok_or_else(|| {
            let why = format!(
                "`{}`: an offset from UTC such as \"+03:00\" is wanted, or \"school\"",
                written.get_ref()
            );
            self.fault(written.span(), "utc_offset", why)
        })
    }

    fn matching(&self, entry: &Spanned<MatchingEntry>) -> Result<Matching, Mistake> {
        let (read, fault) =
            (entry.get_ref(), |field, why: &str| self.fault(entry.span(), field, why.to_owned()));
        let spelling = [read.yo_is_ye, read.ignore_case, read.collapse_blanks, read.hyphen_is_blank];
        let has_spelling = spelling.iter().any(Option::is_some) || read.absent_patronymic.is_some();
        if read.rule != MatchingRule::NameAndSnils && (has_spelling || read.activated_only.is_some()) {
            return Err(fault("rule", "only the rule `name-and-snils` compares names and activation"));
        }
        let wanted = |field, value: Option<bool>| {
            value.ok_or_else(|| fault(field, "the rule `name-and-snils` needs it: true or false"))
        };
        Ok(match read.rule {
            MatchingRule::BoundAccount => Matching::BoundAccount,
            MatchingRule::Snils => Matching::Snils,
            MatchingRule::NameAndSnils => Matching::NameAndSnils {
                activated_only: wanted("activated_only", read.activated_only)?,
                naming: Naming {
                    yo_is_ye: wanted("yo_is_ye", read.yo_is_ye)?,
                    ignore_case: wanted("ignore_case", read.ignore_case)?,
                    collapse_blanks: wanted("collapse_blanks", read.collapse_blanks)?,
                    hyphen_is_blank: wanted("hyphen_is_blank", read.hyphen_is_blank)?,
                    absent_patronymic: read.absent_patronymic.ok_or_else(|| {
                        let why = "the rule `name-and-snils` needs it: \"matches-absent\" or \"matches-any\"";
                        fault("absent_patronymic", why)
                    })?,
                },
            },
        })
    }

    fn binding(&self, entry: &Spanned<BindingEntry>, rule: MatchingRule) -> Result<Binding, Mistake> {
        let read = entry.get_ref();
        if read.offered != (rule == MatchingRule::BoundAccount) {
            let why = "binding is offered with the matching rule `bound-account`, and with no other";
            return Err(self.fault(entry.span(), "offered", why.to_owned()));
        }
        Ok(Binding { offered: read.offered, many_users: read.account == Some(AccountEntry::ManyUsers) })
    }

    fn phases(
        &self,
        entries: Spanned<Vec<PhaseEntry>>,
        consent: Option<&ConsentTerms>,
    ) -> Result<Vec<Phase>, Mistake> {
        let whole = entries.span();
        let entries = entries.into_inner();
        self.distinct("name", entries.iter().map(|phase| &phase.name))?;
        let mut phases: Vec<Phase> = Vec::new();
        for entry in entries {
            let at = entry.name.span();
            let phase = self.phase(entry, consent)?;
            let in_order = match (phases.last(), phase.from) {
                (None, from) => from.is_none(),
                (Some(before), Some(from)) => before.from.is_none_or(|earlier| earlier < from),
                (Some(_), None) => false,
            };
            if !in_order {
                let why = "the first phase has no `from`, every other begins later than the one before";
                return Err(self.fault(at, "from", why.to_owned()));
            }
            phases.push(phase);
        }
        if phases.is_empty() {
            return Err(self.fault(whole, "phases", "there must be at least one phase".to_owned()));
        }
        Ok(phases)
    }

    fn phase(&self, entry: PhaseEntry, consent: Option<&ConsentTerms>) -> Result<Phase, Mistake> {
        let span = entry.rules.span();
        let rules = entry.rules.into_inner().into_iter().map(|rule| self.rule(rule, consent));
        let rules: Vec<Rule> = rules.collect::<Result<_, _>>()?;
        if !rules.last().is_some_and(Rule::fits_everybody) {
            let why = "the last rule of a phase must fit everybody: no roles, ages or joined_from";
            return Err(self.fault(span, "rules", why.to_owned()));
        }
        Ok(Phase {
            from: self.plausible_date("from", entry.from.as_ref())?,
            name: entry.name.into_inner(),
            notice: entry.notice,
            banner: entry.banner,
            rules,
        })
    }

    /// A date in the years that a policy can be about.
    fn plausible_date(
        &self,
        field: &str,
        value: Option<&Spanned<Datetime>>,
    ) -> Result<Option<Date>, Mistake> {
        let date = self.optional_date(field, value)?;
        match (date, value) {
            (Some(date), Some(value)) if !YEARS.contains(&date.year()) => {
                let why = format!("expected a year from {} to {}", YEARS.start(), YEARS.end());
                Err(self.fault(value.span(), field, why))
            }
            (date, _) => Ok(date),
        }
    }

    fn ages(&self, entry: &RuleEntry) -> Result<(), Mistake> {
        let limits = [("age_from", &entry.age_from), ("age_below", &entry.age_below)];
        for (field, limit) in limits {
            if let Some(limit) = limit.as_ref().filter(|limit| !AGES.contains(limit.get_ref())) {
                let why = format!("expected an age from {} to {}", AGES.start(), AGES.end());
                return Err(self.fault(limit.span(), field, why));
            }
        }
        match (&entry.age_from, &entry.age_below) {
            (Some(from), Some(below)) if from.get_ref() >= below.get_ref() => {
                let why = "nobody is of this age: age_below must be more than age_from".to_owned();
                Err(self.fault(below.span(), "age_below", why))
            }
            _ => Ok(()),
        }
    }

    fn rule(&self, entry: RuleEntry, consent: Option<&ConsentTerms>) -> Result<Rule, Mistake> {
        self.ages(&entry)?;
        if let (Some(wanted), None) = (&entry.parent_consent, consent) {
            let why = "a parent's consent is asked for by a policy with a table [consent]".to_owned();
            return Err(self.fault(wanted.span(), "parent_consent", why));
        }
        Ok(Rule {
            joined_from: self.plausible_date("joined_from", entry.joined_from.as_ref())?,
            roles: entry.roles,
            age_from: entry.age_from.map(Spanned::into_inner),
            age_below: entry.age_below.map(Spanned::into_inner),
            password: entry.password,
            portal: entry.portal,
            child_account: entry.child_account,
            school_consent: entry.school_consent,
            parent_consent: entry.parent_consent.is_some_and(Spanned::into_inner),
        })
    }

    fn words(&self, reason: Spanned<String>, words: Words) -> Result<(String, Words), Mistake> {
        if !refusal::OF_POLICIES.contains(&reason.get_ref().as_str()) {
            let why = format!("no such refusal; there are {}", refusal::OF_POLICIES.join(", "));
            return Err(self.fault(reason.span(), reason.get_ref(), why));
        }
        Ok((reason.into_inner(), words))
    }
}

fn offset(written: &str) -> Option<Offset> {
    let (sign, rest) = match written.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |part: &str| -> Option<i32> {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|minutes| *minutes < 60)?);
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}
