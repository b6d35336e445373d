//! Relying parties, as the technological portal registers them.

use std::convert::Infallible;

use actix_web::web::{Path, ServiceConfig, get, put, resource};
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::clients::{self, ClientFault};
use crate::app::{Missing, Moment, Stop};
use crate::domain::client::{AllowedDialect, Client, Lifetimes, SignatureCheck};
use crate::domain::id::Mnemonic;
use crate::domain::time::Span;
use crate::domain::tolerance::Tolerance;
use crate::web::control::input::body::Body;
use crate::web::control::input::query::Query;
use crate::web::control::input::wording;
use crate::web::control::page::{Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::{Answer, tell};
use crate::web::error::Problem;
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config.service(resource("/control/v1/clients").route(get().to(list))).service(
        resource("/control/v1/clients/{mnemonic}")
            .route(get().to(show))
            .route(put().to(register))
            .route(actix_web::web::delete().to(remove)),
    );
}

/// A relying party's registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
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
    /// The JOSE name of the algorithm that signs its tokens.
    #[serde(default = "rs256")]
    pub token_algorithm: String,
    /// `strict`, `tolerant` (every tolerance) or `off`.
    #[serde(default = "strict")]
    pub signature_check: String,
    /// Single tolerances for a strict client: `mirrored-signature`, `pkcs7-where-bare`, `string-of-v1`,
    /// `other-certificate-hash`, `no-certificate-hash`, `bare-rsa`, `certificate-out-of-date`, `sha1`,
    /// `foreign-characters`, `dot-padding`, `shorter-redirect-uri`.
    #[serde(default)]
    pub tolerances: Vec<String>,
    /// Versions of the protocol it may use; all of them when the list is empty.
    #[serde(default)]
    pub dialects: Vec<DialectJson>,
    /// Keys of organisations that tokens are given for without a citizen: UUIDs.
    #[serde(default)]
    pub api_keys: Vec<String>,
    /// How long its tokens live, in seconds.
    #[serde(default)]
    pub lifetimes: Option<LifetimesJson>,
}

/// How long tokens live, in seconds; what is left out keeps its default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LifetimesJson {
    /// The authorization code; 300.
    pub code: Option<u32>,
    /// The access token; 3600.
    pub access: Option<u32>,
    /// The id token; 10800.
    pub id: Option<u32>,
    /// The refresh token; a year.
    pub refresh: Option<u32>,
}

/// A version of the protocol that a relying party may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DialectJson {
    /// `v1`, `v2` or `v3`.
    pub name: String,
    /// The RFC 3339 moment from which it is refused.
    #[serde(default)]
    pub until: Option<String>,
}

/// All registrations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClientsJson {
    /// By mnemonic.
    pub clients: Vec<ClientJson>,
}

fn rs256() -> String {
    "RS256".to_owned()
}

fn strict() -> String {
    "strict".to_owned()
}

impl LifetimesJson {
    fn parse(self) -> Lifetimes {
        let own = Lifetimes::default();
        let span =
            |secs: Option<u32>, default: Span| secs.map_or(default, |secs| Span::from_secs(i64::from(secs)));
        Lifetimes {
            code_ms: span(self.code, own.code_ms),
            access_ms: span(self.access, own.access_ms),
            id_ms: span(self.id, own.id_ms),
            refresh_ms: span(self.refresh, own.refresh_ms),
        }
    }

    fn of(lifetimes: Lifetimes) -> Self {
        let secs = |span: Span| u32::try_from(span.as_secs()).ok();
        Self {
            code: secs(lifetimes.code_ms),
            access: secs(lifetimes.access_ms),
            id: secs(lifetimes.id_ms),
            refresh: secs(lifetimes.refresh_ms),
        }
    }
}

impl DialectJson {
    fn parse((index, json): (usize, Self)) -> Result<AllowedDialect, Problem> {
        let known = ["v1", "v2", "v3"];
        if !known.contains(&json.name.as_str()) {
            return Err(Problem::choice(&format!("dialects[{index}].name"), &json.name, &known));
        }
        let until = json.until.map(|text| text.parse()).transpose();
        Ok(AllowedDialect {
            name: json.name,
            until: until.map_err(|error| Problem::field(&format!("dialects[{index}].until"), error))?,
        })
    }

