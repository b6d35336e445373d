//! Realms: whole providers, each at an address of its own.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpRequest};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::realm::quotas::Quotas;
use crate::app::realms::address;
use crate::app::realms::shelf::{Choice, FixtureFiles};
use crate::app::realms::{NewRealm, RealmRefusal, Standing};
use crate::app::{Moment, Realm, Stop};
use crate::domain::id::RealmId;
use crate::web::control::api::answer::{Answer, Done, Json, Listed, Made, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::owner::{Owner, OwnerOf};
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::settle;
use crate::web::control::realm::clock::ClockJson;
use crate::web::listeners::{ListenRefusal, Listeners};
use crate::web::problem::Problem;
use crate::web::request::caller::Concerned;
use crate::web::request::realm_path::HOST_END;
use crate::web::site::{Server, Site, administer};

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get("/realms", "listRealms", "List the realms", list);
    api.post(
        "/realms",
        "makeRealm",
        "Make a realm: a whole provider with accounts, clients, clock, outbox and journal of its own",
        make,
    );
    api.get("/realms/{id}", "showRealm", "Show a realm", show);
    api.delete("/realms/{id}", "removeRealm", "Drop a realm with everything in it", remove);
    api.post(
        "/realms/{id}/reset",
        "resetRealm",
        "Bring a realm back to its fixtures; clock, seed and address stay, if its database can be read",
        reset,
    );
}

/// A realm to make; everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewRealmJson {
    /// Its name: a-z, 0-9 and `-`; made up when left out.
    pub id: Option<String>,
    /// The realm to begin as a copy of; the fixtures when left out.
    pub from: Option<String>,
    /// What it begins with, and comes back to by a reset; the server's own fixtures when left out.
    pub fixtures: Option<FixturesJson>,
    /// Its clock.
    pub clock: Option<ClockJson>,
    /// Its seed.
    pub seed: Option<u64>,
    /// An address of its own such as `127.0.0.5:8085`, on loopback or where the server listens; port 0 takes a free one.
    pub listen: Option<String>,
}

/// What a realm begins with: a set of the server by its name, or files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = RealmFixtures)]
pub struct FixturesJson {
    /// The name of a folder in the one that the server was started with as `--fixture-sets`.
    pub set: Option<String>,
    /// TOML texts by name: `people/NAME.toml`, `clients/NAME.toml`, `centres.toml`, `consents.toml`. Centres and consents
    /// are the server's own where they are left out.
    #[schema(value_type = Option<std::collections::HashMap<String, String>>)]
    pub files: Option<FixtureFiles>,
}

impl FixturesJson {
    fn parse(self) -> Result<Choice, Problem> {
        match self {
            Self { set: Some(set), files: None } => Ok(Choice::Set(set)),
            Self { set: None, files: Some(files) } => Ok(Choice::Files(files)),
            _ => Err(Problem::field("fixtures", "expected either set or files")),
        }
    }
}

/// A realm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RealmJson {
    /// Its name.
    pub realm: String,
    /// Where its pages and OAuth are.
    pub base_url: String,
    /// Where its control API is.
    pub control_url: String,
    /// The same place by a host of its own, for clients whose paths are fixed; left out when the name is too long for one,
    /// and where the server has a public address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host_url: Option<String>,
    /// The same place at an address of its own, where it was given one and listens there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_url: Option<String>,
    /// Whether it serves.
    pub state: RealmState,
    /// What is wrong with its database and what to do; left out when nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What repeats its chance; left out when the database cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// How much it may have; left out where the server limits nothing, and when the database cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotas: Option<QuotasJson>,
}

/// How much a realm may have; what is left out is not limited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RealmQuotas)]
pub struct QuotasJson {
    /// At most so many people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people_max: Option<u32>,
    /// So many people it has, deleted ones too.
    pub people: u64,
    /// At most so many bytes of the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal_bytes_max: Option<u64>,
    /// Until when it may be written, by the machine's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writable_until: Option<String>,
}

impl QuotasJson {
    fn of(realm: &Realm) -> Option<Self> {
        let quotas = realm.allowance.quotas;
        if quotas == Quotas::default() {
            return None;
        }
        Some(Self {
            people_max: quotas.people,
            people: realm.read().and_then(|tx| tx.accounts_count()).ok()?,
            journal_bytes_max: quotas.journal_bytes,
            writable_until: realm.allowance.until().map(|until| until.to_string()),
        })
    }
}

