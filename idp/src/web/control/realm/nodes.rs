//! The servers that share a database: told to whoever owns the stand.

use std::convert::Infallible;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::Stop;
use crate::app::realms::nodes::{Beaten, Node};
use crate::web::control::api::answer::{Answer, Json};
use crate::web::control::api::operation::Api;
use crate::web::control::api::owner::Owner;
use crate::web::control::api::run::settle;
use crate::web::site::{Server, Site, administer};

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/nodes",
        "listNodes",
        "List the servers that share the database; none where the server keeps its realms for itself",
        list,
    );
}

/// A server among those that share a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Node)]
pub struct NodeJson {
    /// Its name, made up at its start.
    pub node: String,
    /// Its own address, as it listens.
    pub address: String,
    /// The version of its program.
    pub version: String,
    /// When it started, by the database's clock.
    pub since: String,
    /// When it last said that it serves, by the database's clock: every 5 s. A node that ends takes itself off the list;
    /// one that was killed stays for 10 minutes.
    pub seen_at: String,
}

/// The servers that share a database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NodeList)]
pub struct NodesJson {
    /// By name.
    pub nodes: Vec<NodeJson>,
}

async fn list(site: Site, _owner: Owner, server: Server) -> Answer<Json<NodesJson>> {
    let nodes = administer(move || Ok::<_, Stop<Infallible>>(server.nodes()?)).await;
    let json = |Beaten { node: Node { name, address, version }, since, seen_at }| NodeJson {
        node: name,
        address,
        version,
        since: since.to_string(),
        seen_at: seen_at.to_string(),
    };
    let nodes = settle(&site, nodes, |never| match never {})?;
    Ok(Json(NodesJson { nodes: nodes.into_iter().map(json).collect() }))
}
