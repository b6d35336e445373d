//! In whose name a citizen enters a relying party: their own, or that of an organisation.

use serde::{Deserialize, Serialize};

use crate::domain::id::Oid;
use crate::domain::organisation::{Kind, Organisation};

/// In whose name a citizen acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// In their own.
    Citizen,
    /// In an organisation's.
    Employee(Oid),
}

impl Role {
    /// The organisation, for an employee.
    pub const fn organisation(self) -> Option<Oid> {
        match self {
            Self::Employee(oid) => Some(oid),
            Self::Citizen => None,
        }
    }
}

/// When a citizen with organisations is asked for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleChoice {
    /// When the request says which roles or organisations it lets in (`roles`, `obj_type`), and several fit.
    #[default]
    WhenAsked,
    /// At each sign-in to a relying party.
    Always,
    /// Only when the request makes no sense without an organisation.
    Never,
}

/// What an authorisation request says of roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand {
    /// Organisations that its scopes name.
    pub named: Vec<Oid>,
    /// Whether it has scopes of an organisation without saying of which: that of the chosen role.
    pub of_the_chosen: bool,
    /// Whether the citizen is asked when there is a choice.
    pub asks: bool,
    /// Whether citizens are let in as such, and employees.
    pub lets_in: LetsIn,
    /// Which organisations are let in; all of them when it says nothing.
    pub kinds: Option<Vec<Kind>>,
}

/// Which roles a request lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetsIn {
    /// Citizens in their own name.
    pub citizens: bool,
    /// Employees in an organisation's.
    pub employees: bool,
    /// Whether only chiefs are let in as employees.
    #[serde(default)]
    pub only_chiefs: bool,
}

impl Default for LetsIn {
    fn default() -> Self {
        Self { citizens: true, employees: true, only_chiefs: false }
    }
}

/// An organisation that the citizen may act for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub oid: Oid,
    /// What it is.
    pub kind: Kind,
    /// Whether the citizen heads it.
    pub chief: bool,
}

impl Place {
    /// The place of a member, who may be the chief; a sole proprietor heads the own business.
    pub fn of(organisation: &Organisation, chief: bool) -> Self {
        let chief = chief || organisation.kind == Kind::SoleProprietor;
        Self { oid: organisation.oid, kind: organisation.kind, chief }
    }
}

/// What becomes of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on in this role.
    As(Role),
    /// The citizen chooses among these.
    Choose(Vec<Role>),
    /// It ends.
    Refused(RoleRefusal),
}

/// Why no role fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoleRefusal {
    /// The citizen is no employee of an organisation that is asked about.
    #[error("the citizen is no employee of the organisation asked about")]
    NotAnEmployee(Option<Oid>),
    /// The citizen has no role that is let in.
    #[error("the citizen has no role that is let in")]
    NoSuchRole,
}

/// Says in which role a sign-in goes on: `places` are the organisations the citizen may act for now,
/// `chosen` is the role chosen earlier in the session.
///
/// MR Б.2.3: whose type or role is not let in is refused. MR 3.2: the choice of the organisation is the relying party's.
// SIM: what a citizen with several fitting organisations sees is not documented; here they choose on a page.
pub fn judge(demand: &Demand, places: &[Place], chosen: Option<Role>) -> Verdict {
    let stranger = |oid: &&Oid| !places.iter().any(|place| place.oid == **oid);
    if let Some(oid) = demand.named.iter().find(stranger) {
        return Verdict::Refused(RoleRefusal::NotAnEmployee(Some(*oid)));
    }
    let is_let_in = |place: &&Place| match &demand.kinds {
        None => demand.named.is_empty() || demand.named.contains(&place.oid),
        Some(kinds) => kinds.contains(&place.kind),
    };
    let as_citizen = demand.lets_in.citizens && !demand.of_the_chosen;
    let has_post = |place: &&Place| demand.lets_in.employees && (place.chief || !demand.lets_in.only_chiefs);
    let as_employee = places.iter().filter(has_post).filter(is_let_in);
    let fitting: Vec<Role> = as_citizen
        .then_some(Role::Citizen)
        .into_iter()
        .chain(as_employee.map(|place| Role::Employee(place.oid)))
        .collect();
    let chosen = chosen.filter(|role| fitting.contains(role));
    match (fitting.as_slice(), chosen) {
        ([], _) if demand.of_the_chosen => Verdict::Refused(RoleRefusal::NotAnEmployee(None)),
        ([], _) => Verdict::Refused(RoleRefusal::NoSuchRole),
        (_, Some(role)) => Verdict::As(role),
        ([only], None) => Verdict::As(*only),
        // A request that names one organisation has chosen it already.
        (_, None) if demand.named.len() == 1 => Verdict::As(Role::Employee(demand.named[0])),
        ([Role::Citizen, ..], None) if !demand.asks => Verdict::As(Role::Citizen),
        (_, None) => Verdict::Choose(fitting),
    }
}
