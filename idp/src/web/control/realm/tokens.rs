//! Tokens of one realm: whoever owns the server makes and revokes them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::realm::tokens::Token;
use crate::app::realms::tokens::{self, TokenRefusal};
use crate::app::realms::{RealmRefusal, Realms};
use crate::app::{Realm, Stop};
use crate::domain::id::{RealmId, TokenName};
use crate::web::control::api::answer::{Answer, Done, Json, Made, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::operation::Api;
use crate::web::control::api::owner::Owner;
use crate::web::control::api::run::settle;
use crate::web::control::realm::realms;
use crate::web::problem::Problem;
use crate::web::site::{Server, Site, administer};

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/realms/{id}/tokens",
        "listRealmTokens",
        "List the tokens that open a realm's control API",
        list,
    );
    api.post(
        "/realms/{id}/tokens",
        "makeRealmToken",
        "Make a token that opens the control API of one realm; it is told only in this answer",
        make,
    );
    api.delete("/realms/{id}/tokens/{name}", "revokeRealmToken", "Revoke a token of a realm", revoke);
}

/// A token to make.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRealmToken)]
pub struct NewTokenJson {
    /// What whoever holds it is called: a-z, 0-9 and `-`.
    #[schema(example = "ci")]
    pub name: String,
}

/// A token that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MadeRealmToken)]
pub struct MadeTokenJson {
    /// What whoever holds it is called.
    pub name: String,
    /// When it was made, by the machine's clock.
    pub made_at: String,
    /// The token. The server keeps its digest only: it is not told again.
    pub token: String,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RealmToken)]
pub struct TokenJson {
    /// What whoever holds it is called.
    pub name: String,
    /// When it was made, by the machine's clock.
    pub made_at: String,
}

/// The tokens of a realm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RealmTokenList)]
pub struct TokensJson {
    /// Oldest first.
    pub tokens: Vec<TokenJson>,
}

/// Why nothing is done: the realm, or the token.
enum Refusal {
    Realm(RealmRefusal),
    Token(TokenRefusal),
}

impl Refusal {
    fn problem(self) -> Problem {
        match self {
            Self::Realm(refusal) => realms::problem(refusal),
            Self::Token(refusal @ TokenRefusal::Exists) => {
                Problem::conflict(refusal).about("name", "choose another name, or revoke the token first")
            }
            Self::Token(refusal @ TokenRefusal::TooMany) => {
                Problem::conflict(refusal).about("name", "revoke those that nobody uses")
            }
            Self::Token(refusal @ TokenRefusal::Unknown) => Problem::not_found(refusal)
                .about("name", "GET {server}/control/v1/realms/{id}/tokens lists them"),
        }
    }
}

/// Does something with the tokens of a realm; it waits for a reset that is under way.
fn within<T>(
    server: &Realms,
    id: &RealmId,
    work: impl FnOnce(&Realm) -> Result<T, Stop<TokenRefusal>>,
) -> Result<T, Stop<Refusal>> {
    let unknown = || Stop::Refused(Refusal::Realm(RealmRefusal::Unknown));
    server.catch_up(id)?;
    let realm = server.find(id).ok_or_else(unknown)?;
    realm.serve(work).map_err(|_| unknown())?.map_err(|stop| stop.map(Refusal::Token))
}

async fn list(site: Site, _owner: Owner, server: Server, At(id): At<RealmId>) -> Answer<Json<TokensJson>> {
    let all = administer(move || within(&server, &id, |realm| Ok(tokens::kept(realm)?)));
    let all = settle(&site, all.await, Refusal::problem)?;
    let json = |Token { name, made_at, .. }: Token| TokenJson {
        name: name.to_string(),
        made_at: made_at.to_string(),
    };
    Ok(Json(TokensJson { tokens: all.into_iter().map(json).collect() }))
}

async fn make(
    site: Site,
    owner: Owner,
    server: Server,
    At(id): At<RealmId>,
    Body(NewTokenJson { name }): Body<NewTokenJson>,
) -> Answer<Made<MadeTokenJson>, OrConflict> {
    if !owner.has_token {
        let detail = "the server has no control token: everybody who reaches it may call everything";
        let fix = "start esia-idp with --control-token-file FILE first";
        return Err(Problem::conflict(detail).about("", fix).into());
    }
    let name: TokenName = name.parse().map_err(|error| Problem::field("name", error))?;
    let made = administer(move || within(&server, &id, |realm| tokens::make(realm, name)));
    let (made, token) = settle(&site, made.await, Refusal::problem)?;
    Ok(Made(MadeTokenJson { name: made.name.to_string(), made_at: made.made_at.to_string(), token }))
}

async fn revoke(
    site: Site,
    _owner: Owner,
    server: Server,
    At(id): At<RealmId>,
    At(name): At<TokenName>,
) -> Answer<Done> {
    let revoked = administer(move || within(&server, &id, |realm| tokens::revoke(realm, &name)));
    settle(&site, revoked.await, Refusal::problem)?;
    Ok(Done)
}
