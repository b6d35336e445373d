//! What is wrong with a body or a query, in the terms of the API.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::web::problem::Problem;
use crate::web::problem::nearest;
use crate::web::problem::wording;

/// So many unknown fields of an object are named, the rest is counted.
const UNKNOWN_NAMED_MAX: usize = 10;

/// A fault, with the path that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Innermost step first: each is a field's name or an index in brackets.
    steps: Vec<String>,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A required field is not there; the innermost step names it.
    Missing,
    /// Fields that the object does not have: the first of them with the nearest known ones, and how many there are.
    Unknown { named: Vec<(String, Option<&'static str>)>, count: usize, known: &'static [&'static str] },
    /// The value is another than expected.
    Wrong { expected: String, seen: String },
    /// A name that is none of the known ones.
    Choice { seen: String, known: &'static [&'static str] },
    /// A value that its own rules refuse.
    Refused(String),
}

impl Fault {
    fn of(kind: Kind) -> Self {
        Self { steps: Vec::new(), kind }
    }

    /// The value is another than expected.
    pub fn wrong(expected: impl Into<String>, seen: Unexpected<'_>) -> Self {
        Self::of(Kind::Wrong { expected: expected.into(), seen: wording::seen(seen) })
    }

    /// The object has fields that it should not have.
    pub fn unknown<'a>(
        fields: impl Iterator<Item = &'a str>,
        known: &'static [&'static str],
    ) -> Option<Self> {
        let (mut named, mut count) = (Vec::new(), 0);
        for field in fields {
            if count < UNKNOWN_NAMED_MAX {
                named.push((wording::cut(field), nearest::of(field, known)));
            }
            count += 1;
        }
        (count > 0).then(|| Self::of(Kind::Unknown { named, count, known }))
    }

    /// The same fault, seen from the object that has the field.
    #[must_use]
    pub fn in_field(mut self, name: &str) -> Self {
        self.steps.push(wording::cut(name));
        self
    }

    /// The same fault, seen from the list that has the item.
    #[must_use]
    pub fn in_item(mut self, index: usize) -> Self {
        self.steps.push(format!("[{index}]"));
        self
    }

    /// The path of a member of where the fault is, or of the fault itself.
    fn path(&self, last: Option<&str>) -> String {
        let mut path = String::new();
        for step in self.steps.iter().rev().map(String::as_str).chain(last) {
            if !path.is_empty() && !step.starts_with('[') {
                path.push('.');
            }
            path.push_str(step);
        }
        path
    }

    /// The fault as the control API answers it; `whole` names what has no field: `body` or `query`.
    pub fn problem(&self, whole: &str) -> Problem {
        let own = self.path(None);
        let own = if own.is_empty() { whole } else { &own };
        match &self.kind {
            Kind::Missing => Problem::field(own, "expected a value: the field is required")
                .about(own, &format!("add {own} and send the request again")),
            Kind::Wrong { expected, seen } => Problem::field(own, format!("expected {expected}, not {seen}")),
            Kind::Choice { seen, known } => Problem::choice(own, seen, known),
            Kind::Refused(why) => Problem::field(own, why),
            Kind::Unknown { named, count, known } => self.unknown_problem(whole, named, *count, known),
        }
    }

    fn unknown_problem(
        &self,
        whole: &str,
        named: &[(String, Option<&'static str>)],
        count: usize,
        known: &[&str],
    ) -> Problem {
        let kind = if whole == "query" { "parameter" } else { "field" };
        let paths: Vec<_> = named.iter().map(|(name, _)| self.path(Some(name))).collect();
        let more = count - named.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let plural = if count == 1 { "" } else { "s" };
        let detail = format!("unknown {kind}{plural}: {}{more}", paths.join(", "));
        let meant = |(name, near): &(String, Option<&'static str>)| {
            near.map(|near| format!("{near} instead of {name}"))
        };
        let meant: Vec<_> = named.iter().filter_map(meant).collect();
        let meant = if meant.is_empty() { String::new() } else { format!("write {}; ", meant.join(", ")) };
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let first = paths.first().map_or(whole, String::as_str);
        Problem::field(first, detail).about(first, &format!("{meant}known {kind}s: {known}"))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem("body").detail)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self::of(Kind::Refused(why.to_string()))
    }

    fn invalid_type(seen: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::wrong(wording::expected(&expected.to_string()), seen)
    }

    fn invalid_value(seen: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(seen, expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let expected = wording::expected(&expected.to_string());
        Self::of(Kind::Wrong { expected, seen: format!("a list of {length}") })
    }

    fn unknown_variant(seen: &str, known: &'static [&'static str]) -> Self {
        Self::of(Kind::Choice { seen: seen.to_owned(), known })
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let one = [field];
        let fault = Self::unknown(one.into_iter(), known);
        fault.unwrap_or_else(|| Self::of(Kind::Missing))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::of(Kind::Missing).in_field(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::custom("expected the field once").in_field(field)
    }
}
