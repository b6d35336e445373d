//! Organisations: companies, sole proprietors and state bodies, who belongs to each, in whose name a citizen enters.

mod membership;
mod numbers;
pub mod papers;
mod parts;
pub mod role;

use serde::{Deserialize, Serialize};

pub use membership::{Membership, MembershipRefusal, Post, admit};
pub use numbers::{AgencyTerritory, Kpp, LegalForm, NumberError, Oktmo, TaxNumber};
pub use papers::Papers;
pub use parts::{
    AddressKind, AgencyKind, Branch, ContactKind, Group, OrganisationAddress, OrganisationContact,
    OrganisationName, PartError,
};
pub use role::Role;

use crate::domain::id::Oid;
use crate::domain::person::Ogrn;
use crate::domain::person::extras::Category;
use crate::domain::time::Timestamp;

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A legal entity.
    Legal,
    /// A sole proprietor: one person's business.
    SoleProprietor,
    /// A state body.
    StateBody,
}

/// An organisation as the portal keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its number.
    pub oid: Oid,
    /// What it is.
    pub kind: Kind,
    /// The whole name.
    pub full_name: OrganisationName,
    /// The short name.
    pub short_name: OrganisationName,
    /// The state registration number.
    pub ogrn: Ogrn,
    /// The taxpayer number.
    pub inn: TaxNumber,
    /// The code of the reason of tax registration; a sole proprietor has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpp: Option<Kpp>,
    /// The code of the legal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// The code of the municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oktmo: Option<Oktmo>,
    /// What kind of state body it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_kind: Option<AgencyKind>,
    /// The territory of a state body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_territory: Option<AgencyTerritory>,
    /// Whether it was wound up.
    #[serde(default)]
    pub liquidated: bool,
    /// Its contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<OrganisationContact>,
    /// Its addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<OrganisationAddress>,
    /// Its access groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Its branches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
    /// Its kinds of activity (MR А.4, table 6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// What other bodies tell of it, and whom it lets read that.
    #[serde(default)]
    pub papers: Papers,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// Two facts of an organisation that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// The registration number is that of another kind.
    #[error("expected 13 digits, or 15 for a sole proprietor")]
    Ogrn,
    /// The taxpayer number is that of another kind.
    #[error("expected 10 digits, or 12 for a sole proprietor")]
    Inn,
    /// A sole proprietor with a KPP.
    #[error("expected none: a sole proprietor has no KPP")]
    Kpp,
    /// A sole proprietor with branches.
    #[error("expected none: a sole proprietor has no branches")]
    Branches,
    /// What only a state body has.
    #[error("expected none: only a state body has it")]
    Agency,
    /// Two groups of one mnemonic.
    #[error("expected each mnemonic once")]
    Groups,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Legal, Self::SoleProprietor, Self::StateBody];

    /// The name in the control API and in fixtures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Legal => "legal",
            Self::SoleProprietor => "sole-proprietor",
            Self::StateBody => "state-body",
        }
    }

    /// The kind of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Organisation {
    /// Whether the facts go together; the field that does not, otherwise.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn check(&self) -> Result<(), (&'static str, Contradiction)> {
        let alone = self.kind == Kind::SoleProprietor;
        let is_agency = self.agency_kind.is_some() || self.agency_territory.is_some();
        let mut mnemonics: Vec<_> = self.groups.iter().map(|group| &group.mnemonic).collect();
        mnemonics.sort();
        let doubled = mnemonics.windows(2).any(|pair| pair[0] == pair[1]);
        let faults = [
            (self.ogrn.is_sole_proprietor() != alone, "ogrn", Contradiction::Ogrn),
            (matches!(self.inn, TaxNumber::Person(_)) != alone, "inn", Contradiction::Inn),
            (alone && self.kpp.is_some(), "kpp", Contradiction::Kpp),
            (alone && !self.branches.is_empty(), "branches", Contradiction::Branches),
            (is_agency && self.kind != Kind::StateBody, "agency_type", Contradiction::Agency),
            (doubled, "groups", Contradiction::Groups),
        ];
        match faults.into_iter().find(|(wrong, _, _)| *wrong) {
            Some((_, field, contradiction)) => Err((field, contradiction)),
            None => Ok(()),
        }
    }

    /// The highest number that it uses: its own, or that of its youngest branch.
    pub fn last_oid(&self) -> Oid {
        self.branches.iter().map(|branch| branch.oid).fold(self.oid, Oid::max)
    }

    /// A number for a new contact, address, group or paper.
    pub fn next_item_id(&self) -> u64 {
        let of_branches = self.branches.iter().flat_map(|branch| branch.item_ids());
        let own = parts::item_ids(&self.contacts, &self.addresses);
        let groups = self.groups.iter().map(|group| group.id);
        let used = own.chain(groups).chain(of_branches).chain(self.papers.item_ids());
        used.max().map_or(self.oid.number() % 1_000_000 * 100 + 1, |highest| highest + 1)
    }

    /// The access group of a mnemonic.
    pub fn group(&self, mnemonic: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.mnemonic.as_str() == mnemonic)
    }
}

#[cfg(test)]
mod tests;