    fn of(dialect: AllowedDialect) -> Self {
        Self { name: dialect.name, until: dialect.until.map(|until| until.to_string()) }
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
        let signature_check = match self.signature_check.as_str() {
            "strict" => SignatureCheck::Strict,
            "tolerant" => SignatureCheck::Tolerant,
            "off" => SignatureCheck::Off,
            other => {
                return Err(Problem::choice("signature_check", other, &["strict", "tolerant", "off"]));
            }
        };
        let tolerances = self.tolerances.iter().enumerate().map(|(index, name)| {
            let known = Tolerance::ALL.map(Tolerance::name);
            Tolerance::of(name).ok_or_else(|| Problem::choice(&format!("tolerances[{index}]"), name, &known))
        });
        let dialects =
            self.dialects.into_iter().enumerate().map(DialectJson::parse).collect::<Result<_, _>>()?;
        Ok(Client {
            tolerances: tolerances.collect::<Result<_, _>>()?,
            dialects,
            api_keys: self.api_keys,
            name: self.name.unwrap_or_else(|| mnemonic.to_string()),
            redirect_hosts: hosts.collect::<Result<_, _>>()?,
            mnemonic,
            scopes: self.scopes,
            certificates: self.certificates,
            token_algorithm: self.token_algorithm,
            signature_check,
            lifetimes: self.lifetimes.unwrap_or_default().parse(),
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
            signature_check: match client.signature_check {
                SignatureCheck::Strict => "strict",
                SignatureCheck::Tolerant => "tolerant",
                SignatureCheck::Off => "off",
            }
            .to_owned(),
            tolerances: client.tolerances.iter().map(|one| one.name().to_owned()).collect(),
            dialects: client.dialects.into_iter().map(DialectJson::of).collect(),
            api_keys: client.api_keys,
            lifetimes: Some(LifetimesJson::of(client.lifetimes)),
        }
    }
}

fn named(mnemonic: &str) -> Result<Mnemonic, Problem> {
    mnemonic.parse().map_err(|error| Problem::field("mnemonic", error))
}

fn unknown() -> Problem {
    Problem::not_found("no client has this mnemonic").about("mnemonic", "register it with PUT")
}

/// Lists the registrations.
#[utoipa::path(get, path = "/clients", tag = "clients", params(PageQuery),
    responses((status = 200, body = ClientsJson,
        headers(("Link" = Option<String>, description = "the next page with `rel=next`, unless this is the last one"))),
        (status = 400, description = "a parameter is wrong")))]
pub(crate) async fn list(site: Site, request: HttpRequest, query: Query<PageQuery>) -> Answer {
    let PageQuery { limit, after } = query.0;
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, limit| {
        Ok::<_, Stop<Infallible>>(clients::list(moment, after.as_deref().unwrap_or_default(), limit)?)
    };
    let spell = |all: Vec<Client>| ClientsJson { clients: all.into_iter().map(ClientJson::of).collect() };
    page.tell(&site, read, |client| client.mnemonic.to_string(), spell, |never| match never {}).await
}

/// Shows a registration.
#[utoipa::path(get, path = "/clients/{mnemonic}", tag = "clients",
    params(("mnemonic" = String, Path, description = "the client_id")),
    responses((status = 200, body = ClientJson), (status = 404, description = "no such client")))]
pub(crate) async fn show(site: Site, mnemonic: Path<String>) -> Answer {
    let mnemonic = named(&mnemonic)?;
    let done =
        perform(&site, move |moment| clients::find(moment, &mnemonic)?.ok_or(Stop::refused(Missing))).await;
    tell(&site, done.map(ClientJson::of), |Missing| unknown())
}

/// Registers a relying party, or replaces its registration.
#[utoipa::path(put, path = "/clients/{mnemonic}", tag = "clients",
    params(("mnemonic" = String, Path, description = "the client_id")), request_body = ClientJson,
    responses((status = 200, body = ClientJson), (status = 201, body = ClientJson),
        (status = 400, description = "a field is wrong")))]
pub(crate) async fn register(site: Site, mnemonic: Path<String>, Body(json): Body<ClientJson>) -> Answer {
    let client = named(&mnemonic).and_then(|mnemonic| json.parse(mnemonic))?;
    let kept = client.clone();
    match perform(&site, move |moment| clients::put(moment, &kept)).await {
        Ok(true) => Ok(HttpResponse::Created().json(ClientJson::of(client))),
        other => {
            let told = other.map(|_| ClientJson::of(client));
            tell(&site, told, |fault: ClientFault| {
                Problem::field(&fault.field, format!("expected {}", fault.expected))
            })
        }
    }
}

/// Removes a registration, and what citizens had allowed it.
#[utoipa::path(delete, path = "/clients/{mnemonic}", tag = "clients",
    params(("mnemonic" = String, Path, description = "the client_id")),
    responses((status = 204, description = "removed"), (status = 404, description = "no such client")))]
pub(crate) async fn remove(site: Site, mnemonic: Path<String>) -> Answer {
    let mnemonic = named(&mnemonic)?;
    let done = perform::<_, std::convert::Infallible, _>(&site, move |moment| {
        Ok(clients::remove(moment, &mnemonic)?)
    });
    match done.await {
        Ok(true) => Ok(HttpResponse::NoContent().finish()),
        Ok(false) => Err(unknown()),
        other => tell(&site, other, |never| match never {}),
    }
}
