//! Organisations made by a tester or by fixtures: put down, changed, given chiefs and employees.

mod fields;
mod form;
mod made_up;
mod papers;

pub use form::{AddressForm, BranchForm, ContactForm, GroupForm, MemberForm, OrganisationForm};
pub use papers::{LicenceForm, OrganisationConsentForm, ProfileDocumentForm};

use crate::app::oauth::login;
use crate::app::people::fault::FieldFault;
use crate::app::stop::control_refused;
use crate::app::{Explained, Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::Why;
use crate::domain::organisation::{Kind, Membership, MembershipRefusal, Organisation, Post, admit};
pub use crate::store::port::OrganisationFilter;
use crate::store::{ReadTx, StoreError, WriteTx};

/// An organisation and who belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peopled {
    /// The organisation.
    pub organisation: Organisation,
    /// Its members, by the person's number.
    pub members: Vec<Membership>,
}

/// Why an organisation is not as wished.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationRefusal {
    /// A field does not hold what it should.
    #[error(transparent)]
    Field(#[from] FieldFault),
    /// There is none of this number.
    #[error("no organisation has this oid")]
    Unknown,
    /// There is no such person.
    #[error("no account is named {0:?}")]
    NoPerson(String),
    /// The person may not have that post.
    #[error(transparent)]
    Membership(#[from] MembershipRefusal),
}

impl Explained for OrganisationRefusal {
    fn why(&self) -> Why {
        control_refused(self)
    }
}

/// Makes an organisation with its members.
///
/// # Errors
/// A field does not hold what it should, a member is not admitted; or something is broken.
pub fn make(moment: &Moment<'_>, form: &OrganisationForm) -> Result<Peopled, Stop<OrganisationRefusal>> {
    moment.whole(|tx| make_within(moment, tx, form))
}

/// Makes an organisation within a transaction of the caller.
///
/// # Errors
/// As [`make`].
pub(crate) fn make_within(
    moment: &Moment<'_>,
    tx: &mut dyn WriteTx,
    form: &OrganisationForm,
) -> Result<Peopled, Stop<OrganisationRefusal>> {
    let kind = form.kind().map_err(field)?;
    let mut members = Vec::new();
    for member in &form.members {
        members.push((found(tx, &member.person)?, member));
    }
    let oid = tx.next_organisation_oid()?;
    let chief = members.iter().find(|(_, member)| member.chief).map(|(account, _)| account);
    let blank = match (kind, chief) {
        (Kind::SoleProprietor, None) => {
            let expected = "the proprietor, with \"chief\": true".to_owned();
            return Err(field(FieldFault { field: "members".to_owned(), expected }));
        }
        (Kind::SoleProprietor, Some(owner)) => made_up::sole_proprietor(oid, owner, moment.now),
        (kind, _) => Ok(made_up::organisation(oid, kind, moment.now)),
    };
    let organisation = form.applied(blank.map_err(field)?, Oid::new(oid.number() + 1)).map_err(field)?;
    keep(tx, &organisation)?;
    let mut kept = Vec::new();
    for (account, member) in members {
        let post = member.parse(&organisation).map_err(field)?;
        kept.push(place(tx, &organisation, &account, post, moment)?);
    }
    kept.sort_by_key(|membership| membership.person);
    Ok(Peopled { organisation, members: kept })
}

/// Changes what the form names; lists are replaced whole.
///
/// # Errors
/// There is no such organisation, or a field does not hold what it should; or something is broken.
pub fn change(
    moment: &Moment<'_>,
    oid: Oid,
    form: &OrganisationForm,
) -> Result<Peopled, Stop<OrganisationRefusal>> {
    let mut tx = moment.write()?;
    let organisation = tx.organisation(oid)?.ok_or(Stop::refused(OrganisationRefusal::Unknown))?;
    let fixed = [("kind", form.kind.is_some()), ("members", !form.members.is_empty())];
    if let Some((name, _)) = fixed.into_iter().find(|(_, given)| *given) {
        let expected = "nothing: it is not changed here".to_owned();
        return Err(field(FieldFault { field: name.to_owned(), expected }));
    }
    let free = tx.next_organisation_oid()?;
    let changed =
        form.applied(Organisation { updated_at: moment.now, ..organisation }, free).map_err(field)?;
    keep(&mut *tx, &changed)?;
    let peopled = peopled(&*tx, oid)?;
    peopled.ok_or(Stop::refused(OrganisationRefusal::Unknown))
}

/// Gives a person a post, or another one.
///
/// # Errors
/// There is no such organisation or person, or the rules do not allow it; or something is broken.
pub fn put_member(
    moment: &Moment<'_>,
    oid: Oid,
    member: &MemberForm,
) -> Result<Peopled, Stop<OrganisationRefusal>> {
    let mut tx = moment.write()?;
    let organisation = tx.organisation(oid)?.ok_or(Stop::refused(OrganisationRefusal::Unknown))?;
    let account = found(&*tx, &member.person)?;
    let post = member.parse(&organisation).map_err(field)?;
    place(&mut *tx, &organisation, &account, post, moment)?;
    let peopled = peopled(&*tx, oid)?;
    peopled.ok_or(Stop::refused(OrganisationRefusal::Unknown))
}

/// Takes a person out of an organisation; tells whether they belonged to it.
///
/// # Errors
/// The store failed.
pub fn remove_member(moment: &Moment<'_>, oid: Oid, person: Oid) -> Result<bool, StoreError> {
    moment.write()?.remove_membership(oid, person)
}

/// An organisation with its members.
///
/// # Errors
/// The store failed.
pub fn find(moment: &Moment<'_>, oid: Oid) -> Result<Option<Peopled>, StoreError> {
    peopled(&*moment.read()?, oid)
}

/// Organisations with their members, oldest first.
///
/// # Errors
/// The store failed.
pub fn list(moment: &Moment<'_>, filter: &OrganisationFilter) -> Result<Vec<Peopled>, StoreError> {
    let tx = moment.read()?;
    let mut all = Vec::new();
    for organisation in tx.organisations(filter)? {
        let members = tx.members(organisation.oid)?;
        all.push(Peopled { organisation, members });
    }
    Ok(all)
}

fn peopled(tx: &(impl ReadTx + ?Sized), oid: Oid) -> Result<Option<Peopled>, StoreError> {
    let Some(organisation) = tx.organisation(oid)? else { return Ok(None) };
    Ok(Some(Peopled { members: tx.members(oid)?, organisation }))
}

/// The person that a tester names by number or by login.
fn found(tx: &dyn ReadTx, name: &str) -> Result<Account, Stop<OrganisationRefusal>> {
    let account = match name.parse::<Oid>() {
        Ok(oid) if oid >= Oid::FIRST => tx.account(oid)?,
        _ => login::find(tx, name)?,
    };
    account.ok_or_else(|| Stop::refused(OrganisationRefusal::NoPerson(name.to_owned())))
}

/// Keeps an organisation whose facts go together and whose registration number is its own.
fn keep(tx: &mut dyn WriteTx, organisation: &Organisation) -> Result<(), Stop<OrganisationRefusal>> {
    let fault = |name: &str, expected: String| field(FieldFault { field: name.to_owned(), expected });
    organisation.check().map_err(|(name, why)| fault(name, why.to_string()))?;
    let filter =
        OrganisationFilter { ogrn: Some(organisation.ogrn.to_string()), limit: 1, ..Default::default() };
    if tx.organisations(&filter)?.iter().any(|other| other.oid != organisation.oid) {
        return Err(fault("ogrn", "a number that no other organisation has".to_owned()));
    }
    Ok(tx.put_organisation(organisation)?)
}

fn place(
    tx: &mut dyn WriteTx,
    organisation: &Organisation,
    account: &Account,
    post: Post,
    moment: &Moment<'_>,
) -> Result<Membership, Stop<OrganisationRefusal>> {
    let refused = |why| Stop::refused(OrganisationRefusal::Membership(why));
    let mut membership = admit(organisation, account, post, moment.now).map_err(refused)?;
    if let Some(known) = tx.membership(organisation.oid, account.oid)? {
        membership.since = known.since;
    }
    tx.put_membership(&membership)?;
    Ok(membership)
}

fn field(fault: FieldFault) -> Stop<OrganisationRefusal> {
    Stop::refused(OrganisationRefusal::Field(fault))
}
