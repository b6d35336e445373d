//! `/rs/orgs`: organisations with their contacts, addresses, groups, branches and employees.

use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::rest::organisation::{self as shown, Shown};
use crate::app::rest::{self, RsRefusal};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::id::Oid;
use crate::domain::journal::{Why, reason};
use crate::domain::organisation::{
    Branch, Membership, Organisation, OrganisationAddress, OrganisationContact,
};
use crate::domain::scope::Disclosure as OfPerson;
use crate::domain::scope::organisation::Disclosure;
use crate::protocol::rs::address::AddressResource;
use crate::protocol::rs::collection::{Collection, Page};
use crate::protocol::rs::contact::ContactResource;
use crate::protocol::rs::embed::Embed;
use crate::protocol::rs::employee;
use crate::protocol::rs::error;
use crate::protocol::rs::organisation::{self, GroupResource};
use crate::protocol::rs::person;
use crate::protocol::rs::vehicle::{self, VehicleResource};
use crate::web::rs::answer::{Spelled, answer, spelled};
use crate::web::rs::list::{ADDRESSES, CONTACTS, Form, VEHICLES};
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
    page: Page,
}

impl Asked<'_> {
    /// How a collection below the organisation was asked for.
    fn form(&self) -> Form {
        Form { objects: self.embed.elements(), page: self.page }
    }
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
            page: query.page(moment.settings.rs.paging),
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
    let (all, form) = (&shown.organisation, asked.form());
    let address = |part: &str| format!("{}/{part}", asked.address);
    let needs = |what| open(shown, &[what]);
    Ok(match asked.path {
        [""] => Some(whole(shown, asked)),
        ["ctts", rest @ ..] => {
            needs(Disclosure::Contacts)?;
            form.list_or_one(CONTACTS, &address("ctts"), rest, contacts(&all.contacts))
        }
        ["addrs", rest @ ..] => {
            needs(Disclosure::Addresses)?;
            form.list_or_one(ADDRESSES, &address("addrs"), rest, addresses(&all.addresses))
        }
        ["vhls", rest @ ..] => {
            needs(Disclosure::Vehicles)?;
            form.list_or_one(VEHICLES, &address("vhls"), rest, vehicles(all))
        }
        ["grps", rest @ ..] => {
            needs(Disclosure::Groups)?;
            listed_groups(groups(moment, shown, |_| true)?, &address("grps"), rest, form)
        }
        ["brhs", rest @ ..] => {
            needs(match rest {
                [_, "ctts", ..] => Disclosure::BranchContacts,
                [_, "addrs", ..] => Disclosure::BranchAddresses,
                _ => Disclosure::Branches,
            })?;
            branches(shown, rest, asked)
        }
        ["emps", person, "grps", rest @ ..] => {
            // MR А.6: by `org_emps`; `org_grps` is for the whole list.
            open(shown, &[Disclosure::Employees, Disclosure::Groups])?;
            let Some((membership, _)) = employee(shown, person) else { return Ok(None) };
            let mut own = groups(moment, shown, |name| has_group(membership, name))?;
            own.retain(|group| asked.system.is_empty() || group.it_system.as_deref() == Some(asked.system));
            own.iter_mut().for_each(|group| group.of_employee = true);
            listed_groups(own, &address(&format!("emps/{person}/grps")), rest, form)
        }
        ["emps", rest @ ..] => {
            needs(Disclosure::Employees)?;
            employees(shown, rest, asked)
        }
        _ => None,
    })
}

/// Whether the token opens one of these pieces of the organisation.
fn open(shown: &Shown, what: &[Disclosure]) -> Result<(), Stop<RsRefusal>> {
    if what.iter().any(|one| shown.sees.contains(one)) {
        return Ok(());
    }
    let why = Why::new(reason::SCOPE_NOT_IN_TOKEN).with("part", format!("{what:?}"));
    Err(rest::refused(error::SCOPE_NOT_ALLOWED, why))
}

