//! Relying parties, as the technological portal registers them.

use std::convert::Infallible;

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::oauth::clients::{self, ClientFault};
use crate::app::{Moment, Stop};
use crate::domain::client::{
    AllowedDialect, Client, Lifetimes, PersonalScopes, RefreshPurpose, SignatureCheck,
};
use crate::domain::id::Mnemonic;
use crate::domain::time::Span;
use crate::domain::tolerance::Tolerance;
use crate::web::control::api::answer::{Answer, Done, Json, Listed, Put};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::{run, sure};
use crate::web::control::api::words::AlgorithmName;
use crate::web::control::oauth::client_owner::{AllowedKindJson, OwnerJson, address_of};
use crate::web::control::oauth::client_terms::{ApiKeyTermsJson, LifetimeBoundsJson};
use crate::web::problem::{Problem, wording};
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let one = "/clients/{mnemonic}";
    api.get("/clients", "listClients", "List the registrations", list);
    api.get(one, "showClient", "Show a registration", show);
    api.put(one, "registerClient", "Register a relying party, or replace its registration", register);
    api.delete(one, "removeClient", "Remove a registration, and what citizens had allowed it", remove);
}

/// A relying party's registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RelyingParty)]
pub struct ClientJson {
    /// The `client_id`; in a request the address says it.
    #[serde(default)]
    pub mnemonic: Option<String>,
    /// The name the citizen sees; the mnemonic when left out.
    #[serde(default)]
    pub name: Option<String>,
    /// Hosts that redirects may lead to, with their subdomains; with a port, only that one.
    pub redirect_hosts: Vec<String>,
    /// Scopes granted by application.
    pub scopes: Vec<String>,
    /// Certificates: PEM, or the base64 of the DER alone.
    #[serde(default)]
    pub certificates: Vec<String>,
    /// The JOSE name of the algorithm that signs its tokens; RS256 when left out.
    #[serde(default = "rs256")]
    #[schema(value_type = AlgorithmName, required = false)]
    pub token_algorithm: String,
    /// How strictly its signatures are checked; strict when left out.
    #[serde(default)]
    pub signature_check: SignatureCheck,
    /// Single tolerances for a strict client.
    #[serde(default)]
    pub tolerances: Vec<Tolerance>,
    /// Versions of the protocol it may use; all of them when the list is empty.
    #[serde(default)]
    pub dialects: Vec<DialectJson>,
    /// Keys of organisations that tokens are given for without a citizen: UUIDs.
    #[serde(default)]
    pub api_keys: Vec<String>,
    /// What is agreed for some of these keys.
    #[serde(default)]
    pub api_key_terms: Vec<ApiKeyTermsJson>,
    /// Kinds of consents it may ask for; every kind of the registry when the list is empty.
    #[serde(default)]
    pub consent_kinds: Vec<AllowedKindJson>,
    /// The organisation that owns it; what is said of it holds for every system of the same number.
    #[serde(default)]
    pub owner: Option<OwnerJson>,
    /// Where the system itself is told of a compromised refresh token.
    #[serde(default)]
    pub push_url: Option<String>,
    /// Where a logout leads: an http or https address.
    #[serde(default)]
    pub site_url: Option<String>,
    /// What refresh tokens are permitted for; without it none are given.
    #[serde(default)]
    pub refresh_permit: Option<RefreshPurpose>,
    /// Whether a person's data may be asked for by scopes; `plain` when left out.
    #[serde(default)]
    pub personal_scopes: PersonalScopes,
    /// Whether the application «Госуслуги» on a phone may take its sign-ins over; no when left out.
    #[serde(default)]
    pub delegated_sign_in: bool,
    /// How long its tokens live, in seconds.
    #[serde(default)]
    pub lifetimes: Option<LifetimesJson>,
    /// The bounds that its category sets to these lives; none when left out.
    #[serde(default)]
    pub lifetime_bounds: Option<LifetimeBoundsJson>,
}

