//! Owns the readiness model as a file has it: which share of whom has which account.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::member::Role;

/// A model that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {why}")]
pub struct Unusable {
    file: String,
    why: String,
}

/// Shares of a hundred, each with where it comes from.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Of a hundred people.
    pub percent: f64,
    /// A publication, or «ours».
    pub source: String,
}

/// People who are alike.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Of these roles.
    pub roles: Vec<Role>,
    /// From this age on.
    pub age_from: Option<i16>,
    /// Below this age.
    pub age_below: Option<i16>,
    /// `none`, `simplified`, `standard`, `confirmed`, `child`: a hundred together.
    pub account: BTreeMap<String, Share>,
    /// Facts beside: each of a hundred of those who have an account.
    #[serde(default)]
    pub facts: BTreeMap<String, Share>,
}

/// A model.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Its name.
    pub id: String,
    /// In a line.
    pub title: String,
    /// In order: the first that fits decides.
    pub groups: Vec<Group>,
}

/// Kinds of accounts that a group may name.
const KINDS: [&str; 5] = ["none", "simplified", "standard", "confirmed", "child"];
/// Facts that a group may name.
const FACTS: [&str; 7] =
    ["consent", "renamed", "other-snils", "second-account", "unreachable", "binds", "inactive"];

/// The models that come with the program.
pub const BUILT_IN: [(&str, &str); 2] = [
    ("spring", include_str!("../../../../fixtures/readiness/spring.toml")),
    ("eve", include_str!("../../../../fixtures/readiness/eve.toml")),
];

impl Model {
    /// Reads a model's text.
    ///
    /// # Errors
    /// When it is none, or its shares do not add up.
    pub fn parse(file: &str, text: &str) -> Result<Self, Unusable> {
        let unusable = |why: String| Unusable { file: file.to_owned(), why };
        let model: Self = toml::from_str(text).map_err(|error| unusable(error.to_string()))?;
        for (place, group) in model.groups.iter().enumerate() {
            group.check().map_err(|why| unusable(format!("[[groups]] number {}: {why}", place + 1)))?;
        }
        for role in Role::ALL {
            let fits = |group: &&Group| {
                group.roles.contains(&role) && group.age_from.is_none() && group.age_below.is_none()
            };
            if !model.groups.iter().any(|group| fits(&group)) {
                return Err(unusable(format!(
                    "no group fits every {}: one without ages is wanted",
                    role.word()
                )));
            }
        }
        Ok(model)
    }

    /// A model that comes with the program.
    pub fn named(name: &str) -> Option<Self> {
        let (file, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
        Some(Self::parse(file, text).expect("invariant: the tests read every model"))
    }

    /// The group of somebody of that role and age.
    pub fn group(&self, role: Role, age: i16) -> &Group {
        let fits = |group: &&Group| {
            group.roles.contains(&role)
                && group.age_from.is_none_or(|from| age >= from)
                && group.age_below.is_none_or(|below| age < below)
        };
        self.groups.iter().find(fits).expect("invariant: a group without ages fits every role")
    }
}

impl Group {
    fn check(&self) -> Result<(), String> {
        let unknown = |known: &[&str], name: &String| (!known.contains(&name.as_str())).then(|| name.clone());
        if let Some(name) = self.account.keys().find_map(|name| unknown(&KINDS, name)) {
            return Err(format!("`{name}` is no account; there are {}", KINDS.join(", ")));
        }
        if let Some(name) = self.facts.keys().find_map(|name| unknown(&FACTS, name)) {
            return Err(format!("`{name}` is no fact; there are {}", FACTS.join(", ")));
        }
        let mut all = self.account.values().chain(self.facts.values());
        if all.any(|share| !(0.0..=100.0).contains(&share.percent) || share.source.is_empty()) {
            return Err("a share is 0 to 100 per cent and has a source".to_owned());
        }
        let whole: f64 = self.account.values().map(|share| share.percent).sum();
        if (whole - 100.0).abs() > 0.01 {
            Err(format!("accounts add up to {whole} and not to 100"))
        } else {
            Ok(())
        }
    }

    /// The share of a fact, between 0 and 1.
    pub fn fact(&self, name: &str) -> f64 {
        self.facts.get(name).map_or(0.0, |share| share.percent / 100.0)
    }

    /// The kind of account at a place between 0 and 1.
    pub fn kind_at(&self, place: f64) -> &str {
        let mut left = place * 100.0;
        for kind in KINDS {
            let share = self.account.get(kind).map_or(0.0, |share| share.percent);
            if left < share {
                return kind;
            }
            left -= share;
        }
        self.account.keys().next_back().map_or("none", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_that_comes_with_the_program_is_usable() {
        for (name, _) in BUILT_IN {
            let model = Model::named(name).unwrap();
            assert_eq!(model.id, name);
            assert!(model.groups.len() > 4);
        }
        assert!(Model::named("nowhere").is_none());
    }

    #[test]
    fn mistakes_are_told_with_their_group() {
        let text = BUILT_IN[0].1;
        for (from, to, why) in [
            ("account.none = {", "account.nobody = {", "is no account"),
            ("percent = 65", "percent = 75", "and not to 100"),
            ("source = \"ours\"", "source = \"\"", "has a source"),
        ] {
            let error = Model::parse("m.toml", &text.replacen(from, to, 1)).unwrap_err().to_string();
            assert!(error.starts_with("m.toml: [[groups]] number 1:") && error.contains(why), "{error}");
        }
    }

    #[test]
    fn places_between_nought_and_one_find_their_kind() {
        let model = Model::named("spring").unwrap();
        let group = model.group(Role::Pupil, 10);
        assert_eq!((group.kind_at(0.0), group.kind_at(0.9999)), ("none", "child"));
        assert!(model.group(Role::Pupil, 15).account.contains_key("confirmed"));
    }
}
