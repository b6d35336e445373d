//! The consent platform: which kinds a system may ask for, and what people have given to its organisation.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use crate::app::consent::consents::{for_child, is_to};
use crate::app::rest::{RsRefusal, client_named, opened, refused};
use crate::app::{Moment, Stop, journal};
use crate::domain::account::Account;
use crate::domain::client::Client;
use crate::domain::consent::{Consent, Kind, Status};
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::scope;
use crate::protocol::rs::consent::{Listed, Recipient};
use crate::protocol::rs::error::{self, NO_CONSENT, NO_KIND, NO_PERSON, NO_SIGNATURE, NO_SYSTEM};
use crate::store::port::OrganisationFilter;
use crate::store::{ReadTx, StoreError};

/// The scope of tokens that read the platform.
const READS: &str = "usr_prm";

/// The relying party of a token, which must have the scope where one is needed.
fn caller(moment: &Moment<'_>, bearer: Option<&str>, needs: Option<&str>) -> Result<Client, Stop<RsRefusal>> {
    let claims = opened(moment, bearer)?;
    let has = |name: &str| scope::words(&claims.scope).iter().any(|word| word.name == name);
    if let Some(name) = needs.filter(|name| !has(name)) {
        let fix = "ask for a token of the system with the scope usr_prm: grant_type=client_credentials";
        let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with_fix(fix).with("needs", name);
        return Err(refused(error::SCOPE_NOT_ALLOWED, why));
    }
    let client = client_named(&*moment.read()?, &claims)?;
    client.ok_or_else(|| refused(NO_SYSTEM, Why::new(reason::NO_SUCH_RESOURCE)))
}

fn missing(error: error::RsError) -> Stop<RsRefusal> {
    refused(error, Why::new(reason::NO_SUCH_RESOURCE))
}

/// The kinds that a system may ask for, with their numbers.
///
/// # Errors
/// The token does not open them; or something is broken.
pub fn kinds(moment: &Moment<'_>, bearer: Option<&str>) -> Result<Vec<(u64, Kind)>, Stop<RsRefusal>> {
    let client = caller(moment, bearer, Some(READS))?;
    let all = (1..).zip(&moment.realm.origin.registry.kinds);
    let open = all.filter(|(_, kind)| client.may_ask_consent(&kind.sysname));
    journal::answered(moment);
    Ok(open.map(|(number, kind)| (number, kind.clone())).collect())
}

/// One of these kinds.
///
/// # Errors
/// There is none of this number; or as [`kinds`].
pub fn kind(moment: &Moment<'_>, bearer: Option<&str>, id: &str) -> Result<(u64, Kind), Stop<RsRefusal>> {
    let all = kinds(moment, bearer)?;
    all.into_iter().find(|(number, _)| number.to_string() == id).ok_or_else(|| missing(NO_KIND))
}

/// What a person has given to the system's organisation, oldest first; for a child's account also what parents gave
/// for the child.
///
/// # Errors
/// The token opens nothing, or there is no such person; or something is broken.
pub fn issued(moment: &Moment<'_>, bearer: Option<&str>, oid: &str) -> Result<Vec<Listed>, Stop<RsRefusal>> {
    list(moment, bearer, oid, None)
}

fn list(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    needs: Option<&str>,
) -> Result<Vec<Listed>, Stop<RsRefusal>> {
    let client = caller(moment, bearer, needs)?;
    let tx = moment.read()?;
    let person = oid.parse::<Oid>().ok().map(|oid| tx.account(oid)).transpose()?.flatten();
    let account = person.filter(|one| !one.is_deleted()).ok_or_else(|| missing(NO_PERSON))?;
    moment.names_person(account.oid);
    let mut listed = Vec::new();
    for consent in of_person(&*tx, &account)? {
        let is_listed = match consent.status() {
            Status::Given | Status::Withdrawn => true,
            Status::Waiting => moment.settings.consents.list_shows_waiting,
            Status::Declined => false,
        };
        if is_listed && is_to(&consent, &client) {
            listed.push(told(&*tx, &client, consent)?);
        }
    }
    journal::answered(moment);
    Ok(listed)
}

