//! What citizens have allowed relying parties: shown, taken back. The wire calls a consent of the digital profile an
//! agreement, and a scope consent a consent.

use actix_web::HttpRequest;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::app::oauth::given::{self, Given};
use crate::app::{Missing, Moment, Stop};
use crate::domain::consent::Consent;
use crate::domain::id::{Mnemonic, Oid};
use crate::domain::time::Timestamp;
use crate::web::control::api::answer::{Answer, Done, Json, Listed};
use crate::web::control::api::at::{At, InPath, number, number_schema, text_schema};
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::{run, sure};
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    api.get(
        "/people/{oid}/agreements",
        "listAgreements",
        "List what a citizen has allowed: consents first, then what relying parties may see",
        list,
    );
    api.delete("/people/{oid}/agreements/{id}", "withdrawAgreement", "Take a consent back", withdraw);
    api.delete(
        "/people/{oid}/consents/{client}",
        "withdrawConsent",
        "Take back everything that was allowed a relying party",
        withdraw_all,
    );
}

/// Everything a citizen has allowed.
#[derive(Serialize, ToSchema)]
#[schema(as = Permissions)]
pub struct GivenJson {
    /// Consents of the digital profile, oldest first.
    #[serde(rename = "agreements")]
    consents: Vec<ConsentJson>,
    /// What relying parties may see, by mnemonic.
    #[serde(rename = "consents")]
    scope_consents: Vec<ScopeConsentJson>,
}

/// A consent of the digital profile.
#[derive(Serialize, ToSchema)]
#[schema(as = Agreement)]
pub struct ConsentJson {
    /// Its number.
    id: u64,
    /// The relying party that asked; nothing for one that was given on the portal to every school diary.
    client: Option<String>,
    /// Its kind, such as `CREDIT` or `APIPGU`.
    kind: String,
    /// Who answers for the data.
    responsible: Option<String>,
    /// Which data.
    scopes: Vec<String>,
    /// What may be done with them.
    actions: Vec<String>,
    /// What for.
    purposes: Vec<String>,
    /// The child it is for, by the number of the card; nothing for the person's own.
    kid: Option<u64>,
    /// The registration number of the organisation it was given to.
    ogrn: Option<String>,
    /// RFC 3339.
    given_at: Option<String>,
    /// RFC 3339; when it ends by itself.
    ends_at: String,
    /// RFC 3339; when it was taken back.
    withdrawn_at: Option<String>,
    /// Whether it acts now.
    acting: bool,
}

/// What a relying party may see.
#[derive(Serialize, ToSchema)]
#[schema(as = Consent)]
pub struct ScopeConsentJson {
    /// The relying party.
    client: String,
    /// The scopes.
    scopes: Vec<String>,
}

impl ConsentJson {
    fn of(consent: Consent, now: Timestamp) -> Self {
        Self {
            id: consent.id,
            client: consent.client.as_ref().map(ToString::to_string),
            kid: consent.kid,
            ogrn: consent.ogrn.clone(),
            given_at: consent.given_at.map(|at| at.to_string()),
            ends_at: consent.ends_at().to_string(),
            withdrawn_at: consent.withdrawn_at.map(|at| at.to_string()),
            acting: consent.is_acting(now),
            kind: consent.terms.kind,
            responsible: consent.terms.responsible,
            scopes: consent.terms.scopes,
            actions: consent.terms.actions,
            purposes: consent.terms.purposes,
        }
    }
}

/// The number of a consent, in an address.
struct ConsentId(u64);

impl InPath for ConsentId {
    const NAME: &'static str = "id";
    const ABOUT: &'static str = "The number of the consent.";

    fn schema() -> Value {
        number_schema(1)
    }

    fn read(text: &str) -> Result<Self, Problem> {
        number(Self::NAME, text).map(Self)
    }
}

/// A relying party that was allowed something, in an address.
struct Allowed(Mnemonic);

impl InPath for Allowed {
    const NAME: &'static str = "client";
    const ABOUT: &'static str = "The `client_id` of the relying party.";

    fn schema() -> Value {
        text_schema("LOCALTEST")
    }

    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map(Self).map_err(|why| Problem::field(Self::NAME, why))
    }
}

/// A row of the list.
enum Row {
    Consent(Box<ConsentJson>),
    Scopes(ScopeConsentJson),
}

impl Row {
    /// Where the list goes on: its kind with the number, or with the relying party.
    fn cursor(&self) -> String {
        match self {
            Self::Consent(one) => format!("agreement-{:020}", one.id),
            Self::Scopes(one) => format!("consent-{}", one.client),
        }
    }

    fn all(given: Given, now: Timestamp) -> Vec<Self> {
        let consents = given.consents.into_iter().map(|(one, _)| ConsentJson::of(one, now));
        let scope_consents = given
            .scope_consents
            .into_iter()
            .map(|one| ScopeConsentJson { client: one.client.to_string(), scopes: one.scopes });
        consents.map(Box::new).map(Self::Consent).chain(scope_consents.map(Self::Scopes)).collect()
    }
}

fn spell(rows: Vec<Row>) -> GivenJson {
    let mut given = GivenJson { consents: Vec::new(), scope_consents: Vec::new() };
    for row in rows {
        match row {
            Row::Consent(one) => given.consents.push(*one),
            Row::Scopes(one) => given.scope_consents.push(one),
        }
    }
    given
}

async fn list(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<GivenJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let mut rows = Row::all(given::all(moment, oid)?, moment.now);
        rows.sort_by_key(Row::cursor);
        rows.retain(|row| after.as_ref().is_none_or(|after| row.cursor() > *after));
        Ok::<_, Stop<std::convert::Infallible>>(rows)
    };
    page.list(&site, read, Row::cursor, spell, |never| match never {}).await
}

async fn withdraw(
    site: Site,
    At(oid): At<Oid>,
    At(ConsentId(id)): At<ConsentId>,
) -> Answer<Json<ConsentJson>> {
    let work = move |moment: &Moment<'_>| {
        let withdrawn = given::withdraw(moment, oid, id)?.ok_or(Stop::refused(Missing))?;
        Ok(ConsentJson::of(withdrawn, moment.now))
    };
    let told = |Missing| {
        Problem::not_found("the person gave no consent of this number")
            .about("id", "GET {control}/people/{oid}/agreements lists them")
    };
    Ok(Json(run(&site, work, told).await?))
}

async fn withdraw_all(site: Site, At(oid): At<Oid>, At(Allowed(client)): At<Allowed>) -> Answer<Done> {
    if sure(&site, move |moment| Ok(given::withdraw_all(moment, oid, &client)?)).await? {
        return Ok(Done);
    }
    Err(Problem::not_found("the person allowed this client nothing")
        .about("client", "GET {control}/people/{oid}/agreements lists what was allowed"))
}
