//! The registry of consents: kinds, what may be done with the data, what for. It is data that a fixture file holds.

use serde::{Deserialize, Serialize};

/// The age below which a citizen gives no consent, unless a kind has an age of its own, and parents decide.
pub const AGE_OF_CONSENT: u8 = 18;

/// What citizens may be asked to consent to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Kinds, in the order of their numbers.
    #[serde(rename = "kind")]
    pub kinds: Vec<Kind>,
    /// What may be done with the data.
    #[serde(rename = "action")]
    pub actions: Vec<Term>,
    /// What the data are for.
    #[serde(rename = "purpose")]
    pub purposes: Vec<Term>,
}

/// A kind of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its mnemonic.
    pub sysname: String,
    /// Other spellings that are taken for it.
    #[serde(default)]
    pub also: Vec<String>,
    /// What the citizen reads.
    pub name: String,
    /// More about it, for relying parties.
    #[serde(default)]
    pub description: String,
    /// The scopes it takes.
    #[serde(default)]
    pub scopes: Vec<KindScope>,
    /// Which scopes it takes beside those.
    #[serde(default)]
    pub takes: Takes,
    /// What the data may be for; any purpose of the registry when the list is empty.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// Whether it takes no more than one purpose.
    #[serde(default)]
    pub one_purpose: bool,
    /// The longest term.
    pub minutes_max: i64,
    /// Its own age (ESIA-036746 below it).
    #[serde(default = "age_of_consent")]
    pub age_min: u8,
    /// Whether a parent may give it for a child.
    #[serde(default)]
    pub minors: bool,
}

/// A scope of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindScope {
    /// Its name.
    pub sysname: String,
    /// Whether it must be asked for and cannot be left out by the citizen.
    #[serde(default)]
    pub required: bool,
}

/// An action or a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its mnemonic.
    pub sysname: String,
    /// Other spellings that are taken for it.
    #[serde(default)]
    pub also: Vec<String>,
    /// What the citizen reads.
    pub name: String,
}

/// Which scopes a kind takes beside those it lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// None.
    #[default]
    Listed,
    /// What the portal and other registers know of the person.
    Known,
    /// What other systems know, and may process: scopes that end in `_ext`.
    Extended,
    /// Whatever is asked for: nothing is known of the kind.
    #[serde(skip)]
    Anything,
}

const fn age_of_consent() -> u8 {
    AGE_OF_CONSENT
}

impl Takes {
    fn holds(self, scope: &str) -> bool {
        match self {
            Self::Listed => false,
            Self::Known => !scope.ends_with("_ext"),
            Self::Extended => scope.ends_with("_ext"),
            Self::Anything => true,
        }
    }
}

impl Kind {
    /// A kind of which nothing is known but its name.
    pub(super) fn unlisted(name: &str, minutes_max: i64) -> Self {
        Self {
            sysname: name.to_owned(),
            also: Vec::new(),
            name: name.to_owned(),
            description: String::new(),
            scopes: Vec::new(),
            takes: Takes::Anything,
            purposes: Vec::new(),
            one_purpose: false,
            minutes_max,
            age_min: AGE_OF_CONSENT,
            minors: false,
        }
    }

    /// Whether it lists a scope: then the kind itself grants it, whatever the client was granted by application.
    pub fn lists(&self, scope: &str) -> bool {
        self.scopes.iter().any(|own| own.sysname == scope)
    }

    /// Whether it takes a scope.
    pub fn holds(&self, scope: &str) -> bool {
        self.lists(scope) || self.takes.holds(scope)
    }

    /// Whether it takes no scopes at all.
    pub fn takes_nothing(&self) -> bool {
        self.scopes.is_empty() && self.takes == Takes::Listed
    }

    /// Whether a scope of it must be there.
    pub fn requires(&self, scope: &str) -> bool {
        self.scopes.iter().any(|own| own.required && own.sysname == scope)
    }

    fn is_named(&self, name: &str) -> bool {
        self.sysname == name || self.also.iter().any(|other| other == name)
    }
}

impl Registry {
    /// The kind of a name, in any of its spellings.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.is_named(name))
    }

    /// A kind with its number, counted from 1.
    pub fn numbered(&self, number: u64) -> Option<&Kind> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.kinds.get(index)
    }

    /// The number of a kind; 0 for one that is not listed.
    pub fn number_of(&self, name: &str) -> u64 {
        let found = (1..).zip(&self.kinds).find(|(_, kind)| kind.is_named(name));
        found.map_or(0, |(number, _)| number)
    }

    /// The purpose of a name.
    pub fn purpose(&self, name: &str) -> Option<&Term> {
        of(&self.purposes, name)
    }

    /// The action of a name.
    pub fn action(&self, name: &str) -> Option<&Term> {
        of(&self.actions, name)
    }

    /// The mnemonics of all kinds, as a refusal lists them.
    pub fn names(&self) -> String {
        let names: Vec<_> = self.kinds.iter().map(|kind| kind.sysname.as_str()).collect();
        names.join(", ")
    }

    /// What does not make sense in the kind, action or purpose of a place: a field, and what was expected there.
    /// `is_scope` says whether there is a scope of a name.
    pub fn fault_of(&self, kind: &Kind, is_scope: impl Fn(&str) -> bool) -> Option<(String, String)> {
        let fault = |field: String, expected: String| Some((field, expected));
        if let Some(at) = kind.scopes.iter().position(|scope| !is_scope(&scope.sysname)) {
            return fault(format!("scopes[{at}]"), "expected a scope of docs/SCOPES.md".to_owned());
        }
        if let Some(at) = kind.purposes.iter().position(|name| self.purpose(name).is_none()) {
            return fault(format!("purposes[{at}]"), "expected a purpose of this file".to_owned());
        }
        if kind.name.trim().is_empty() {
            return fault("name".to_owned(), "expected what the citizen reads".to_owned());
        }
        if kind.minutes_max < 1 {
            return fault("minutes_max".to_owned(), "expected 1 or more minutes".to_owned());
        }
        (kind.age_min > 100).then(|| ("age_min".to_owned(), "expected at most 100 years".to_owned()))
    }
}

fn of<'a>(all: &'a [Term], name: &str) -> Option<&'a Term> {
    all.iter().find(|term| term.sysname == name || term.also.iter().any(|other| other == name))
}

/// Whether a text can be a mnemonic of the registry.
pub fn is_mnemonic(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (1..=100).contains(&text.len()) && text.chars().all(allowed)
}