/// How long tokens live, in seconds; what is left out keeps its default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LifetimesJson {
    /// The authorization code; 300.
    pub code: Option<u32>,
    /// The access token; 3600.
    pub access: Option<u32>,
    /// The access token that carries consents; 1800.
    pub consent_access: Option<u32>,
    /// The id token; 10800.
    pub id: Option<u32>,
    /// The refresh token; a year.
    pub refresh: Option<u32>,
}

/// A version of the protocol that a relying party may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DialectJson {
    /// Its name.
    pub name: DialectName,
    /// The RFC 3339 moment from which it is refused.
    #[serde(default)]
    pub until: Option<String>,
}

/// All registrations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = RelyingParties)]
pub struct ClientsJson {
    /// By mnemonic.
    pub clients: Vec<ClientJson>,
}

fn rs256() -> String {
    "RS256".to_owned()
}

/// The name of a version of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DialectName {
    /// Version 1.
    V1,
    /// Version 2.
    V2,
    /// Version 3.
    V3,
}

impl DialectName {
    const fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }

    /// Registrations hold only names that were parsed; another one would be the newest.
    fn of(name: &str) -> Self {
        [Self::V1, Self::V2].into_iter().find(|known| known.name() == name).unwrap_or(Self::V3)
    }
}

impl LifetimesJson {
    fn parse(self) -> Lifetimes {
        let own = Lifetimes::default();
        let span =
            |secs: Option<u32>, default: Span| secs.map_or(default, |secs| Span::from_secs(i64::from(secs)));
        Lifetimes {
            code_ms: span(self.code, own.code_ms),
            access_ms: span(self.access, own.access_ms),
            consent_access_ms: span(self.consent_access, own.consent_access_ms),
            id_ms: span(self.id, own.id_ms),
            refresh_ms: span(self.refresh, own.refresh_ms),
        }
    }

    fn of(lifetimes: Lifetimes) -> Self {
        let secs = |span: Span| u32::try_from(span.as_secs()).ok();
        Self {
            code: secs(lifetimes.code_ms),
            access: secs(lifetimes.access_ms),
            consent_access: secs(lifetimes.consent_access_ms),
            id: secs(lifetimes.id_ms),
            refresh: secs(lifetimes.refresh_ms),
        }
    }
}

impl DialectJson {
    fn parse((index, json): (usize, Self)) -> Result<AllowedDialect, Problem> {
        let until = json.until.map(|text| text.parse()).transpose();
        Ok(AllowedDialect {
            name: json.name.name().to_owned(),
            until: until.map_err(|error| Problem::field(&format!("dialects[{index}].until"), error))?,
        })
    }

    fn of(dialect: AllowedDialect) -> Self {
        Self { name: DialectName::of(&dialect.name), until: dialect.until.map(|until| until.to_string()) }
    }
}

impl ClientJson {
    fn parse(self, mnemonic: Mnemonic) -> Result<Client, Problem> {
        if self.mnemonic.as_deref().is_some_and(|own| own != mnemonic.as_str()) {
            return Err(Problem::field("mnemonic", "expected the mnemonic of the address, or none"));
        }
        let hosts = self.redirect_hosts.iter().enumerate().map(|(index, text)| {
            text.parse().map_err(|error| {
                let text = wording::cut(text);
                Problem::field(&format!("redirect_hosts[{index}]"), format!("{text:?} is {error}"))
            })
        });
        let dialects =
            self.dialects.into_iter().enumerate().map(DialectJson::parse).collect::<Result<_, _>>()?;
        let terms = self.api_key_terms.into_iter().enumerate().map(ApiKeyTermsJson::parse);
        let api_key_terms = terms.collect::<Result<_, _>>()?;
        Ok(Client {
            tolerances: self.tolerances.into_iter().collect(),
            dialects,
            api_keys: self.api_keys,
            api_key_terms,
            consent_kinds: self.consent_kinds.into_iter().map(AllowedKindJson::parse).collect(),
            owner: self.owner.map(OwnerJson::parse).transpose()?,
            push_url: self.push_url.map(|url| address_of("push_url", url)).transpose()?,
            site_url: self.site_url,
            refresh_permit: self.refresh_permit,
            delegated_sign_in: self.delegated_sign_in,
            personal_scopes: self.personal_scopes,
            name: self.name.unwrap_or_else(|| mnemonic.to_string()),
            redirect_hosts: hosts.collect::<Result<_, _>>()?,
            mnemonic,
            scopes: self.scopes,
            certificates: self.certificates,
            token_algorithm: self.token_algorithm,
            signature_check: self.signature_check,
            lifetimes: self.lifetimes.unwrap_or_default().parse(),
            lifetime_bounds: self.lifetime_bounds.map(LifetimeBoundsJson::parse),
        })
    }

