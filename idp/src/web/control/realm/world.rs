//! A whole realm as one document, and fixtures read once more.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::app::realms::RealmRefusal;
use crate::app::realms::world::World;
use crate::web::control::api::answer::{Answer, Json, OrConflict};
use crate::web::control::api::draft::Draft;
use crate::web::control::api::input::body::{Body, whole};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::{Api, Input};
use crate::web::control::api::owner::Owner;
use crate::web::control::api::run::{settle, sure};
use crate::web::control::realm::realms::problem;
use crate::web::problem::Problem;
use crate::web::site::{Server, Site, administer};

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/world",
        "exportWorld",
        "Export the whole realm as one document, which any server of this version or a later one can import",
        export,
    );
    api.put(
        "/world",
        "importWorld",
        "Replace the whole realm by an exported one; its name and address stay",
        import,
    );
    api.post(
        "/fixtures/reload",
        "reloadFixtures",
        "Read the server's fixtures once more: realms that are made or reset from now on begin with them",
        reload,
    );
}

/// What to export.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorldQuery {
    /// Whether the journal is exported too; it is not when left out.
    #[param(example = true)]
    pub journal: Option<bool>,
}

/// A whole realm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorldJson {
    /// `esia-sim-world`.
    #[schema(example = "esia-sim-world")]
    pub format: String,
    /// Which form the collections have; documents of earlier forms are imported too.
    pub version: usize,
    /// Rows of named values, by collection, in the order of their keys.
    #[schema(value_type = Object)]
    pub collections: BTreeMap<String, Vec<Map<String, Value>>>,
}

/// A document in the body of a request, kept to the letter.
pub struct Document(World);

impl FromRequest for Document {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let whole = whole(request, payload, |bytes| {
            serde_json::from_slice(bytes).map_err(|why| {
                Problem::field("body", format!("expected an exported world: {why}"))
                    .about("body", "send what GET {control}/world answered")
            })
        });
        Box::pin(async move { Ok(Self(whole.await?)) })
    }
}

impl Input for Document {
    fn describe(draft: &mut Draft) {
        draft.problems.extend([408, 413, 415]);
        let schema = draft.schema::<WorldJson>();
        draft.body =
            Some(json!({ "required": true, "content": { "application/json": { "schema": schema } } }));
    }
}

async fn export(site: Site, Query(WorldQuery { journal }): Query<WorldQuery>) -> Answer<Json<WorldJson>> {
    let with_journal = journal.unwrap_or_default();
    let world = sure(&site, move |moment| Ok(World::of(moment.realm, with_journal)?)).await?;
    let World { format, version, collections } = world;
    Ok(Json(WorldJson { format, version, collections }))
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportedWorld)]
pub struct ImportedJson {
    /// The realm.
    pub realm: String,
    /// How many rows each collection got.
    #[schema(value_type = Object)]
    pub rows: BTreeMap<String, usize>,
}

async fn import(
    site: Site,
    server: Server,
    Document(world): Document,
) -> Answer<Json<ImportedJson>, OrConflict> {
    let rows = world.collections.iter().map(|(name, rows)| (name.clone(), rows.len())).collect();
    let id = site.realm.id.clone();
    let realm = settle(&site, administer(move || server.replace(&id, world)).await, problem)?;
    Ok(Json(ImportedJson { realm: realm.id.to_string(), rows }))
}

/// What to do beside reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReloadJson {
    /// Whether this realm begins anew with them at once; it stays as it is when left out.
    pub reset: Option<bool>,
}

/// What the server's fixtures hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = LoadedFixtures)]
pub struct LoadedJson {
    /// So many people.
    pub people: usize,
    /// So many organisations.
    pub organisations: usize,
    /// So many relying parties.
    pub clients: usize,
    /// So many service centres.
    pub centres: usize,
}

async fn reload(
    site: Site,
    _owner: Owner,
    server: Server,
    Body(json): Body<ReloadJson>,
) -> Answer<Json<LoadedJson>> {
    let id = site.realm.id.clone();
    let loaded = administer::<_, RealmRefusal, _>(move || {
        let fixtures = server.reload_fixtures()?;
        if json.reset.unwrap_or_default() {
            server.reset(&id)?;
        }
        Ok(fixtures)
    });
    let fixtures = settle(&site, loaded.await, problem)?;
    Ok(Json(LoadedJson {
        people: fixtures.people.len(),
        organisations: fixtures.organisations.len(),
        clients: fixtures.clients.len(),
        centres: fixtures.centres.len(),
    }))
}
