//! Owns the consent of the digital profile that a policy asks for, and its form in a policy's file.

use serde::Deserialize;
use toml::Spanned;

use crate::diary::source::{Mistake, Source};

/// The longest term that anybody may mean: a hundred years, in minutes.
const MINUTES_MAX: u32 = 52_596_000;

/// What is asked for in the place of scopes (DP 4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConsentTerms {
    /// The mnemonic of the kind.
    pub(crate) kind: String,
    /// Other spellings of it that lists and tokens may have.
    pub(crate) also: Vec<String>,
    pub(crate) purposes: Vec<String>,
    pub(crate) actions: Vec<String>,
    pub(crate) scopes: Vec<String>,
    /// Who answers for the data.
    pub(crate) responsible: Option<String>,
    /// How long it is to last.
    pub(crate) minutes: u32,
    /// Whom the portal is to let in at all; everybody where there is none.
    pub(crate) person_filter: Option<PersonFilter>,
}

/// Whom the portal lets in (MR Б.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum PersonFilter {
    /// Confirmed accounts.
    #[serde(rename = "conf_acc")]
    Confirmed,
    /// Accounts of children.
    #[serde(rename = "acc_kid")]
    Children,
    /// All but accounts of children.
    #[serde(rename = "acc_not_kid")]
    NotChildren,
    /// Confirmed accounts and those of children.
    #[serde(rename = "conf_acc acc_kid")]
    ConfirmedOrChildren,
}

impl ConsentTerms {
    /// Whether a mnemonic is this kind.
    pub(crate) fn is_kind(&self, mnemonic: &str) -> bool {
        self.kind == mnemonic || self.also.iter().any(|other| other == mnemonic)
    }
}

impl PersonFilter {
    /// Its text, before it is encoded.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Confirmed => "conf_acc",
            Self::Children => "acc_kid",
            Self::NotChildren => "acc_not_kid",
            Self::ConfirmedOrChildren => "conf_acc acc_kid",
        }
    }
}

/// The table `[consent]` of a policy's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsentEntry {
    kind: String,
    #[serde(default)]
    also: Vec<String>,
    purposes: Vec<Spanned<String>>,
    actions: Vec<Spanned<String>>,
    scopes: Vec<Spanned<String>>,
    responsible: Option<String>,
    minutes: Spanned<u32>,
    person_filter: Option<PersonFilter>,
}

impl Source<'_> {
    pub(super) fn consent(&self, entry: Spanned<ConsentEntry>) -> Result<ConsentTerms, Mistake> {
        let whole = entry.span();
        let entry = entry.into_inner();
        for (field, list) in
            [("purposes", &entry.purposes), ("actions", &entry.actions), ("scopes", &entry.scopes)]
        {
            self.distinct(field, list.iter())?;
            if list.is_empty() {
                return Err(self.fault(whole, field, "at least one is wanted".to_owned()));
            }
        }
        if !(1..=MINUTES_MAX).contains(entry.minutes.get_ref()) {
            let why = format!("expected a number of minutes from 1 to {MINUTES_MAX}");
            return Err(self.fault(entry.minutes.span(), "minutes", why));
        }
        let plain = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect();
        Ok(ConsentTerms {
            kind: entry.kind,
            also: entry.also,
            purposes: plain(entry.purposes),
            actions: plain(entry.actions),
            scopes: plain(entry.scopes),
            responsible: entry.responsible,
            minutes: entry.minutes.into_inner(),
            person_filter: entry.person_filter,
        })
    }
}
