//! A child on a parent's card, as the data API shows it to those whom the parent let see it.

use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::family::{Card, Death};
use crate::domain::person::contact::ContactKind;
use crate::domain::person::{Document, DocumentKind};
use crate::domain::scope::Disclosure;
use crate::domain::time::Timestamp;
use crate::protocol::rs::address::{AddressResource, Version, of_version};
use crate::protocol::rs::collection::{Collection, Numbered, tag};
use crate::protocol::rs::contact::{ContactResource, contact};
use crate::protocol::rs::disclosed::Disclosed;
use crate::protocol::rs::document::{DocumentResource, document};
use crate::protocol::rs::embed::Embed;

/// A child (MR А.2, table 3, row 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names, as clients read them")]
pub struct KidResource {
    pub state_facts: [&'static str; 1],
    pub id: u64,
    pub oid: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    pub trusted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_place: Option<String>,
    pub citizenship_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snils: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inn: Option<String>,
    pub updated_on: i64,
    pub has_account: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kid_account: Vec<KidAccount>,
    pub linked_to_child_account: bool,
    pub count_parent_link: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub person_category: Vec<CategoryResource>,
    pub dead_kid: bool,
    pub hidden_by_parent: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Collection<DocumentResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Collection<AddressResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Collection<ContactResource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub school_data: Option<SchoolResource>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub e_tag: String,
}

/// The account of a child, whoever of the parents is linked to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct KidAccount {
    pub id: u64,
    pub oid: u64,
    pub first_name: String,
    pub last_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A category of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the wire's own names")]
pub struct CategoryResource {
    pub id: u8,
    pub name: &'static str,
}

/// What is known of a child beside the card.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The child's account, whoever is linked to it.
    pub account: Option<&'a Account>,
    /// Whether the parent of the card is.
    pub linked: bool,
    /// How many adults are.
    pub links: usize,
    /// Since when the parent allows school data.
    pub school_consent: Option<Timestamp>,
}

/// The parts of a child that come only when they are embedded (MR А.1, note 21).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KidParts {
    /// Documents: as objects, or as links.
    pub documents: Option<bool>,
    /// Addresses.
    pub addresses: Option<bool>,
    /// Contacts.
    pub contacts: Option<bool>,
}

impl KidParts {
    /// The parts that an expression names: of one child, of the elements of a collection, of those below `kids`.
    pub fn read(embed: &Embed) -> Self {
        let inside = [embed.of_elements(), embed.of_kids().of_elements()];
        let part = |name| {
            let of_each = inside.iter().any(|asked| asked.part(name).is_some());
            embed.part(name).or_else(|| of_each.then_some(true))
        };
        Self { documents: part("documents"), addresses: part("addresses"), contacts: part("contacts") }
    }
}

/// How a child is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// What the token opens.
    pub sees: &'a Disclosed,
    /// The address of the collection.
    pub address: &'a str,
    /// What is embedded.
    pub parts: KidParts,
    /// The version of the data API.
    pub version: Version,
    /// Now.
    pub now: Timestamp,
}

/// What a parent allowed to be known of a child's school.
// SIM: no sample of the real answer to `kid_school_data` was found; it is there only while the parent's consent is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names follow those of the wire")]
pub struct SchoolResource {
    pub consent: bool,
    pub consent_date: i64,
}

impl Numbered for KidResource {
    fn id(&self) -> u64 {
        self.id
    }
}

/// A child on a card, as a token opens it.
pub fn kid(card: &Card, known: &Known<'_>, asked: &Asked<'_>) -> KidResource {
    let (child, sees) = (&card.child, asked.sees);
    let open = |what: Disclosure| sees.contains(&what).then_some(());
    let name = open(Disclosure::KidFullName).map(|()| &child.name);
    let mut resource = KidResource {
        state_facts: ["EntityRoot"],
        id: card.id,
        oid: entity(card.id),
        first_name: name.map(|name| name.first.to_string()),
        last_name: name.map(|name| name.last.to_string()),
        middle_name: name.and_then(|name| name.middle.as_ref()).map(ToString::to_string),
        birth_date: open(Disclosure::KidBirthDate).map(|()| child.birth_date.to_string()),
        birth_place: child.birth_place.as_ref().map(ToString::to_string),
        gender: open(Disclosure::KidGender).map(|()| child.gender.to_string()),
        trusted: card.is_checked(),
        citizenship_id: "RUS",
        snils: open(Disclosure::KidSnils).map(|()| child.snils.to_string()),
        inn: open(Disclosure::KidInn).and(child.inn).map(|inn| inn.to_string()),
        updated_on: card.updated_at().as_secs(),
        has_account: known.account.is_some(),
        kid_account: known.account.map(|account| kid_account(account, sees)).into_iter().collect(),
        linked_to_child_account: known.linked,
        count_parent_link: known.links,
        person_category: card.death.map(category).into_iter().collect(),
        dead_kid: card.death.is_some(),
        hidden_by_parent: card.hidden,
        documents: None,
        addresses: None,
        contacts: None,
        school_data: open(Disclosure::KidSchool)
            .and(known.school_consent)
            .map(|at| SchoolResource { consent: true, consent_date: at.as_secs() }),
        e_tag: String::new(),
    };
    embed(&mut resource, card, known, asked);
    resource.e_tag = tag(&resource);
    resource
}

