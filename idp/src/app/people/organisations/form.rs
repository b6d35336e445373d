//! An organisation as a tester writes one down, in JSON or TOML: texts, and the values they parse into.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::people::belongings::VehicleForm;
use crate::app::people::extras::CategoryForm;
use crate::app::people::fault::{FieldFault, each, fault};
use crate::app::people::organisations::fields::{or_kept, or_none, text};
use crate::app::people::organisations::papers::{
    self, LicenceForm, OrganisationConsentForm, ProfileDocumentForm,
};
use crate::domain::id::Oid;
use crate::domain::organisation::{
    AddressKind, AgencyKind, Branch, ContactKind, Group, Kind, Organisation, OrganisationAddress,
    OrganisationContact, Papers, Post,
};
use crate::domain::person::extras::Category;
use crate::domain::time::Timestamp;

/// An organisation; whatever is left out is made up, or stays as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrganisationForm {
    /// What kind of organisation it is; a legal entity when left out.
    #[schema(value_type = Option<Kind>)]
    pub kind: Option<String>,
    /// The whole name.
    pub full_name: Option<String>,
    /// The short name.
    pub short_name: Option<String>,
    /// 13 digits, 15 of a sole proprietor.
    pub ogrn: Option<String>,
    /// 10 digits, 12 of a sole proprietor: the owner's.
    pub inn: Option<String>,
    /// 9 signs.
    pub kpp: Option<String>,
    /// OKOPF, 5 digits.
    pub legal_form: Option<String>,
    /// OKTMO, 8 or 11 digits.
    pub oktmo: Option<String>,
    /// Of a state body: `10.FED`, `11.REG`, `12.LCL`, `13.PVD`, `20.GOV`, `21.MCL`, `30.FND`, `31.PFN`, `40.MFC`, `41.LEG`.
    pub agency_type: Option<String>,
    /// Of a state body: two digits of the region, `00` for the whole country.
    pub agency_territory: Option<String>,
    /// Whether it was wound up.
    pub liquidated: Option<bool>,
    /// Contacts.
    pub contacts: Option<Vec<ContactForm>>,
    /// Addresses.
    pub addresses: Option<Vec<AddressForm>>,
    /// Access groups.
    pub groups: Option<Vec<GroupForm>>,
    /// Branches.
    pub branches: Option<Vec<BranchForm>>,
    /// Kinds of activity.
    pub categories: Option<Vec<CategoryForm>>,
    /// Vehicles.
    pub vehicles: Option<Vec<VehicleForm>>,
    /// Documents of the digital profile.
    pub documents: Option<Vec<ProfileDocumentForm>>,
    /// Licences.
    pub licences: Option<Vec<LicenceForm>>,
    /// Consents that other organisations asked of it.
    pub consents: Option<Vec<OrganisationConsentForm>>,
    /// Whether it gave the Ministry the general consent, without which it decides about no other and asks for nothing anew.
    pub general_consent: Option<bool>,
    /// Who belongs to it; a sole proprietor needs at least the proprietor, as chief.
    pub members: Vec<MemberForm>,
}

/// A contact of an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    /// `OPH` phone, `OFX` fax, `OEM` e-mail.
    #[serde(rename = "type")]
    #[schema(value_type = ContactKind)]
    pub kind: String,
    /// The phone, fax or mail address.
    pub value: String,
}

/// An address of an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressForm {
    /// `OLG` legal, `OPS` postal.
    #[serde(rename = "type")]
    #[schema(value_type = AddressKind)]
    pub kind: String,
    /// The whole address in one line.
    pub line: String,
    /// Six digits.
    pub zip_code: Option<String>,
}

/// An access group of an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupForm {
    /// Its name in addresses.
    pub mnemonic: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether the portal made it.
    #[serde(default)]
    pub system: bool,
    /// The relying party it gives access to.
    pub it_system: Option<String>,
}

/// A branch of an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BranchForm {
    /// Its name.
    pub name: String,
    /// 9 signs.
    pub kpp: Option<String>,
    /// OKOPF, 5 digits.
    pub legal_form: Option<String>,
    /// Contacts.
    #[serde(default)]
    pub contacts: Vec<ContactForm>,
    /// Addresses.
    #[serde(default)]
    pub addresses: Vec<AddressForm>,
}

