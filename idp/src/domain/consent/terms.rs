//! The terms that a relying party asks a consent on, and whether one can be given on them.

use serde::{Deserialize, Serialize};

use crate::domain::consent::registry::{Kind, Registry};
use crate::domain::consent::tables::CONDITIONS;
use crate::domain::time::Span;

/// The longest term of a kind that the registry does not list: five years; ours.
const MINUTES_MAX_UNLISTED: i64 = 5 * 365 * 24 * 60;
/// The longest address or description of a site (DP 4.1, table 2).
const SITE_CHARS_MAX: usize = 2_000;
/// The longest reason of a condition (DP 4.1, table 4).
const REASON_CHARS_MAX: usize = 512;

/// The terms a relying party asks for, as sent; each part may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The mnemonic of the kind.
    pub kind: String,
    /// Who answers for the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// For how many minutes.
    pub minutes: i64,
    /// What may be done with the data.
    pub actions: Vec<String>,
    /// What for.
    pub purposes: Vec<String>,
    /// Which data, by scope.
    pub scopes: Vec<String>,
    /// The organisation it is asked for, by its registration number; the owner of the system when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ogrn: Option<u64>,
    /// How the data may be passed on; only of data that are published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// Where the data are published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
}

/// How data may be passed on: `NO_TRANSFER`, `INTERNET`, `LOCALNET`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its mnemonic.
    pub name: String,
    /// Whether it is fixed on the page.
    #[serde(default)]
    pub require: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Where data are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its address.
    pub url: String,
    /// What it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is fixed on the page.
    #[serde(default)]
    pub require: bool,
}

/// Why terms cannot be agreed to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermsRefusal {
    /// They name no kind.
    #[error("the kind of the consent is missing")]
    NoKind,
    /// There is no such kind.
    #[error("no consent is of the kind {0:?}")]
    UnknownKind(String),
    /// The relying party may not ask for the kind.
    #[error("the client may not ask for consents of the kind {0:?}")]
    KindNotAllowed(String),
    /// A scope that the kind demands is missing.
    #[error("the scope {0:?} is missing, which this kind demands")]
    ScopeMissing(String),
    /// A scope that the kind does not take.
    #[error("this kind does not take the scope {0:?}")]
    ScopeNotAllowed(String),
    /// A scope that the relying party was not granted by application.
    #[error("the client was not granted the scope {0:?}")]
    ScopeNotGranted(String),
    /// The kind takes no scopes.
    #[error("this kind takes no scopes")]
    ScopesForbidden,
    /// They name no action.
    #[error("at least one action is needed")]
    NoAction,
    /// There is no such action.
    #[error("no action is called {0:?}")]
    UnknownAction(String),
    /// They name no purpose.
    #[error("at least one purpose is needed")]
    NoPurpose,
    /// The kind has no such purpose.
    #[error("this kind has no purpose {0:?}")]
    UnknownPurpose(String),
    /// The kind takes one purpose.
    #[error("this kind takes one purpose")]
    OnePurpose,
    /// They last no time at all, or too long.
    #[error("expected 1 to {0} minutes")]
    Expiry(i64),
    /// The kind is about data that are published, and they do not say where and how (DP 4.1).
    #[error("this kind needs sites and terms")]
    NothingPublished,
    /// There is no such condition of passing data on (DP 4.1, table 5).
    #[error("no condition is called {0:?}")]
    UnknownCondition(String),
    /// A site or a condition is too long.
    #[error("{0} is longer than {1} characters")]
    TooLong(&'static str, usize),
}

/// What becomes of names that a list of ours does not have: kinds and purposes of consents, scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlisted {
    /// They are refused.
    #[default]
    Refused,
    /// They are taken. A kind of consent is, with any scopes that the relying party was granted; a scope opens nothing.
    Taken,
}

/// What terms are judged by.
pub struct Bounds<'a> {
    /// The registry of the realm.
    pub registry: &'a Registry,
    /// What becomes of kinds, purposes and conditions it does not list.
    pub unlisted: Unlisted,
    /// Whether the relying party may ask for a kind.
    pub is_kind_allowed: &'a dyn Fn(&str) -> bool,
    /// Whether the relying party was granted a scope by application.
    pub is_granted: &'a dyn Fn(&str) -> bool,
}

impl Bounds<'_> {
    /// The kind of a name, or one that takes anything where kinds that are not listed are taken.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        let unlisted = || Kind::unlisted(name, MINUTES_MAX_UNLISTED);
        let listed = self.registry.kind(name).cloned();
        listed.or_else(|| (self.unlisted == Unlisted::Taken).then(unlisted))
    }
}

