//! Owns the form of a policy's file, as docs/guides/policies.md describes it.

use jiff::civil::Date;
use jiff::tz::Offset;
use serde::Deserialize;
use toml::value::Datetime;

use crate::member::Role;
use crate::policy::facts::{Consent, Level, Matching, Password, Phase, Policy, Rule, Spelling, Unreadable};

#[derive(Deserialize)]
struct File {
    policy: Heading,
    matching: Match,
    #[serde(default)]
    binding: Binding,
    consent: Option<Asks>,
    phases: Vec<Stretch>,
}

#[derive(Deserialize)]
struct Heading {
    id: String,
    letter: String,
    title: String,
    utc_offset: String,
}

#[derive(Deserialize)]
struct Match {
    rule: String,
    #[serde(default)]
    activated_only: bool,
    #[serde(default)]
    yo_is_ye: bool,
    #[serde(default)]
    ignore_case: bool,
    #[serde(default)]
    collapse_blanks: bool,
    #[serde(default)]
    hyphen_is_blank: bool,
    absent_patronymic: Option<String>,
}

#[derive(Deserialize, Default)]
struct Binding {
    account: Option<String>,
}

#[derive(Deserialize)]
struct Asks {
    person_filter: Option<String>,
}

#[derive(Deserialize)]
struct Stretch {
    name: String,
    from: Option<Datetime>,
    rules: Vec<Lines>,
}

#[derive(Deserialize)]
struct Lines {
    roles: Option<Vec<Role>>,
    age_from: Option<i16>,
    age_below: Option<i16>,
    joined_from: Option<Datetime>,
    password: Password,
    portal: Level,
    #[serde(default)]
    child_account: bool,
    #[serde(default)]
    school_consent: bool,
    #[serde(default)]
    parent_consent: bool,
}

impl Policy {
    /// Reads a file's text.
    ///
    /// # Errors
    /// When it is no policy.
    pub fn parse(file: &str, text: &str) -> Result<Self, Unreadable> {
        parsed(text).map_err(|why| Unreadable { file: file.to_owned(), why })
    }
}

fn parsed(text: &str) -> Result<Policy, String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let phases = file.phases.into_iter().map(phase).collect::<Result<Vec<_>, _>>()?;
    if phases.is_empty() {
        return Err("a policy has at least one of [[phases]]".to_owned());
    }
    Ok(Policy {
        offset: offset(&file.policy.utc_offset)?,
        id: file.policy.id,
        letter: file.policy.letter,
        title: file.policy.title,
        matching: matching(&file.matching, &file.binding)?,
        consent: file.consent.map(|asks| consent(&asks)),
        phases,
    })
}

fn matching(read: &Match, binding: &Binding) -> Result<Matching, String> {
    match read.rule.as_str() {
        "bound-account" => Ok(Matching::Bound { many: binding.account.as_deref() == Some("many-users") }),
        "snils" => Ok(Matching::Snils),
        "name-and-snils" => Ok(Matching::NameAndSnils(Spelling {
            yo_is_ye: read.yo_is_ye,
            ignore_case: read.ignore_case,
            collapse_blanks: read.collapse_blanks,
            hyphen_is_blank: read.hyphen_is_blank,
            absent_is_any: read.absent_patronymic.as_deref() == Some("matches-any"),
            activated_only: read.activated_only,
        })),
        other => Err(format!("[matching] rule: `{other}` is none of bound-account, snils, name-and-snils")),
    }
}

fn consent(asks: &Asks) -> Consent {
    let words: Vec<&str> = asks.person_filter.as_deref().unwrap_or_default().split(' ').collect();
    let has = |word| words.contains(&word);
    let filters = asks.person_filter.is_some();
    Consent {
        confirmed_only: has("conf_acc") || (has("acc_kid") && !has("acc_not_kid")),
        children: !filters || has("acc_kid"),
    }
}

fn phase(stretch: Stretch) -> Result<Phase, String> {
    let rules = stretch.rules.into_iter().map(rule).collect::<Result<Vec<_>, _>>()?;
    if rules.is_empty() {
        return Err(format!("phase `{}` has no rules", stretch.name));
    }
    Ok(Phase { name: stretch.name, from: stretch.from.map(date).transpose()?, rules })
}

fn rule(lines: Lines) -> Result<Rule, String> {
    Ok(Rule {
        roles: lines.roles,
        age_from: lines.age_from,
        age_below: lines.age_below,
        joined_from: lines.joined_from.map(date).transpose()?,
        password: lines.password,
        portal: lines.portal,
        child_account: lines.child_account,
        school_consent: lines.school_consent,
        parent_consent: lines.parent_consent,
    })
}

fn date(written: Datetime) -> Result<Date, String> {
    written.to_string().parse().map_err(|_| format!("`{written}`: expected a day such as 2024-09-02"))
}

/// Hours and minutes east of Greenwich, or the school's own.
fn offset(written: &str) -> Result<Option<Offset>, String> {
    if written == "school" {
        return Ok(None);
    }
    let expected = || format!("utc_offset: `{written}`: expected +03:00, or school");
    let east = written.strip_prefix('+').map(|rest| (1, rest));
    let (sign, rest) =
        east.or_else(|| written.strip_prefix('-').map(|rest| (-1, rest))).ok_or_else(expected)?;
    let (hours, minutes) = rest.split_once(':').ok_or_else(expected)?;
    let [hours, minutes]: [i32; 2] =
        [hours.parse().map_err(|_| expected())?, minutes.parse().map_err(|_| expected())?];
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).map(Some).map_err(|_| expected())
}