fn whole(shown: &Shown, asked: &Asked<'_>) -> Spelled {
    let all = &shown.organisation;
    let mut resource = organisation::organisation(all, shown.members.len(), &shown.sees);
    let wanted = |name: &str, what: Disclosure| asked.embed.part(name).filter(|_| shown.sees.contains(&what));
    let address = |part: &str| format!("{}/{part}", asked.address);
    resource.contacts = wanted("contacts", Disclosure::Contacts)
        .map(|objects| Collection::new(&address("ctts"), contacts(&all.contacts), objects));
    resource.addresses = wanted("addresses", Disclosure::Addresses)
        .map(|objects| Collection::new(&address("addrs"), addresses(&all.addresses), objects));
    resource.vehicles = wanted("vehicles", Disclosure::Vehicles)
        .map(|objects| Collection::new(&address("vhls"), vehicles(all), objects));
    spelled("orgs/Organization-1", &resource.tagged())
}

fn contacts(all: &[OrganisationContact]) -> Vec<ContactResource> {
    all.iter().map(organisation::contact).collect()
}

fn vehicles(all: &Organisation) -> Vec<VehicleResource> {
    all.papers.vehicles.iter().map(vehicle::vehicle).collect()
}

fn addresses(all: &[OrganisationAddress]) -> Vec<AddressResource> {
    all.iter().map(organisation::address).collect()
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

fn listed_groups(all: Vec<GroupResource>, address: &str, rest: &[&str], form: Form) -> Option<Spelled> {
    const GROUPS: (&str, &str) = ("grps/Groups-1", "grps/Group-1");
    match rest {
        [mnemonic, system] => pick(GROUPS.1, all, &format!("{mnemonic}/{system}")),
        _ => form.list_or_one(GROUPS, address, rest, all),
    }
}

fn has_group(membership: &Membership, mnemonic: &str) -> bool {
    membership.post.groups.iter().any(|own| own.as_str() == mnemonic)
}

/// Branches; `org_brhs` opens their contacts and addresses too (MR table 98, row 16).
fn branches(shown: &Shown, rest: &[&str], asked: &Asked<'_>) -> Option<Spelled> {
    let address = format!("{}/brhs", asked.address);
    let inside = asked.embed.of_elements();
    let wanted = |name: &str| inside.part(name).is_some() || asked.embed.part(name).is_some();
    let resource = |branch: &Branch| {
        let own = format!("{address}/{}", branch.oid);
        let contacts = wanted("contacts")
            .then(|| Collection::new(&format!("{own}/ctts"), contacts(&branch.contacts), true));
        let places = wanted("addresses")
            .then(|| Collection::new(&format!("{own}/addrs"), addresses(&branch.addresses), true));
        let staff = shown.members.iter().filter(|(member, _)| member.post.branch == Some(branch.oid)).count();
        let staff = shown.sees.contains(&Disclosure::Employees).then_some(staff);
        organisation::branch(branch, staff, contacts, places)
    };
    let all = &shown.organisation.branches;
    let named = |oid: &str| all.iter().find(|branch| branch.oid.to_string() == oid);
    let form = asked.form();
    match rest {
        [oid, "ctts", rest @ ..] => named(oid).and_then(|own| {
            form.list_or_one(CONTACTS, &format!("{address}/{oid}/ctts"), rest, contacts(&own.contacts))
        }),
        [oid, "addrs", rest @ ..] => named(oid).and_then(|own| {
            form.list_or_one(ADDRESSES, &format!("{address}/{oid}/addrs"), rest, addresses(&own.addresses))
        }),
        _ => form.list_or_one(
            ("brhs/Branches-1", "brhs/Branch-1"),
            &address,
            rest,
            all.iter().map(resource).collect(),
        ),
    }
}

fn employee<'s>(shown: &'s Shown, person: &str) -> Option<&'s (Membership, Account)> {
    shown.members.iter().find(|(membership, _)| membership.person.to_string() == person)
}

/// What `org_emps` opens of the person inside an employee: names, dates and places of birth, gender (MR А.1, А.5).
const OF_EMPLOYEE: [OfPerson; 4] =
    [OfPerson::FullName, OfPerson::BirthDate, OfPerson::BirthPlace, OfPerson::Gender];

/// Employees; with the person inside where that is asked.
fn employees(shown: &Shown, rest: &[&str], asked: &Asked<'_>) -> Option<Spelled> {
    let with_person =
        asked.embed.of_elements().part("person").is_some() || asked.embed.part("person").is_some();
    let resource = |(membership, account): &(Membership, Account)| {
        let sees = OF_EMPLOYEE.into();
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
            Some(asked.form().list("emps/Employees-1", &format!("{}/emps", asked.address), all))
        }
        [person] => employee(shown, person).map(|one| spelled("emps/Employee-1", &resource(one))),
        _ => None,
    }
}
