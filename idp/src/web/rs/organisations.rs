//! `/rs/orgs`: organisations with their contacts, addresses, groups, branches and employees.

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::rest::organisation::{self as shown, Shown};
use crate::app::rest::{self, RsRefusal};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::{Branch, Membership, OrganisationAddress, OrganisationContact};
use crate::domain::scope::Disclosure as OfPerson;
use crate::domain::scope::organisation::Disclosure;
use crate::protocol::rs::address::AddressResource;
use crate::protocol::rs::collection::{Collection, Nothing};
use crate::protocol::rs::contact::ContactResource;
use crate::protocol::rs::embed::Embed;
use crate::protocol::rs::employee;
use crate::protocol::rs::error;
use crate::protocol::rs::organisation::{self, GroupResource};
use crate::protocol::rs::person;
use crate::web::rs::answer::{Spelled, answer, spelled};
use crate::web::rs::query::RsQuery;
use crate::web::rs::shown::{not_found, pick};
use crate::web::site::Site;

/// The routes of this part.
pub(super) fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/rs/orgs/{oid}").route(get().to(one)))
        .service(resource("/rs/orgs/{oid}/{rest:.+}").route(get().to(below)));
}

/// Where a request stands: the organisation's address, the path below it, what is embedded.
struct Asked<'a> {
    address: &'a str,
    path: &'a [&'a str],
    embed: &'a Embed,
    /// `?brhOid=`: employees of this branch instead of the head office (MR А.5).
    branch: &'a str,
    /// `?itSystemName=`: groups of this relying party only (MR А.6).
    system: &'a str,
}

async fn one(site: Site, request: HttpRequest, oid: Path<String>, query: Query<RsQuery>) -> HttpResponse {
    respond(site, request, oid.into_inner(), String::new(), query).await
}

async fn below(
    site: Site,
    request: HttpRequest,
    path: Path<(String, String)>,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (oid, rest) = path.into_inner();
    respond(site, request, oid, rest, query).await
}

async fn respond(
    site: Site,
    request: HttpRequest,
    oid: String,
    rest: String,
    query: Query<RsQuery>,
) -> HttpResponse {
    let (base, embed) = (site.base(), Embed::read(&query.embed));
    let query = query.into_inner();
    answer(&site, &request, move |moment, bearer| {
        let Ok(oid) = oid.parse::<Oid>() else {
            moment.names_client(rest::client_of(moment, bearer));
            return Err(not_found());
        };
        let found = shown::organisation(moment, bearer, oid)?;
        let (address, path) = (format!("{base}/rs/orgs/{oid}"), rest.split('/').collect::<Vec<_>>());
        let asked = Asked {
            address: &address,
            path: &path,
            embed: &embed,
            branch: &query.branch,
            system: &query.system,
        };
        match show(moment, &found, &asked)? {
            Some(spelled) => Ok(spelled),
            None => Err(not_found()),
        }
    })
    .await
}

/// The organisation itself or what lies at a path below it; nothing when nothing does.
fn show(moment: &Moment<'_>, shown: &Shown, asked: &Asked<'_>) -> Result<Option<Spelled>, Stop<RsRefusal>> {
    let (all, objects) = (&shown.organisation, asked.embed.elements());
    let address = |part: &str| format!("{}/{part}", asked.address);
    let needs = |what| open(shown, what);
    Ok(match asked.path {
        [""] => Some(whole(shown, asked)),
        ["ctts", rest @ ..] => {
            needs(Disclosure::Contacts)?;
            contacts(&all.contacts, &address("ctts"), rest, objects)
        }
        ["addrs", rest @ ..] => {
            needs(Disclosure::Addresses)?;
            addresses(&all.addresses, &address("addrs"), rest, objects)
        }
        ["vhls"] => {
            needs(Disclosure::Vehicles)?;
            let none = Collection::<Nothing>::new(&address("vhls"), Vec::new(), objects);
            Some(spelled("vhls/Vehicles-1", &none))
        }
        ["grps", rest @ ..] => {
            needs(Disclosure::Groups)?;
            listed_groups(groups(moment, shown, |_| true)?, &address("grps"), rest, objects)
        }
        ["brhs", rest @ ..] => {
            needs(Disclosure::Branches)?;
            branches(shown, rest, asked, &needs)?
        }
        ["emps", person, "grps", rest @ ..] => {
            needs(Disclosure::Groups)?;
            let Some((membership, _)) = employee(shown, person) else { return Ok(None) };
            let mut own = groups(moment, shown, |name| has_group(membership, name))?;
            own.retain(|group| asked.system.is_empty() || group.it_system.as_deref() == Some(asked.system));
            own.iter_mut().for_each(|group| group.of_employee = true);
            listed_groups(own, &address(&format!("emps/{person}/grps")), rest, objects)
        }
        ["emps", rest @ ..] => {
            needs(Disclosure::Employees)?;
            employees(shown, rest, asked)
        }
        _ => None,
    })
}

/// Whether the token opens a piece of the organisation.
fn open(shown: &Shown, what: Disclosure) -> Result<(), Stop<RsRefusal>> {
    if shown.sees.contains(&what) {
        return Ok(());
    }
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with("part", format!("{what:?}"));
    Err(rest::refused(error::SCOPE_NOT_ALLOWED, why))
}

fn whole(shown: &Shown, asked: &Asked<'_>) -> Spelled {
    let all = &shown.organisation;
    let mut resource = organisation::organisation(all, shown.members.len(), &shown.sees);
    let wanted = |name: &str, what: Disclosure| asked.embed.part(name).filter(|_| shown.sees.contains(&what));
    resource.contacts = wanted("contacts", Disclosure::Contacts)
        .map(|objects| contact_list(&all.contacts, &format!("{}/ctts", asked.address), objects));
    resource.addresses = wanted("addresses", Disclosure::Addresses)
        .map(|objects| address_list(&all.addresses, &format!("{}/addrs", asked.address), objects));
    spelled("orgs/Organization-1", &resource.tagged())
}