/// A person's place in an organisation.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberForm {
    /// The person, by oid or by a login: SNILS, phone, e-mail. In an address, the address says it.
    #[serde(default)]
    pub person: String,
    /// Whether the person heads it.
    #[serde(default)]
    pub chief: bool,
    /// Whether the person administers its profile.
    #[serde(default)]
    pub admin: bool,
    /// The name of the post.
    pub position: Option<String>,
    /// The mail address at work.
    pub email: Option<String>,
    /// The phone at work.
    pub phone: Option<String>,
    /// The branch, by its name or its oid; the head office when left out.
    pub branch: Option<String>,
    /// Whether the person was let go or suspended.
    #[serde(default)]
    pub suspended: bool,
    /// Mnemonics of the access groups.
    #[serde(default)]
    pub groups: Vec<String>,
}

/// Numbers given out one after another while a form is read.
struct Numbers {
    item: u64,
    branch: u64,
}

impl Numbers {
    fn item(&mut self) -> u64 {
        self.item += 1;
        self.item - 1
    }
}

impl OrganisationForm {
    /// What is to be made.
    pub(crate) fn kind(&self) -> Result<Kind, FieldFault> {
        let name = self.kind.as_deref().unwrap_or(Kind::Legal.name());
        Kind::of(name).ok_or_else(|| fault("kind", "legal, sole-proprietor or state-body"))
    }

    /// The organisation with what the form says; new branches get their numbers from `free` on.
    pub(crate) fn applied(&self, kept: Organisation, free: Oid) -> Result<Organisation, FieldFault> {
        let mut numbers = Numbers { item: kept.next_item_id(), branch: free.number() };
        let groups = self.groups.as_ref().map(|all| groups(all, &kept, &mut numbers)).transpose()?;
        let branches = self.branches.as_ref().map(|all| branches(all, &kept, &mut numbers)).transpose()?;
        let contacts = self.contacts.as_ref().map(|all| contacts(all, &mut numbers)).transpose()?;
        let addresses = self.addresses.as_ref().map(|all| addresses(all, &mut numbers)).transpose()?;
        let papers = self.papers(kept.papers.clone(), &mut numbers.item, kept.updated_at)?;
        let agency = self.agency_type.as_ref().map(|code| match code.trim() {
            "" => Ok(None),
            code => AgencyKind::of(code).map(Some).map_err(|why| fault("agency_type", why)),
        });
        Ok(Organisation {
            full_name: or_kept("full_name", self.full_name.as_ref(), kept.full_name)?,
            short_name: or_kept("short_name", self.short_name.as_ref(), kept.short_name)?,
            ogrn: or_kept("ogrn", self.ogrn.as_ref(), kept.ogrn)?,
            inn: or_kept("inn", self.inn.as_ref(), kept.inn)?,
            kpp: or_none("kpp", self.kpp.as_ref(), kept.kpp)?,
            legal_form: or_none("legal_form", self.legal_form.as_ref(), kept.legal_form)?,
            oktmo: or_none("oktmo", self.oktmo.as_ref(), kept.oktmo)?,
            agency_kind: agency.transpose()?.unwrap_or(kept.agency_kind),
            agency_territory: or_none(
                "agency_territory",
                self.agency_territory.as_ref(),
                kept.agency_territory,
            )?,
            liquidated: self.liquidated.unwrap_or(kept.liquidated),
            contacts: contacts.unwrap_or(kept.contacts),
            addresses: addresses.unwrap_or(kept.addresses),
            groups: groups.unwrap_or(kept.groups),
            branches: branches.unwrap_or(kept.branches),
            categories: self.categories.as_deref().map(categories).transpose()?.unwrap_or(kept.categories),
            papers,
            oid: kept.oid,
            kind: kept.kind,
            updated_at: kept.updated_at,
        })
    }

    /// What other bodies tell, as the form says it.
    fn papers(&self, kept: Papers, item: &mut u64, now: Timestamp) -> Result<Papers, FieldFault> {
        let vehicles = self.vehicles.as_deref().map(|all| papers::vehicles(all, item)).transpose()?;
        let documents = self.documents.as_deref().map(|all| papers::documents(all, now)).transpose()?;
        let licences = self.licences.as_deref().map(|all| papers::licences(all, item)).transpose()?;
        let consents = self.consents.as_deref().map(|all| papers::consents(all, item, now)).transpose()?;
        Ok(Papers {
            refreshes: if documents.is_some() { Vec::new() } else { kept.refreshes },
            vehicles: vehicles.unwrap_or(kept.vehicles),
            documents: documents.unwrap_or(kept.documents),
            licences: licences.unwrap_or(kept.licences),
            consents: consents.unwrap_or(kept.consents),
            general_consent: self.general_consent.unwrap_or(kept.general_consent),
            requests: kept.requests,
        })
    }
}