/// All realms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RealmList)]
pub struct RealmsJson {
    /// By name.
    pub realms: Vec<RealmJson>,
}

/// Whether a realm serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RealmState {
    /// It does.
    Serving,
    /// Its database is damaged, gone or was replaced.
    Unusable,
}

impl RealmJson {
    fn of(site: &Site, listeners: &Listeners, realm: &Realm) -> Self {
        let reason = realm.check().err().map(|why| why.to_string());
        let told = Self::told(site, listeners, &realm.id, Some(realm.origin.seed), reason);
        Self { quotas: QuotasJson::of(realm), ..told }
    }

    fn standing(site: &Site, listeners: &Listeners, id: &RealmId, standing: &Standing) -> Self {
        match standing {
            Standing::Serving(realm) => Self::of(site, listeners, realm),
            Standing::Unusable(why) => Self::told(site, listeners, id, None, Some(why.to_string())),
        }
    }

    fn told(
        site: &Site,
        listeners: &Listeners,
        id: &RealmId,
        seed: Option<u64>,
        reason: Option<String>,
    ) -> Self {
        let prefix = if id.is_default() { String::new() } else { format!("/realms/{id}") };
        let root = site.root();
        let base_url = format!("{root}{prefix}");
        let control_url = format!("{base_url}/control/v1");
        // Behind a public address, a host below `localhost` is not where the proxy is.
        let host_url = if site.public_url.is_some() { None } else { host_url(&root, id) };
        let scheme = site.scheme();
        let own_url = listeners.of(id).map(|address| format!("{scheme}://{address}"));
        let state = if reason.is_none() { RealmState::Serving } else { RealmState::Unusable };
        Self {
            realm: id.to_string(),
            base_url,
            control_url,
            host_url,
            own_url,
            state,
            reason,
            seed,
            quotas: None,
        }
    }
}

/// A realm by its host. RFC 1035 section 2.3.4: a label has at most 63 octets; section 2.3.1: it does not end in `-`.
fn host_url(root: &str, id: &RealmId) -> Option<String> {
    let (scheme, authority) = root.split_once("://")?;
    let port = authority.rsplit_once(':').map_or(String::new(), |(_, port)| format!(":{port}"));
    let is_label = id.as_str().len() <= 63 && !id.as_str().ends_with('-');
    is_label.then(|| format!("{scheme}://{id}{HOST_END}{port}"))
}

fn parse(json: NewRealmJson) -> Result<NewRealm, Problem> {
    let id = |name: &str, text: Option<String>| -> Result<Option<RealmId>, Problem> {
        text.map(|text| text.parse().map_err(|error| Problem::field(name, error))).transpose()
    };
    if json.from.is_some() && json.fixtures.is_some() {
        let fix = "leave fixtures out: a copy begins with what the other realm has";
        return Err(Problem::field("fixtures", "expected nothing beside from").about("fixtures", fix));
    }
    Ok(NewRealm {
        fixtures: json.fixtures.map(FixturesJson::parse).transpose()?.unwrap_or_default(),
        id: id("id", json.id)?,
        from: id("from", json.from)?,
        clock: json.clock.map(|clock| clock.parse().map_err(|why| why.below("clock"))).transpose()?,
        seed: json.seed,
    })
}

/// How a refusal is told.
pub(crate) fn problem(refusal: RealmRefusal) -> Problem {
    match refusal {
        RealmRefusal::Fixture(_) => Problem::field("fixtures", refusal)
            .about("fixtures", "correct the file that is named; docs/guides/run-it.md shows what they hold"),
        RealmRefusal::World(_) => Problem::field("body", refusal)
            .about("body", "send what GET {control}/world of a server answered"),
        RealmRefusal::Exists => {
            Problem::conflict(refusal).about("id", "choose another name, or drop the realm first")
        }
        RealmRefusal::Unknown => {
            Problem::not_found(refusal).about("id", "GET {server}/control/v1/realms lists them")
        }
        RealmRefusal::Unusable(_) => {
            Problem::conflict(refusal).about("from", "reset that realm, or name another one")
        }
        RealmRefusal::Default => Problem::conflict(refusal).about("id", "reset it instead"),
    }
}