fn embed(resource: &mut KidResource, card: &Card, known: &Known<'_>, asked: &Asked<'_>) {
    let (address, parts) = (format!("{}/{}", asked.address, card.id), asked.parts);
    resource.documents = parts
        .documents
        .filter(|_| opens_documents(asked.sees))
        .map(|objects| Collection::new(&format!("{address}/docs"), documents(card, asked.sees), objects));
    resource.addresses = parts.addresses.map(|objects| {
        Collection::new(&format!("{address}/addrs"), addresses(known.account, asked.version), objects)
    });
    let reached = contacts(known.account, asked.sees, asked.now);
    resource.contacts = parts
        .contacts
        .filter(|_| !reached.is_empty())
        .map(|objects| Collection::new(&format!("{address}/ctts"), reached, objects));
}

/// The number of a card among the entities of ESIA, which is not that of the child's account.
// SIM: no real number was seen; ours follow the card's own.
fn entity(card: u64) -> u64 {
    1_900_000_000 + card
}

// SIM: what `id` (`id_obj`) of an account is was not seen; ours is the end of its number.
fn kid_account(account: &Account, sees: &Disclosed) -> KidAccount {
    let email = account.profile.contact(ContactKind::Email).filter(|_| sees.contains(&Disclosure::KidEmail));
    KidAccount {
        id: account.oid.number() % 1_000_000_000,
        oid: account.oid.number(),
        first_name: account.profile.name.first.to_string(),
        last_name: account.profile.name.last.to_string(),
        email: email.map(|email| email.value().to_string()),
    }
}

// SIM: the numbers of categories were not seen.
fn category(death: Death) -> CategoryResource {
    match death {
        Death::Dead => CategoryResource { id: 1, name: "мертвый" },
        Death::Stillborn => CategoryResource { id: 2, name: "мертворожденный" },
    }
}

/// The documents of a child that a token opens.
pub fn documents(card: &Card, sees: &Disclosed) -> Vec<DocumentResource> {
    let opens = |one: &&Document| {
        let kind = one.kind();
        (sees.contains(&Disclosure::KidBirthCertificate)
            && (kind.is_birth_certificate() || kind == DocumentKind::ForeignBirthCertificate))
            || (sees.contains(&Disclosure::KidMedicalPolicy) && kind == DocumentKind::MedicalPolicy)
            || (sees.contains(&Disclosure::KidIdentityDocument) && kind.is_first_identity())
    };
    card.child.documents.iter().filter(opens).map(|one| document(one, None)).collect()
}

/// Whether a token opens any document of a child at all.
pub fn opens_documents(sees: &Disclosed) -> bool {
    let all =
        [Disclosure::KidBirthCertificate, Disclosure::KidMedicalPolicy, Disclosure::KidIdentityDocument];
    all.iter().any(|what| sees.contains(what))
}

/// Whether a token opens any contact of a child at all.
pub fn opens_contacts(sees: &Disclosed) -> bool {
    sees.contains(&Disclosure::KidEmail) || sees.contains(&Disclosure::KidMobile)
}

/// The addresses of a child's account.
pub fn addresses(account: Option<&Account>, version: Version) -> Vec<AddressResource> {
    let own = account.into_iter().flat_map(|account| of_version(account, version));
    own.map(super::address::address).collect()
}

/// The contacts of a child's account that a token opens.
pub fn contacts(account: Option<&Account>, sees: &Disclosed, now: Timestamp) -> Vec<ContactResource> {
    let all = account.map(|account| account.profile.contacts.as_slice()).unwrap_or_default();
    let opens = |kind: ContactKind| match kind {
        ContactKind::Mobile => sees.contains(&Disclosure::KidMobile),
        ContactKind::Email => sees.contains(&Disclosure::KidEmail),
        ContactKind::Home | ContactKind::WorkEmail => false,
    };
    all.iter().filter(|one| opens(one.kind())).map(|one| contact(one, now)).collect()
}
