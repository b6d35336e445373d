//! What guards a person's account: second factor, tries and locks, a demanded change, sessions.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, post, put, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::credentials::{self, CredentialStop, FactorChoice, Order};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::credentials::{Credentials, Demand, Factor};
use crate::domain::id::Oid;
use crate::domain::time::Span;
use crate::web::control::input::body::Body;
use crate::web::control::people::{named, no_person};
use crate::web::control::{Answer, tell};
use crate::web::error::{Problem, as_problem};
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/people/{oid}/credentials").route(get().to(show)))
        .service(resource("/control/v1/people/{oid}/credentials/commands").route(post().to(command)))
        .service(
            resource("/control/v1/people/{oid}/second-factor")
                .route(get().to(show_factor))
                .route(put().to(set_factor)),
        )
        .service(
            resource("/control/v1/people/{oid}/sessions")
                .route(get().to(sessions))
                .route(delete().to(end_sessions)),
        );
}

/// What guards an account.
#[derive(Serialize, ToSchema)]
pub struct CredentialsJson {
    /// Whether there is a password.
    has_password: bool,
    /// `none`, `sms` or `totp`.
    second_factor: &'static str,
    /// Bad passwords since the last good one.
    bad_passwords: u8,
    /// Wrong codes since the last right one.
    bad_codes: u8,
    /// Until when nobody signs in, RFC 3339; null when anybody may.
    locked_until: Option<String>,
    /// Whether a new password is demanded at sign-in: `none`, `offered` (it may be put off) or `required`.
    password_change: &'static str,
}

/// A command on what guards an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialCommandJson {
    /// `require-password-change`, `lock` or `unlock`.
    command: String,
    /// `require-password-change`: whether it may be put off; false when left out.
    #[serde(default)]
    may_skip: bool,
    /// `lock`: for how long, an ISO 8601 duration; as long as wrong tries lock when left out.
    #[serde(rename = "for")]
    lasts: Option<String>,
}

/// The second factor to set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFactorJson {
    /// `none`, `sms` or `totp`.
    kind: String,
    /// `totp`: the secret in base32, 32 characters; made up when left out.
    secret: Option<String>,
}

/// The second factor in force.
#[derive(Serialize, ToSchema)]
pub struct FactorJson {
    /// `none`, `sms` or `totp`.
    kind: &'static str,
    /// `totp`: the secret in base32.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// `totp`: the address that sets an authenticator up.
    #[serde(skip_serializing_if = "Option::is_none")]
    otpauth_url: Option<String>,
    /// `totp`: the code an authenticator shows at the realm's time.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// A live session.
#[derive(Serialize, ToSchema)]
pub struct SessionJson {
    /// The value of the browser's cookie.
    id: String,
    /// RFC 3339.
    started_at: String,
    /// RFC 3339.
    expires_at: String,
    /// Whether the cookie outlives the browser: false after «Чужой компьютер».
    remembered: bool,
    /// Whether the account was confirmed at sign-in.
    trusted: bool,
    /// The browser as it named itself.
    device: String,
}

/// Live sessions.
#[derive(Serialize, ToSchema)]
pub struct SessionsJson {
    /// Newest first.
    sessions: Vec<SessionJson>,
}

fn factor_name(factor: Factor) -> &'static str {
    match factor {
        Factor::Off => "none",
        Factor::Sms => "sms",
        Factor::Totp { .. } => "totp",
    }
}

impl CredentialsJson {
    fn of(moment: &Moment<'_>, credentials: &Credentials) -> Self {
        Self {
            has_password: credentials.password_hash.is_some(),
            second_factor: factor_name(credentials.factor),
            bad_passwords: credentials.bad_passwords,
            bad_codes: credentials.bad_codes,
            locked_until: credentials.lock_at(moment.now).map(|until| until.to_string()),
            password_change: match credentials.demand {
                Demand::None => "none",
                Demand::Offered => "offered",
                Demand::Required => "required",
            },
        }
    }
}

impl FactorJson {
    fn of(moment: &Moment<'_>, account: &Account, factor: Factor) -> Self {
        let Factor::Totp { secret } = factor else {
            return Self { kind: factor_name(factor), secret: None, otpauth_url: None, code: None };
        };
        let login = account.logins().into_iter().next().unwrap_or_else(|| account.oid.to_string());
        Self {
            kind: factor_name(factor),
            secret: Some(secret.to_string()),
            otpauth_url: Some(secret.otpauth(&login)),
            code: Some(credentials::code_now(moment, &secret)),
        }
    }
}

fn problem(stop: CredentialStop) -> Problem {
    match stop {
        CredentialStop::NoAccount => no_person(),
        CredentialStop::NoPhone => Problem::conflict("the person has no proven mobile phone")
            .about("kind", "give the person a mobile"),
        CredentialStop::Wrong | CredentialStop::WrongCode => {
            Problem::conflict("the code or the password is another")
        }
        CredentialStop::Password(_) => Problem::field("password", "expected a password that keeps the rules"),
    }
}

