//! What guards a person's account: second factor, tries and locks, a demanded change, sessions.

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::credentials::{self, CredentialStop, FactorChoice, Order};
use crate::app::{Moment, Stop};
use crate::domain::account::Account;
use crate::domain::credentials::{Credentials, Demand, Factor};
use crate::domain::id::Oid;
use crate::domain::session::Session;
use crate::domain::time::Span;
use crate::web::control::account::people::no_person;
use crate::web::control::api::answer::{Answer, Done, Json, Listed, OrConflict};
use crate::web::control::api::at::At;
use crate::web::control::api::input::body::Body;
use crate::web::control::api::input::query::Query;
use crate::web::control::api::operation::Api;
use crate::web::control::api::page::{self, Page, PageQuery, ROWS_MAX, Way};
use crate::web::control::api::run::run;
use crate::web::error::as_problem;
use crate::web::problem::Problem;
use crate::web::site::Site;

/// The operations of this part.
pub fn operations(api: &mut impl Api) {
    let (factor, sessions) = ("/people/{oid}/second-factor", "/people/{oid}/sessions");
    api.get("/people/{oid}/credentials", "showCredentials", "Show what guards a person's account", show);
    api.post(
        "/people/{oid}/credentials/commands",
        "commandCredentials",
        "Demand a new password, lock sign-in, lift locks and counts, or say whether the messenger reaches the citizen",
        command,
    );
    api.get(
        factor,
        "showSecondFactor",
        "Show the second factor of a person; for an authenticator, with the code it shows now",
        show_factor,
    );
    api.put(factor, "setSecondFactor", "Set the second factor of a person", set_factor);
    api.get(sessions, "listSessions", "List the live sessions of a person, newest first", list_sessions);
    api.delete(sessions, "endSessions", "End every session of a person", end_sessions);
}

/// What guards an account.
#[derive(Serialize, ToSchema)]
pub struct CredentialsJson {
    /// Whether there is a password.
    has_password: bool,
    /// What is asked for after the password.
    second_factor: FactorKind,
    /// Bad passwords since the last good one.
    bad_passwords: u8,
    /// Wrong codes since the last right one.
    bad_codes: u8,
    /// Until when nobody signs in, RFC 3339; null when anybody may.
    locked_until: Option<String>,
    /// Whether a new password is demanded at sign-in.
    password_change: Demand,
    /// Whether codes by the messenger MAX would reach the citizen.
    messenger_reaches: bool,
}

/// The second factor in force.
#[derive(Serialize, ToSchema)]
pub struct FactorJson {
    /// Which one.
    kind: FactorKind,
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
#[schema(as = SessionList)]
pub struct SessionsJson {
    /// Newest first.
    sessions: Vec<SessionJson>,
}

/// What is asked for after the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactorKind {
    /// Nothing.
    None,
    /// A code by SMS.
    Sms,
    /// A code by the messenger MAX, which is bound to the phone.
    Max,
    /// A code of an authenticator.
    Totp,
}

/// A command on what guards an account.
#[derive(Deserialize, ToSchema)]
#[serde(rename = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum CredentialCommandJson {
    /// A new password is demanded at the next sign-in.
    RequirePasswordChange {
        /// Whether it may be put off; false when left out.
        #[serde(default)]
        may_skip: bool,
    },
    /// Sign-in is locked.
    Lock {
        /// For how long, an ISO 8601 duration; as long as wrong tries lock when left out.
        #[serde(rename = "for")]
        lasts: Option<String>,
    },
    /// Locks and counts are lifted.
    Unlock,
    /// Codes by the messenger MAX reach the citizen, or nobody: it is not installed, or the portal's chat is blocked.
    Messenger {
        /// Whether they do.
        reaches: bool,
    },
}

/// The second factor to set.
#[derive(Deserialize, ToSchema)]
#[serde(rename = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum NewFactorJson {
    /// None.
    None,
    /// A code by SMS.
    Sms,
    /// A code by the messenger MAX, which is bound to the phone.
    Max,
    /// A code of an authenticator.
    Totp {
        /// The secret in base32, 32 characters; made up when left out.
        secret: Option<String>,
    },
}

impl FactorKind {
    fn of(factor: Factor) -> Self {
        match factor {
            Factor::Off => Self::None,
            Factor::Sms => Self::Sms,
            Factor::Max => Self::Max,
            Factor::Totp { .. } => Self::Totp,
        }
    }
}

impl CredentialsJson {
    fn of(moment: &Moment<'_>, credentials: &Credentials) -> Self {
        Self {
            has_password: credentials.password_hash.is_some(),
            second_factor: FactorKind::of(credentials.factor),
            bad_passwords: credentials.bad_passwords,
            bad_codes: credentials.bad_codes,
            locked_until: credentials.lock_at(moment.now).map(|until| until.to_string()),
            password_change: credentials.demand,
            messenger_reaches: !credentials.messenger_is_silent,
        }
    }
}

