//! Scopes of organisations: asked with `?org_oid=`, or for the organisation in whose name the citizen enters.

/// One piece of an organisation's record that a scope can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disclosure {
    /// The whole name.
    FullName,
    /// The short name.
    ShortName,
    /// What it is.
    Kind,
    /// The state registration number.
    Ogrn,
    /// The taxpayer number.
    Inn,
    /// KPP.
    Kpp,
    /// The legal form.
    LegalForm,
    /// The municipality.
    Oktmo,
    /// The kind of a state body.
    AgencyKind,
    /// The territory of a state body.
    AgencyTerritory,
    /// Employees.
    Employees,
    /// Access groups.
    Groups,
    /// Contacts.
    Contacts,
    /// Addresses.
    Addresses,
    /// Vehicles.
    Vehicles,
    /// Branches.
    Branches,
    /// Contacts of branches.
    BranchContacts,
    /// Addresses of branches.
    BranchAddresses,
    /// Kinds of activity.
    Categories,
}

use Disclosure as D;

/// What the list of a person's organisations and roles shows of each without a scope of its own.
pub const OF_ROLES: &[Disclosure] = &[D::FullName, D::ShortName, D::Kind, D::Ogrn];

/// Everything that the legacy scope of all an organisation's data opens.
const ALL_FACTS: &[Disclosure] = &[
    D::FullName,
    D::ShortName,
    D::Kind,
    D::Ogrn,
    D::Inn,
    D::Kpp,
    D::LegalForm,
    D::Oktmo,
    D::AgencyKind,
    D::AgencyTerritory,
    D::Contacts,
    D::Addresses,
];

/// The scopes by their bare names, and what each opens.
pub const CATALOGUE: &[(&str, &[Disclosure])] = &[
    ("org_shortname", &[D::ShortName]),
    ("org_fullname", &[D::FullName]),
    ("org_type", &[D::Kind]),
    ("org_ogrn", &[D::Ogrn]),
    ("org_inn", &[D::Inn]),
    ("org_kpp", &[D::Kpp]),
    ("org_leg", &[D::LegalForm]),
    ("org_oktmo", &[D::Oktmo]),
    ("org_agencytype", &[D::AgencyKind]),
    ("org_agencyterrange", &[D::AgencyTerritory]),
    ("org_emps", &[D::Employees]),
    ("org_grps", &[D::Groups]),
    ("org_ctts", &[D::Contacts]),
    ("org_addrs", &[D::Addresses]),
    ("org_vhls", &[D::Vehicles]),
    // MR table 98, row 16: with contacts and addresses.
    ("org_brhs", &[D::Branches, D::BranchContacts, D::BranchAddresses]),
    ("org_brhs_ctts", &[D::BranchContacts]),
    ("org_brhs_addrs", &[D::BranchAddresses]),
    ("org_rcs", &[]),
    ("org_stms", &[]),
    ("org_invts", &[]),
    ("org_ra", &[]),
    ("categories", &[D::Categories]),
    ("org_profile", &[]),
    ("org_idm", &[]),
    ("org_srchis", &[]),
    ("org_accredited_it_company", &[]),
    ("org_egr", &[]),
    ("org_grant", &[]),
    ("org_usn", &[]),
    ("org_income_tax", &[]),
    ("bss_special_tax_regime", &[]),
    ("org_debt", &[]),
    ("paid_tax", &[]),
    ("org_bfo", &[]),
    ("org_msp", &[]),
    ("org_bank_account", &[]),
    ("org_bank_acc_block", &[]),
    ("org_invts_force", &[]),
    ("gosbar_org", &[]),
    ("org_inf", ALL_FACTS),
    ("org_ful", ALL_FACTS),
];

/// What a scope opens, by its bare name.
pub fn find(bare: &str) -> Option<&'static [Disclosure]> {
    CATALOGUE.iter().find(|(name, _)| *name == bare).map(|(_, opens)| *opens)
}