/// Shows what guards a person's account.
#[utoipa::path(get, path = "/people/{oid}/credentials", tag = "credentials",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = CredentialsJson), (status = 404, description = "no such person")))]
pub(crate) async fn show(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done = perform(&site, move |moment| {
        let (_, credentials) = credentials::find(moment, oid)?;
        Ok(CredentialsJson::of(moment, &credentials))
    });
    tell(&site, done.await, problem)
}

/// Demands a new password, locks sign-in, or lifts locks and counts.
#[utoipa::path(post, path = "/people/{oid}/credentials/commands", tag = "credentials",
    request_body = CredentialCommandJson, params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = CredentialsJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person")))]
pub(crate) async fn command(
    site: Site,
    oid: Path<String>,
    Body(json): Body<CredentialCommandJson>,
) -> Answer {
    let oid = named(&oid)?;
    let done: Result<CredentialsJson, Stop<Problem>> = perform(&site, move |moment| {
        let order = json.parse(moment).map_err(Stop::refused)?;
        let credentials = credentials::order(moment, oid, order).map_err(|stop| as_problem(stop, problem))?;
        Ok(CredentialsJson::of(moment, &credentials))
    })
    .await;
    tell(&site, done, |problem| problem)
}

impl CredentialCommandJson {
    fn parse(&self, moment: &Moment<'_>) -> Result<Order, Problem> {
        Ok(match self.command.as_str() {
            "require-password-change" if self.may_skip => Order::Demand(Demand::Offered),
            "require-password-change" => Order::Demand(Demand::Required),
            "unlock" => Order::Unlock,
            "lock" => {
                let lasts: Span = match &self.lasts {
                    None => moment.settings.guard.lock_ms,
                    Some(text) => text.parse().map_err(|error| Problem::field("for", error))?,
                };
                Order::Lock(moment.now + lasts)
            }
            other => {
                let known = ["require-password-change", "unlock", "lock"];
                return Err(Problem::choice("command", other, &known));
            }
        })
    }
}

/// Shows the second factor of a person; for an authenticator, with the code it shows now.
#[utoipa::path(get, path = "/people/{oid}/second-factor", tag = "credentials",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = FactorJson), (status = 404, description = "no such person")))]
pub(crate) async fn show_factor(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done = perform(&site, move |moment| {
        let (account, credentials) = credentials::find(moment, oid)?;
        Ok(FactorJson::of(moment, &account, credentials.factor))
    });
    tell(&site, done.await, problem)
}

/// Sets the second factor of a person.
#[utoipa::path(put, path = "/people/{oid}/second-factor", tag = "credentials", request_body = NewFactorJson,
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = FactorJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person"), (status = 409, description = "no phone to send codes to")))]
pub(crate) async fn set_factor(site: Site, oid: Path<String>, Body(json): Body<NewFactorJson>) -> Answer {
    let oid = named(&oid)?;
    let done: Result<FactorJson, Stop<Problem>> = perform(&site, move |moment| {
        let choice = json.parse(moment).map_err(Stop::refused)?;
        let told = |stop: Stop<CredentialStop>| as_problem(stop, problem);
        credentials::set_factor(moment, oid, choice).map_err(told)?;
        let (account, credentials) = credentials::find(moment, oid).map_err(told)?;
        Ok(FactorJson::of(moment, &account, credentials.factor))
    })
    .await;
    tell(&site, done, |problem| problem)
}

impl NewFactorJson {
    fn parse(&self, moment: &Moment<'_>) -> Result<FactorChoice, Problem> {
        Ok(match self.kind.as_str() {
            "none" => FactorChoice::Off,
            "sms" => FactorChoice::Sms,
            "totp" => FactorChoice::Totp(match &self.secret {
                None => credentials::new_secret(moment),
                Some(text) => text.parse().map_err(|error| Problem::field("secret", error))?,
            }),
            other => return Err(Problem::choice("kind", other, &["none", "sms", "totp"])),
        })
    }
}

/// Lists the live sessions of a person, newest first.
#[utoipa::path(get, path = "/people/{oid}/sessions", tag = "credentials",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = SessionsJson), (status = 404, description = "no such person")))]
pub(crate) async fn sessions(site: Site, oid: Path<String>) -> Answer {
    let oid: Oid = named(&oid)?;
    let done = perform(&site, move |moment| credentials::sessions(moment, oid)).await;
    let told = done.map(|sessions| SessionsJson {
        sessions: sessions
            .into_iter()
            .map(|session| SessionJson {
                id: session.id.to_string(),
                started_at: session.started_at.to_string(),
                expires_at: session.expires_at.to_string(),
                remembered: session.remembered,
                trusted: session.trusted,
                device: session.device,
            })
            .collect(),
    });
    tell(&site, told, problem)
}

/// Ends every session of a person.
#[utoipa::path(delete, path = "/people/{oid}/sessions", tag = "credentials",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 204, description = "ended"), (status = 404, description = "no such person")))]
pub(crate) async fn end_sessions(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    match perform(&site, move |moment| credentials::end_sessions(moment, oid, None)).await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        other => tell(&site, other, problem),
    }
}