impl FactorJson {
    fn of(moment: &Moment<'_>, account: &Account, factor: Factor) -> Self {
        let Factor::Totp { secret } = factor else {
            return Self { kind: FactorKind::of(factor), secret: None, otpauth_url: None, code: None };
        };
        let login = account.logins().into_iter().next().unwrap_or_else(|| account.oid.to_string());
        Self {
            kind: FactorKind::of(factor),
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
        CredentialStop::Wrong
        | CredentialStop::WrongCode
        | CredentialStop::WrongBinding
        | CredentialStop::CodeExpired
        | CredentialStop::TooSoon { .. } => Problem::conflict("the code or the password is another"),
        CredentialStop::Password(_) => Problem::field("password", "expected a password that keeps the rules"),
    }
}

async fn show(site: Site, At(oid): At<Oid>) -> Answer<Json<CredentialsJson>> {
    let work = move |moment: &Moment<'_>| {
        let (_, credentials) = credentials::find(moment, oid)?;
        Ok(CredentialsJson::of(moment, &credentials))
    };
    Ok(Json(run(&site, work, problem).await?))
}

async fn command(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<CredentialCommandJson>,
) -> Answer<Json<CredentialsJson>> {
    let work = move |moment: &Moment<'_>| {
        let order = json.parse(moment).map_err(Stop::refused)?;
        let credentials = credentials::order(moment, oid, order).map_err(|stop| as_problem(stop, problem))?;
        Ok(CredentialsJson::of(moment, &credentials))
    };
    Ok(Json(run(&site, work, |problem| problem).await?))
}

impl CredentialCommandJson {
    fn parse(&self, moment: &Moment<'_>) -> Result<Order, Problem> {
        Ok(match self {
            Self::RequirePasswordChange { may_skip: true } => Order::Demand(Demand::Offered),
            Self::RequirePasswordChange { may_skip: false } => Order::Demand(Demand::Required),
            Self::Unlock => Order::Unlock,
            Self::Messenger { reaches } => Order::MessengerReaches(*reaches),
            Self::Lock { lasts } => {
                let lasts: Span = match lasts {
                    None => moment.settings.guard.lock_ms,
                    Some(text) => text.parse().map_err(|error| Problem::field("for", error))?,
                };
                Order::Lock(moment.now + lasts)
            }
        })
    }
}

async fn show_factor(site: Site, At(oid): At<Oid>) -> Answer<Json<FactorJson>> {
    let work = move |moment: &Moment<'_>| {
        let (account, credentials) = credentials::find(moment, oid)?;
        Ok(FactorJson::of(moment, &account, credentials.factor))
    };
    Ok(Json(run(&site, work, problem).await?))
}

async fn set_factor(
    site: Site,
    At(oid): At<Oid>,
    Body(json): Body<NewFactorJson>,
) -> Answer<Json<FactorJson>, OrConflict> {
    let work = move |moment: &Moment<'_>| {
        let choice = json.parse(moment).map_err(Stop::refused)?;
        let told = |stop: Stop<CredentialStop>| as_problem(stop, problem);
        credentials::set_factor(moment, oid, choice).map_err(told)?;
        let (account, credentials) = credentials::find(moment, oid).map_err(told)?;
        Ok(FactorJson::of(moment, &account, credentials.factor))
    };
    Ok(Json(run(&site, work, |problem| problem).await?))
}

impl NewFactorJson {
    fn parse(&self, moment: &Moment<'_>) -> Result<FactorChoice, Problem> {
        Ok(match self {
            Self::None => FactorChoice::Off,
            Self::Sms => FactorChoice::Sms,
            Self::Max => FactorChoice::Max,
            Self::Totp { secret: None } => FactorChoice::Totp(credentials::new_secret(moment)),
            Self::Totp { secret: Some(text) } => {
                FactorChoice::Totp(text.parse().map_err(|error| Problem::field("secret", error))?)
            }
        })
    }
}

async fn list_sessions(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<SessionsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = credentials::sessions(moment, oid).map_err(|stop| as_problem(stop, problem))?;
        page::counted(all, after.as_deref()).map_err(Stop::refused)
    };
    let spell = |all: Vec<(usize, Session)>| SessionsJson {
        sessions: all.into_iter().map(|(_, one)| SessionJson::of(one)).collect(),
    };
    page.list(&site, read, |(place, _)| place.to_string(), spell, |problem| problem).await
}

impl SessionJson {
    fn of(session: Session) -> Self {
        Self {
            id: session.id.to_string(),
            started_at: session.started_at.to_string(),
            expires_at: session.expires_at.to_string(),
            remembered: session.remembered,
            trusted: session.trusted,
            device: session.device,
        }
    }
}

async fn end_sessions(site: Site, At(oid): At<Oid>) -> Answer<Done> {
    run(&site, move |moment| credentials::end_sessions(moment, oid, None), problem).await?;
    Ok(Done)
}
