//! A person's contacts: those in force, those that wait for their code, and what may be done with them.

use actix_web::web::{Path, ServiceConfig, get, post, resource};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::accounts::CommandRefusal;
use crate::app::contacts::{self, ContactStop};
use crate::app::{Missing, Stop, people};
use crate::domain::account::{Account, ContactCommand};
use crate::domain::person::Contact;
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::time::Timestamp;
use crate::web::control::input::body::Body;
use crate::web::control::people::{named, no_person};
use crate::web::control::{Answer, tell};
use crate::web::error::{Problem, as_problem};
use crate::web::site::{Site, perform};

/// The routes of this part.
pub fn mount(config: &mut ServiceConfig) {
    config
        .service(resource("/control/v1/people/{oid}/contacts").route(get().to(list)))
        .service(resource("/control/v1/people/{oid}/contacts/{kind}/commands").route(post().to(command)));
}

/// A contact.
#[derive(Serialize, ToSchema)]
pub struct ContactJson {
    /// Its number, as under `/rs/prns/{oid}/ctts`.
    id: u64,
    /// `mobile`, `email`, `home` or `work-email`.
    kind: &'static str,
    /// The value in force; null when none was proved yet.
    value: Option<String>,
    /// Whether the value in force is proved.
    verified: bool,
    /// The new value that waits for its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<PendingContactJson>,
}

/// A new value of a contact.
#[derive(Serialize, ToSchema)]
pub struct PendingContactJson {
    /// The value.
    value: String,
    /// When its code runs out, RFC 3339.
    expires_at: String,
    /// Whether the code has run out: `isCfmCodeExpired` on the wire.
    expired: bool,
    /// Wrong codes that it still bears.
    attempts_left: u8,
}

/// The contacts of a person.
#[derive(Serialize, ToSchema)]
pub struct ContactsJson {
    /// In the order in which they were given.
    contacts: Vec<ContactJson>,
}

/// The commands on a contact.
const COMMANDS: &[&str] = &["change", "enter-code", "resend", "cancel", "remove", "accept"];

/// A command on a contact.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactCommandJson {
    /// `change` (or add), `enter-code`, `resend`, `cancel`; `remove` takes it off the account; `accept` puts the waiting value in
    /// force without its code.
    command: String,
    /// `change`: the new value.
    value: Option<String>,
    /// `enter-code`: what the person types.
    code: Option<String>,
}

fn kind_name(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Mobile => "mobile",
        ContactKind::Email => "email",
        ContactKind::Home => "home",
        ContactKind::WorkEmail => "work-email",
    }
}

fn kind_of(name: &str) -> Result<ContactKind, Problem> {
    let found = ContactKind::ALL.into_iter().find(|kind| kind_name(*kind) == name && kind.is_verifiable());
    found.ok_or_else(|| Problem::field("kind", "expected mobile or email in the address"))
}

impl ContactJson {
    fn of(contact: &Contact, now: Timestamp) -> Self {
        let in_force = contact.is_verified() || !contact.kind().is_verifiable();
        Self {
            id: contact.id(),
            kind: kind_name(contact.kind()),
            value: in_force.then(|| contact.value().to_string()),
            verified: contact.is_verified(),
            pending: contact.pending().map(|pending| PendingContactJson {
                value: pending.value.to_string(),
                expires_at: pending.challenge.expires_at().to_string(),
                expired: contact.is_code_expired(now),
                attempts_left: pending.challenge.attempts_left(),
            }),
        }
    }
}

impl ContactsJson {
    fn of(account: &Account, now: Timestamp) -> Self {
        Self { contacts: account.profile.contacts.iter().map(|one| ContactJson::of(one, now)).collect() }
    }
}

fn problem(stop: ContactStop) -> Problem {
    match stop {
        ContactStop::Taken => Problem::field("value", "expected a value that no other account has"),
        ContactStop::Command(CommandRefusal::NoAccount(_)) => no_person(),
        ContactStop::Command(refusal) => Problem::conflict(refusal)
            .about("command", "GET {control}/people/{oid}/contacts shows what waits"),
    }
}

/// Shows a person's contacts and the new values that wait for their codes.
#[utoipa::path(get, path = "/people/{oid}/contacts", tag = "people",
    params(("oid" = u64, Path, description = "the account's number")),
    responses((status = 200, body = ContactsJson), (status = 404, description = "no such person")))]
pub(crate) async fn list(site: Site, oid: Path<String>) -> Answer {
    let oid = named(&oid)?;
    let done = perform(&site, move |moment| {
        let account = people::find(moment, oid)?.ok_or(Stop::refused(Missing))?;
        Ok(ContactsJson::of(&account, moment.now))
    });
    tell(&site, done.await, |Missing| no_person())
}

/// Changes or adds a contact by the same rules as the pages: the old value is in force until the code is given.
#[utoipa::path(post, path = "/people/{oid}/contacts/{kind}/commands", tag = "people",
    request_body = ContactCommandJson,
    params(("oid" = u64, Path, description = "the account's number"),
        ("kind" = String, Path, description = "`mobile` or `email`")),
    responses((status = 200, body = ContactsJson), (status = 400, description = "a field is wrong"),
        (status = 404, description = "no such person"),
        (status = 409, description = "the state of the contact or of the account does not allow it")))]
pub(crate) async fn command(
    site: Site,
    path: Path<(String, String)>,
    Body(json): Body<ContactCommandJson>,
) -> Answer {
    let (oid, kind) = path.into_inner();
    let (oid, kind) = (named(&oid)?, kind_of(&kind)?);
    let base = site.base();
    let done = perform(&site, move |moment| {
        let needed = |name: &str, value: Option<String>| {
            value
                .ok_or_else(|| Stop::refused(Problem::needed(name, &format!("the command {}", json.command))))
        };
        let done = match json.command.as_str() {
            "change" => {
                let value = Value::parse(kind, &needed("value", json.value)?)
                    .map_err(|error| Stop::refused(Problem::field("value", error)))?;
                contacts::offer(moment, oid, value, &base)
            }
            "enter-code" => {
                let code = needed("code", json.code)?;
                contacts::command(moment, oid, ContactCommand::Answer { kind, code })
            }
            "resend" => contacts::resend(moment, oid, kind),
            "cancel" => contacts::command(moment, oid, ContactCommand::Withdraw(kind)),
            "remove" => contacts::remove(moment, oid, kind),
            "accept" => contacts::command(moment, oid, ContactCommand::Accept(kind)),
            other => return Err(Stop::refused(Problem::choice("command", other, COMMANDS))),
        };
        let account = done.map_err(|stop| as_problem(stop, problem))?;
        Ok(ContactsJson::of(&account, moment.now))
    });
    tell(&site, done.await, |problem| problem)
}