fn categories(forms: &[CategoryForm]) -> Result<Vec<Category>, FieldFault> {
    each("categories", forms, CategoryForm::parse)
}

fn contacts(forms: &[ContactForm], numbers: &mut Numbers) -> Result<Vec<OrganisationContact>, FieldFault> {
    let contact = |form: &ContactForm| {
        Ok(OrganisationContact {
            id: numbers.item(),
            kind: ContactKind::of(&form.kind).map_err(|why| fault("contacts.type", why))?,
            value: text("contacts.value", &form.value)?,
        })
    };
    forms.iter().map(contact).collect()
}

fn addresses(forms: &[AddressForm], numbers: &mut Numbers) -> Result<Vec<OrganisationAddress>, FieldFault> {
    let address = |form: &AddressForm| {
        Ok(OrganisationAddress {
            id: numbers.item(),
            kind: AddressKind::of(&form.kind).map_err(|why| fault("addresses.type", why))?,
            line: text("addresses.line", &form.line)?,
            zip_code: or_none("addresses.zip_code", form.zip_code.as_ref(), None)?,
        })
    };
    forms.iter().map(address).collect()
}

/// A group that was there keeps its number.
fn groups(forms: &[GroupForm], kept: &Organisation, numbers: &mut Numbers) -> Result<Vec<Group>, FieldFault> {
    let group = |form: &GroupForm| {
        let known = kept.group(form.mnemonic.trim()).map(|group| group.id);
        Ok(Group {
            id: known.unwrap_or_else(|| numbers.item()),
            mnemonic: text("groups.mnemonic", &form.mnemonic)?,
            name: text("groups.name", &form.name)?,
            description: or_none("groups.description", form.description.as_ref(), None)?,
            system: form.system,
            it_system: or_none("groups.it_system", form.it_system.as_ref(), None)?,
        })
    };
    forms.iter().map(group).collect()
}

/// A branch that was there keeps its number.
fn branches(
    forms: &[BranchForm],
    kept: &Organisation,
    numbers: &mut Numbers,
) -> Result<Vec<Branch>, FieldFault> {
    let branch = |form: &BranchForm| {
        let known = kept.branches.iter().find(|branch| branch.name.as_str() == form.name.trim());
        let oid = known.map_or_else(
            || {
                numbers.branch += 1;
                Oid::new(numbers.branch - 1)
            },
            |branch| branch.oid,
        );
        Ok(Branch {
            oid,
            name: text("branches.name", &form.name)?,
            kpp: or_none("branches.kpp", form.kpp.as_ref(), None)?,
            legal_form: or_none("branches.legal_form", form.legal_form.as_ref(), None)?,
            contacts: contacts(&form.contacts, numbers)?,
            addresses: addresses(&form.addresses, numbers)?,
        })
    };
    forms.iter().map(branch).collect()
}

impl MemberForm {
    /// The post it describes in an organisation.
    pub(crate) fn parse(&self, organisation: &Organisation) -> Result<Post, FieldFault> {
        let branch = self.branch.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let named = |name: &str| {
            let mut own = organisation.branches.iter();
            own.find(|branch| branch.name.to_string() == name || branch.oid.to_string() == name)
        };
        let no_branch = || FieldFault {
            field: "branch".to_owned(),
            expected: "the name or the oid of a branch of the organisation".to_owned(),
        };
        Ok(Post {
            phone: or_none("phone", self.phone.as_ref(), None)?,
            branch: branch.map(|name| named(name).map(|own| own.oid).ok_or_else(no_branch)).transpose()?,
            chief: self.chief,
            admin: self.admin,
            position: or_none("position", self.position.as_ref(), None)?,
            email: or_none("email", self.email.as_ref(), None)?,
            suspended: self.suspended,
            groups: self.groups.iter().map(|group| text("groups", group)).collect::<Result<_, _>>()?,
        })
    }
}