impl Terms {
    /// The terms with kind and purposes in the spelling of the registry.
    #[must_use]
    pub fn spelled(mut self, registry: &Registry) -> Self {
        if let Some(kind) = registry.kind(&self.kind) {
            self.kind.clone_from(&kind.sysname);
        }
        for name in &mut self.purposes {
            if let Some(purpose) = registry.purpose(name) {
                name.clone_from(&purpose.sysname);
            }
        }
        self
    }

    /// Judges the terms.
    ///
    /// # Errors
    /// The first thing that cannot be agreed to.
    pub fn judge(&self, bounds: &Bounds<'_>) -> Result<(), TermsRefusal> {
        use TermsRefusal as R;
        if self.kind.is_empty() {
            return Err(R::NoKind);
        }
        let kind = bounds.kind(&self.kind).ok_or_else(|| R::UnknownKind(self.kind.clone()))?;
        if !(bounds.is_kind_allowed)(&kind.sysname) {
            return Err(R::KindNotAllowed(self.kind.clone()));
        }
        self.judge_scopes(&kind, bounds)?;
        self.judge_use(&kind, bounds)?;
        self.judge_lengths()?;
        self.judge_conditions(bounds)?;
        if kind.is_published() && (self.sites.is_empty() || self.conditions.is_empty()) {
            return Err(R::NothingPublished);
        }
        let term = 1..=kind.minutes_max;
        if term.contains(&self.minutes) { Ok(()) } else { Err(R::Expiry(kind.minutes_max)) }
    }

    fn judge_scopes(&self, kind: &Kind, bounds: &Bounds<'_>) -> Result<(), TermsRefusal> {
        use TermsRefusal as R;
        if kind.takes_nothing() && !self.scopes.is_empty() {
            return Err(R::ScopesForbidden);
        }
        let is_missing = |name: &str| !self.scopes.iter().any(|scope| scope == name);
        let required = kind.scopes.iter().filter(|scope| scope.required);
        if let Some(missing) = required.map(|scope| &scope.sysname).find(|name| is_missing(name)) {
            return Err(R::ScopeMissing(missing.clone()));
        }
        if let Some(other) = self.scopes.iter().find(|scope| !kind.holds(scope)) {
            return Err(R::ScopeNotAllowed(other.clone()));
        }
        let is_open = |scope: &str| kind.lists(scope) || (bounds.is_granted)(scope);
        match self.scopes.iter().find(|scope| !is_open(scope)) {
            Some(other) => Err(R::ScopeNotGranted(other.clone())),
            None => Ok(()),
        }
    }

    fn judge_use(&self, kind: &Kind, bounds: &Bounds<'_>) -> Result<(), TermsRefusal> {
        use TermsRefusal as R;
        if self.actions.is_empty() {
            return Err(R::NoAction);
        }
        if let Some(other) = self.actions.iter().find(|name| bounds.registry.action(name).is_none()) {
            return Err(R::UnknownAction(other.clone()));
        }
        if self.purposes.is_empty() {
            return Err(R::NoPurpose);
        }
        let is_listed = |name: &String| match kind.purposes.is_empty() {
            true => bounds.registry.purpose(name).is_some(),
            false => kind.purposes.contains(name),
        };
        let is_purpose = |name: &&String| bounds.unlisted == Unlisted::Taken || is_listed(name);
        if let Some(other) = self.purposes.iter().find(|name| !is_purpose(name)) {
            return Err(R::UnknownPurpose(other.clone()));
        }
        if kind.one_purpose && self.purposes.len() > 1 { Err(R::OnePurpose) } else { Ok(()) }
    }

    fn judge_conditions(&self, bounds: &Bounds<'_>) -> Result<(), TermsRefusal> {
        let mut names = self.conditions.iter().map(|one| &one.name);
        let is_known = |name: &String| CONDITIONS.iter().any(|(own, _)| own == name);
        match names.find(|name| bounds.unlisted == Unlisted::Refused && !is_known(name)) {
            Some(other) => Err(TermsRefusal::UnknownCondition(other.clone())),
            None => Ok(()),
        }
    }

    fn judge_lengths(&self) -> Result<(), TermsRefusal> {
        let is_long = |text: &str, max: usize| text.chars().count() > max;
        for site in &self.sites {
            let texts = [site.url.as_str(), site.description.as_deref().unwrap_or_default()];
            if texts.iter().any(|text| is_long(text, SITE_CHARS_MAX)) {
                return Err(TermsRefusal::TooLong("a site", SITE_CHARS_MAX));
            }
        }
        let reasons = self.conditions.iter().filter_map(|one| one.reason.as_deref());
        match reasons.into_iter().any(|reason| is_long(reason, REASON_CHARS_MAX)) {
            true => Err(TermsRefusal::TooLong("a reason", REASON_CHARS_MAX)),
            false => Ok(()),
        }
    }

    /// How long they last.
    pub fn life(&self) -> Span {
        Span::from_mins(self.minutes)
    }
}
