//! Consents on the wire of the consent platform (DP 4.2): kinds open to a system, consents given to its organisation.

use serde::Serialize;

use crate::domain::consent::tables::{self, CONDITIONS, FORBIDDENS};
use crate::domain::consent::{Condition, Consent, EduSpelling, Kind, Registry, Site, Status, Term};
use crate::domain::person::{BirthDate, FullName};
use crate::domain::scope;
use crate::domain::time::Timestamp;

/// The page of a list that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1; 0 is the first page too (MR А.1 asks for it, every answer counts from 1).
    pub index: usize,
    /// How many elements it may have.
    pub size: usize,
}

/// Elements that are told with their number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Elements<T> {
    state_facts: Vec<&'static str>,
    size: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_size: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_size: Option<usize>,
    elements: Vec<T>,
}

impl<T> Elements<T> {
    /// All of them.
    pub fn all(state_facts: &[&'static str], elements: Vec<T>) -> Self {
        Self {
            state_facts: state_facts.to_vec(),
            size: elements.len(),
            page_size: None,
            page_index: None,
            total_size: None,
            elements,
        }
    }

    /// Those of a page.
    pub fn paged(all: Vec<T>, page: Page) -> Self {
        let (total, index, size) = (all.len(), page.index.max(1), page.size.max(1));
        let from = (index - 1).saturating_mul(size);
        let elements: Vec<T> = all.into_iter().skip(from).take(size).collect();
        let mut facts = vec!["Paginated", "hasSize", "EntityRoot"];
        facts.extend((index == 1).then_some("FirstPage"));
        facts.extend((from.saturating_add(size) >= total).then_some("LastPage"));
        Self {
            size: elements.len(),
            page_size: Some(size),
            page_index: Some(index),
            total_size: Some(total),
            ..Self::all(&facts, elements)
        }
    }
}

/// Something with a mnemonic and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NamedResource {
    state_facts: [&'static str; 1],
    sysname: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// The agency that keeps the data, where ESIA does not (DP 4.2.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    org_group: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
}

impl NamedResource {
    fn of(sysname: &str, name: String) -> Self {
        Self {
            state_facts: ["ReadOnly"],
            sysname: sysname.to_owned(),
            name,
            description: None,
            org_group: None,
            required: None,
        }
    }

    /// A scope of a consent, which is described in words too (DP 4.2.3).
    fn scope(sysname: &str, text: String) -> Self {
        let named = Self::of(sysname, text.clone());
        Self { description: Some(text), org_group: scope::agency(sysname), ..named }
    }
}

/// A kind of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KindResource {
    state_facts: Vec<&'static str>,
    id: u64,
    it_system_id: u64,
    sysname: String,
    name: String,
    description: String,
    scope_mode: &'static str,
    created_on: i64,
    updated_on: i64,
    scopes: Elements<NamedResource>,
}

/// Spells a kind for a system; `scope_text` says what a scope opens.
// SIM: a registry that is a file has no dates of its own; a moment before all others stands for them.
pub fn kind(
    kind: &Kind,
    (id, it_system_id): (u64, u64),
    is_alone: bool,
    scope_text: impl Fn(&str) -> String,
) -> KindResource {
    let scope = |one: &crate::domain::consent::KindScope| {
        let named = NamedResource::scope(&one.sysname, scope_text(&one.sysname));
        NamedResource { required: Some(one.required), ..named }
    };
    KindResource {
        state_facts: if is_alone { vec!["EntityRoot", "Identifiable"] } else { vec!["Identifiable"] },
        id,
        it_system_id,
        sysname: kind.sysname.clone(),
        name: kind.name.clone(),
        description: kind.description.clone(),
        scope_mode: "LIMITED",
        created_on: 0,
        updated_on: 0,
        scopes: Elements::all(&["hasSize"], kind.scopes.iter().map(scope).collect()),
    }
}

/// The organisation that consents are given to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipient {
    /// Its number.
    pub id: u64,
    /// Its short name.
    pub name: String,
    /// Its registration number.
    pub ogrn: String,
    /// Its address.
    pub address: String,
}

/// A consent, and what has to be known beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The consent.
    pub consent: Consent,
    /// The child it is for.
    pub kid: Option<(FullName, BirthDate)>,
    /// To whom it was given.
    pub recipient: Recipient,
}

/// A consent on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentResource {
    state_facts: [&'static str; 1],
    id: u64,
    person_id: u64,
    org_id: u64,
    permission_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    subj_oid: Option<u64>,
    sysname: String,
    name: String,
    description: String,
    org_short_name: String,
    ogrn: String,
    org_address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    responsible_object: Option<String>,
    created_on: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expired_on: Option<i64>,
    updated_on: i64,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature_status: Option<&'static str>,
    scopes: Elements<NamedResource>,
    purposes: Elements<NamedResource>,
    actions: Elements<NamedResource>,
    terms: Vec<ConditionResource>,
    sites: Vec<SiteResource>,
    forbiddens: Vec<ForbiddenResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid_info: Option<Kid>,
}