async fn list(
    site: Site,
    _owner: Owner,
    server: Server,
    listeners: Data<Listeners>,
    request: HttpRequest,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<RealmsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let (asked, all) = (site.clone(), server.clone());
    settle(&site, administer(move || Ok(all.catch_up_with_all()?)).await, problem)?;
    let read = move |_: &Moment<'_>, _| {
        let standings = server.list();
        let json =
            |(id, standing): &(RealmId, Standing)| RealmJson::standing(&asked, &listeners, id, standing);
        let all = standings.iter().map(json).collect();
        Ok::<_, Stop<Infallible>>(page::following(all, after.as_deref(), |one| one.realm.clone()))
    };
    let spell = |realms| RealmsJson { realms };
    page.list(&site, read, |one: &RealmJson| one.realm.clone(), spell, |never| match never {}).await
}

async fn make(
    site: Site,
    _owner: Owner,
    server: Server,
    listeners: Data<Listeners>,
    request: HttpRequest,
    Body(json): Body<NewRealmJson>,
) -> Answer<Made<RealmJson>, OrConflict> {
    let listen = json.listen.as_deref().map(listening).transpose()?;
    let new = parse(json)?;
    let realms = server.clone();
    let told = |refusal| match refusal {
        RealmRefusal::Unknown => problem(refusal).about("from", "name a realm that exists"),
        other => problem(other),
    };
    let realm = settle(&site, administer(move || realms.make(new)).await, told)?;
    let id = realm.id.clone();
    request.extensions_mut().insert(Concerned(id.clone()));
    let opened = match listen {
        Some(address) => Listeners::listen(&listeners, &id, address).map(Some),
        None => Ok(None),
    };
    let (kept, is_refused) = (listen.filter(|_| opened.is_ok()), opened.is_err());
    let remembered = administer(move || -> Result<(), Stop<RealmRefusal>> {
        // A copy does not take over the address of the realm it was copied from.
        if is_refused {
            return server.drop_realm(&id);
        }
        Ok(address::keep(realm_of(&server, &id)?.as_ref(), kept)?)
    });
    settle(&site, remembered.await, problem)?;
    opened.map_err(unheard)?;
    Ok(Made(RealmJson::of(&site, &listeners, &realm)))
}

fn realm_of(server: &Server, id: &RealmId) -> Result<Arc<Realm>, Stop<RealmRefusal>> {
    server.find(id).ok_or(Stop::refused(RealmRefusal::Unknown))
}

fn listening(text: &str) -> Result<SocketAddr, Problem> {
    text.parse()
        .map_err(|_| Problem::field("listen", "expected an IP address and a port such as 127.0.0.5:8085"))
}

fn unheard(refusal: ListenRefusal) -> Problem {
    let fix = match refusal {
        ListenRefusal::Exposed => "choose an address such as 127.0.0.5:8085, or port 0 of 127.0.0.1",
        ListenRefusal::TooMany => {
            "drop a realm that has an address of its own, or name the realm by its path"
        }
        ListenRefusal::Unusable(_) => "choose another port; port 0 takes a free one",
    };
    Problem::conflict(refusal).about("listen", fix)
}

async fn show(
    site: Site,
    owner: OwnerOf,
    server: Server,
    listeners: Data<Listeners>,
    At(id): At<RealmId>,
) -> Answer<Json<RealmJson>> {
    owner.of(&site.realm.id, &id)?;
    let (all, wanted) = (server.clone(), id.clone());
    settle(&site, administer(move || Ok(all.catch_up(&wanted)?)).await, problem)?;
    let standing = server.standing(&id).ok_or_else(|| problem(RealmRefusal::Unknown))?;
    Ok(Json(RealmJson::standing(&site, &listeners, &id, &standing)))
}

async fn remove(site: Site, _owner: Owner, server: Server, At(id): At<RealmId>) -> Answer<Done, OrConflict> {
    settle(&site, administer(move || server.drop_realm(&id)).await, problem)?;
    Ok(Done)
}

async fn reset(
    At(id): At<RealmId>,
    owner: OwnerOf,
    site: Site,
    listeners: Data<Listeners>,
    server: Server,
) -> Answer<Json<RealmJson>> {
    owner.of(&site.realm.id, &id)?;
    let realm = settle(&site, administer(move || server.reset(&id)).await, problem)?;
    Ok(Json(RealmJson::of(&site, &listeners, &realm)))
}