    fn of(client: Client) -> Self {
        Self {
            mnemonic: Some(client.mnemonic.to_string()),
            name: Some(client.name),
            redirect_hosts: client.redirect_hosts.iter().map(ToString::to_string).collect(),
            scopes: client.scopes,
            certificates: client.certificates,
            token_algorithm: client.token_algorithm,
            signature_check: client.signature_check,
            tolerances: client.tolerances.into_iter().collect(),
            dialects: client.dialects.into_iter().map(DialectJson::of).collect(),
            api_keys: client.api_keys,
            api_key_terms: client.api_key_terms.into_iter().map(ApiKeyTermsJson::of).collect(),
            consent_kinds: client.consent_kinds.into_iter().map(AllowedKindJson::of).collect(),
            owner: client.owner.map(OwnerJson::of),
            push_url: client.push_url,
            site_url: client.site_url,
            refresh_permit: client.refresh_permit,
            delegated_sign_in: client.delegated_sign_in,
            personal_scopes: client.personal_scopes,
            lifetimes: Some(LifetimesJson::of(client.lifetimes)),
            lifetime_bounds: client.lifetime_bounds.map(LifetimeBoundsJson::of),
        }
    }
}

fn unknown() -> Problem {
    Problem::not_found("no client has this mnemonic").about("mnemonic", "register it with PUT")
}

async fn list(
    site: Site,
    request: HttpRequest,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<ClientsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, limit| {
        Ok::<_, Stop<Infallible>>(clients::list(moment, after.as_deref().unwrap_or_default(), limit)?)
    };
    let spell = |all: Vec<Client>| ClientsJson { clients: all.into_iter().map(ClientJson::of).collect() };
    page.list(&site, read, |client| client.mnemonic.to_string(), spell, |never| match never {}).await
}

async fn show(site: Site, At(mnemonic): At<Mnemonic>) -> Answer<Json<ClientJson>> {
    let found = sure(&site, move |moment| Ok(clients::find(moment, &mnemonic)?)).await?;
    found.map(ClientJson::of).map(Json).ok_or_else(unknown)
}

async fn register(
    site: Site,
    At(mnemonic): At<Mnemonic>,
    Body(json): Body<ClientJson>,
) -> Answer<Put<ClientJson>> {
    let client = json.parse(mnemonic)?;
    let kept = client.clone();
    let told = |fault: ClientFault| Problem::field(&fault.field, format!("expected {}", fault.expected));
    let is_new = run(&site, move |moment| clients::put(moment, &kept), told).await?;
    let answer = ClientJson::of(client);
    Ok(if is_new { Put::Made(answer) } else { Put::Replaced(answer) })
}

async fn remove(site: Site, At(mnemonic): At<Mnemonic>) -> Answer<Done> {
    let had = sure(&site, move |moment| Ok(clients::remove(moment, &mnemonic)?)).await?;
    if had { Ok(Done) } else { Err(unknown()) }
}