fn contact_list(all: &[OrganisationContact], address: &str, objects: bool) -> Collection<ContactResource> {
    Collection::new(address, all.iter().map(organisation::contact).collect(), objects)
}

fn address_list(all: &[OrganisationAddress], address: &str, objects: bool) -> Collection<AddressResource> {
    Collection::new(address, all.iter().map(organisation::address).collect(), objects)
}

fn contacts(all: &[OrganisationContact], address: &str, rest: &[&str], objects: bool) -> Option<Spelled> {
    match rest {
        [] => Some(spelled("ctts/Contacts-1", &contact_list(all, address, objects))),
        [id] => pick("ctts/Contact-1", all.iter().map(organisation::contact).collect(), id),
        _ => None,
    }
}

fn addresses(all: &[OrganisationAddress], address: &str, rest: &[&str], objects: bool) -> Option<Spelled> {
    match rest {
        [] => Some(spelled("addrs/Addresses-1", &address_list(all, address, objects))),
        [id] => pick("addrs/Address-1", all.iter().map(organisation::address).collect(), id),
        _ => None,
    }
}

/// The groups whose mnemonics are wanted, with the names of the relying parties they open.
fn groups(
    moment: &Moment<'_>,
    shown: &Shown,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<GroupResource>, Stop<RsRefusal>> {
    let tx = moment.read()?;
    let mut found = Vec::new();
    for group in shown.organisation.groups.iter().filter(|group| is_wanted(group.mnemonic.as_str())) {
        let system = group.it_system.as_ref().and_then(|name| name.as_str().parse().ok());
        let client = system.map(|mnemonic| tx.client(&mnemonic)).transpose()?.flatten();
        found.push(organisation::group(group, client.map(|client| client.name)));
    }
    Ok(found)
}

fn listed_groups(all: Vec<GroupResource>, address: &str, rest: &[&str], objects: bool) -> Option<Spelled> {
    match rest {
        [] => Some(spelled("grps/Groups-1", &Collection::new(address, all, objects))),
        [mnemonic] => pick("grps/Group-1", all, mnemonic),
        [mnemonic, system] => pick("grps/Group-1", all, &format!("{mnemonic}/{system}")),
        _ => None,
    }
}

fn has_group(membership: &Membership, mnemonic: &str) -> bool {
    membership.post.groups.iter().any(|own| own.as_str() == mnemonic)
}

fn branches(
    shown: &Shown,
    rest: &[&str],
    asked: &Asked<'_>,
    needs: &impl Fn(Disclosure) -> Result<(), Stop<RsRefusal>>,
) -> Result<Option<Spelled>, Stop<RsRefusal>> {
    let address = format!("{}/brhs", asked.address);
    let inside = |name: &str, what| asked.embed.inside(name) && shown.sees.contains(&what);
    let (with_contacts, with_addresses) =
        (inside("contacts", Disclosure::BranchContacts), inside("addresses", Disclosure::BranchAddresses));
    let resource = |branch: &Branch| {
        let own = format!("{address}/{}", branch.oid);
        let contacts = with_contacts.then(|| contact_list(&branch.contacts, &format!("{own}/ctts"), true));
        let places = with_addresses.then(|| address_list(&branch.addresses, &format!("{own}/addrs"), true));
        organisation::branch(branch, contacts, places)
    };
    let all = &shown.organisation.branches;
    let named = |oid: &str| all.iter().find(|branch| branch.oid.to_string() == oid);
    let objects = asked.embed.elements();
    Ok(match rest {
        [] => {
            let list = Collection::new(&address, all.iter().map(resource).collect(), objects);
            Some(spelled("brhs/Branches-1", &list))
        }
        [oid] => pick("brhs/Branch-1", all.iter().map(resource).collect(), oid),
        [oid, "ctts", rest @ ..] => {
            needs(Disclosure::BranchContacts)?;
            named(oid)
                .and_then(|own| contacts(&own.contacts, &format!("{address}/{oid}/ctts"), rest, objects))
        }
        [oid, "addrs", rest @ ..] => {
            needs(Disclosure::BranchAddresses)?;
            named(oid)
                .and_then(|own| addresses(&own.addresses, &format!("{address}/{oid}/addrs"), rest, objects))
        }
        _ => None,
    })
}

fn employee<'s>(shown: &'s Shown, person: &str) -> Option<&'s (Membership, Account)> {
    shown.members.iter().find(|(membership, _)| membership.person.to_string() == person)
}

/// Employees; with the person inside where that is asked: only the name, which `org_emps` opens.
fn employees(shown: &Shown, rest: &[&str], asked: &Asked<'_>) -> Option<Spelled> {
    let with_person = asked.embed.inside("person") || asked.embed.part("person").is_some();
    let resource = |(membership, account): &(Membership, Account)| {
        let sees = [OfPerson::FullName].into();
        let person = with_person.then(|| person::person(account, account.is_trusted(), &sees).tagged());
        employee::employee(membership, person)
    };
    match rest {
        [] => {
            let here = |(membership, _): &&(Membership, Account)| {
                let branch = membership.post.branch.map(|branch| branch.to_string()).unwrap_or_default();
                branch == asked.branch
            };
            let all = shown.members.iter().filter(here).map(resource).collect();
            let list = Collection::new(&format!("{}/emps", asked.address), all, asked.embed.elements());
            Some(spelled("emps/Employees-1", &list))
        }
        [person] => employee(shown, person).map(|one| spelled("emps/Employee-1", &resource(one))),
        _ => None,
    }
}