/// How published data may be passed on.
// SIM: no list with these members is published; here they have the members of DP 4.1, tables 2, 4 and 7.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct ConditionResource {
    sysname: String,
    name: String,
    require: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    require_reason: Option<String>,
}

/// Where data are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct SiteResource {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    require: bool,
}

/// What the citizen forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ForbiddenResource {
    sysname: String,
    name: String,
}

fn condition(one: &Condition) -> ConditionResource {
    ConditionResource {
        sysname: one.name.clone(),
        name: tables::name(&CONDITIONS, &one.name).to_owned(),
        require: one.require,
        require_reason: one.reason.clone(),
    }
}

fn forbidden(name: &str) -> ForbiddenResource {
    ForbiddenResource { sysname: name.to_owned(), name: tables::name(&FORBIDDENS, name).to_owned() }
}

fn site(one: &Site) -> SiteResource {
    SiteResource { url: one.url.clone(), description: one.description.clone(), require: one.require }
}

/// The child of a consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Kid {
    kid_fullname: String,
    /// Seconds of midnight in Moscow.
    kid_birthdate: i64,
}

/// How lists spell consents.
pub struct Spelling<'a> {
    /// The kinds.
    pub registry: &'a Registry,
    /// How the consent of school diaries is spelled.
    pub edu: EduSpelling,
    /// Whether the subject stands in it: version 2 of the call (DP 4.2.3).
    pub with_subject: bool,
    /// What a scope opens, in words.
    pub scope_text: &'a dyn Fn(&str) -> String,
}

/// Spells a consent.
pub fn consent(listed: &Listed, spelling: &Spelling<'_>) -> ConsentResource {
    let Listed { consent, kid, recipient } = listed;
    let (terms, registry) = (&consent.terms, spelling.registry);
    let kind = registry.kind(&terms.kind);
    let named = |names: &[String], find: &dyn Fn(&str) -> Option<String>| {
        let each =
            names.iter().map(|name| NamedResource::of(name, find(name).unwrap_or_else(|| name.clone())));
        Elements::all(&["hasSize"], each.collect())
    };
    let scopes = terms.scopes.iter().map(|name| NamedResource::scope(name, (spelling.scope_text)(name)));
    let title = |term: Option<&Term>| term.map(|term| term.name.clone());
    let oid = consent.person.number();
    ConsentResource {
        state_facts: ["Identifiable"],
        id: consent.id,
        // SIM: the platform's own numbers of persons and organisations are not oids; here they follow from them.
        person_id: oid % 100_000_000 + 1,
        org_id: recipient.id,
        permission_id: registry.number_of(&terms.kind),
        subj_oid: spelling.with_subject.then_some(oid),
        sysname: sysname(&terms.kind, spelling.edu),
        name: kind.map_or_else(|| terms.kind.clone(), |kind| kind.name.clone()),
        description: kind.map_or_else(String::new, |kind| kind.description.clone()),
        org_short_name: recipient.name.clone(),
        ogrn: recipient.ogrn.clone(),
        org_address: recipient.address.clone(),
        responsible_object: terms.responsible.clone(),
        created_on: consent.created_at().as_secs(),
        issued_on: consent.given_at.map(Timestamp::as_secs),
        expired_on: consent.given_at.map(|_| consent.ends_at().as_secs()),
        updated_on: consent.updated_at().as_secs(),
        status: status(consent),
        session_id: consent.session.clone(),
        signature_id: consent.signature.clone(),
        signature_status: consent.signature.as_ref().map(|_| "ISSUED"),
        scopes: Elements::all(&["hasSize"], scopes.collect()),
        purposes: named(&terms.purposes, &|name| title(registry.purpose(name))),
        actions: named(&terms.actions, &|name| title(registry.action(name))),
        terms: terms.conditions.iter().map(condition).collect(),
        sites: terms.sites.iter().map(site).collect(),
        forbiddens: consent.forbiddens.iter().map(|name| forbidden(name)).collect(),
        kid_id: consent.kid,
        kid_info: kid.as_ref().map(|(name, birth)| Kid {
            kid_fullname: name.to_string(),
            kid_birthdate: Timestamp::start_of(birth.date()).as_secs(),
        }),
    }
}

fn sysname(kind: &str, edu: EduSpelling) -> String {
    match (kind, edu) {
        ("EDU_JOURNAL", EduSpelling::Jornal) => "EDU_JORNAL".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}

// A consent that ran out stays `A`: a relying party compares the date (I, from MR table 16 on organisations).
fn status(consent: &Consent) -> &'static str {
    match consent.status() {
        Status::Given => "A",
        Status::Withdrawn | Status::Declined => "D",
        Status::Waiting => "W",
    }
}