/// The consents that a person was asked for, and those that parents were asked for the person.
fn of_person(tx: &dyn ReadTx, account: &Account) -> Result<Vec<Consent>, StoreError> {
    let mut all = tx.consents(account.oid, None)?;
    all.extend(for_child(tx, account)?);
    all.sort_by_key(|one| one.id);
    Ok(all)
}

/// A consent with the child and the recipient.
fn told(tx: &dyn ReadTx, client: &Client, consent: Consent) -> Result<Listed, StoreError> {
    let card = consent.kid.map(|card| tx.card(card)).transpose()?.flatten();
    let kid = card.map(|card| (card.child.name, card.child.birth_date));
    let ogrn = consent.ogrn.clone().or_else(|| client.ogrn()).unwrap_or_default();
    let owner = client.owner.as_ref();
    let filter = OrganisationFilter { ogrn: Some(ogrn.clone()), limit: 1, ..OrganisationFilter::default() };
    let organisation = tx.organisations(&filter)?.into_iter().next();
    let name = owner.and_then(|owner| owner.name.clone());
    let name = name.or_else(|| organisation.as_ref().map(|own| own.short_name.to_string()));
    let recipient = Recipient {
        id: organisation.map_or(1, |own| own.oid.number() % 1_000_000),
        name: name.unwrap_or_else(|| client.name.clone()),
        ogrn,
        address: owner.and_then(|owner| owner.address.clone()).unwrap_or_default(),
    };
    Ok(Listed { consent, kid, recipient })
}

/// One of the consents of a person.
///
/// # Errors
/// There is none of this number; or as [`issued`].
pub fn one(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    id: &str,
) -> Result<Listed, Stop<RsRefusal>> {
    of_number(issued(moment, bearer, oid)?, id)
}

fn of_number(all: Vec<Listed>, id: &str) -> Result<Listed, Stop<RsRefusal>> {
    all.into_iter().find(|one| one.consent.id.to_string() == id).ok_or_else(|| missing(NO_CONSENT))
}

/// The archive of a signed consent, or of all of a person; `spell` writes a consent down.
///
/// # Errors
/// The token does not open it, there is no such consent, or it has no signature; or something is broken.
// SIM: what lies in the real archive is not published; here the consent as JSON, and the name of its signature.
pub fn archive(
    moment: &Moment<'_>,
    bearer: Option<&str>,
    oid: &str,
    id: Option<&str>,
    spell: impl Fn(&Listed) -> String,
) -> Result<Vec<u8>, Stop<RsRefusal>> {
    let mut all = list(moment, bearer, oid, Some(READS))?;
    if let Some(id) = id {
        all = vec![of_number(all, id)?];
    }
    all.retain(|one| one.consent.signature.is_some());
    if all.is_empty() {
        return Err(missing(NO_SIGNATURE));
    }
    let packed = all.iter().map(|one| Ok((format!("{}.zip", one.consent.id), zipped(&files(one, &spell))?)));
    let packed: Vec<_> = packed.collect::<zip::result::ZipResult<_>>().map_err(|_| missing(NO_SIGNATURE))?;
    match (id, packed.as_slice()) {
        (Some(_), [(_, alone)]) => Ok(alone.clone()),
        _ => zipped(&packed).map_err(|_| missing(NO_SIGNATURE)),
    }
}

fn files(one: &Listed, spell: &impl Fn(&Listed) -> String) -> Vec<(String, Vec<u8>)> {
    let id = one.consent.id;
    let signature = one.consent.signature.clone().unwrap_or_default();
    vec![(format!("{id}.json"), spell(one).into_bytes()), (format!("{id}.sig"), signature.into_bytes())]
}

fn zipped(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(
            name.as_str(),
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
