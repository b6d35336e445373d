//! A person's contacts: those in force, those that wait for their code, and what may be done with them.

use actix_web::HttpRequest;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Schema, json};
use utoipa::ToSchema;

use crate::app::account::accounts::CommandRefusal;
use crate::app::account::contacts::{self, ContactStop};
use crate::app::{Moment, Stop};
use crate::domain::account::{Account, ContactCommand};
use crate::domain::id::Oid;
use crate::domain::person::Contact;
use crate::domain::person::contact::{ContactKind, Value};
use crate::domain::time::Timestamp;
use crate::web::control::account::people::{find, no_person};
use crate::web::control::api::answer::{Answer, Json, Listed, OrConflict};
use crate::web::control::api::at::{At, InPath};
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
    api.get(
        "/people/{oid}/contacts",
        "listContacts",
        "List a person's contacts, with the new values that wait for their codes",
        list,
    );
    api.post(
        "/people/{oid}/contacts/{kind}/commands",
        "commandContact",
        "Change or add a contact by the same rules as the pages: the old value is in force until the code is given",
        command,
    );
}

/// A contact.
#[derive(Serialize, ToSchema)]
pub struct ContactJson {
    /// Its number, as under `/rs/prns/{oid}/ctts`.
    id: u64,
    /// Which contact it is.
    kind: ContactName,
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
#[schema(as = ContactList)]
pub struct ContactsJson {
    /// In the order in which they were given.
    contacts: Vec<ContactJson>,
}

/// The name of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContactName {
    /// Mobile phone.
    Mobile,
    /// E-mail.
    Email,
    /// Phone at home.
    Home,
    /// E-mail at work.
    WorkEmail,
}

/// A command on a contact.
#[derive(Deserialize, ToSchema)]
#[serde(rename = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ContactCommandJson {
    /// A new value is offered, or the first one; it waits for its code.
    Change {
        /// The new value.
        value: String,
    },
    /// The code is typed.
    EnterCode {
        /// What the person types.
        code: String,
    },
    /// Another code is sent.
    Resend,
    /// The new value is given up.
    Cancel,
    /// The contact is taken off the account.
    Remove,
    /// The waiting value comes into force without its code.
    Accept,
}

/// A contact that can be proved, in an address.
struct Verifiable(ContactKind);

impl InPath for Verifiable {
    const NAME: &'static str = "kind";
    const ABOUT: &'static str = "Which contact.";

    fn schema() -> Schema {
        json!({ "type": "string", "enum": ["mobile", "email"], "example": "mobile" })
    }

    fn read(text: &str) -> Result<Self, Problem> {
        match text {
            "mobile" => Ok(Self(ContactKind::Mobile)),
            "email" => Ok(Self(ContactKind::Email)),
            other => Err(Problem::choice(Self::NAME, other, &["mobile", "email"])),
        }
    }
}

impl ContactName {
    fn of(kind: ContactKind) -> Self {
        match kind {
            ContactKind::Mobile => Self::Mobile,
            ContactKind::Email => Self::Email,
            ContactKind::Home => Self::Home,
            ContactKind::WorkEmail => Self::WorkEmail,
        }
    }
}

impl ContactJson {
    fn of(contact: &Contact, now: Timestamp) -> Self {
        let in_force = contact.is_verified() || !contact.kind().is_verifiable();
        Self {
            id: contact.id(),
            kind: ContactName::of(contact.kind()),
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

fn problem(stop: ContactStop) -> Problem {
    match stop {
        ContactStop::Taken(occupied) => {
            let expected = format!("expected a value that no other account has: {occupied}");
            Problem::field("value", expected)
        }
        ContactStop::Command(CommandRefusal::NoAccount(_)) => no_person(),
        ContactStop::Command(refusal) => Problem::conflict(refusal)
            .about("command", "GET {control}/people/{oid}/contacts shows what waits"),
    }
}

async fn list(
    site: Site,
    request: HttpRequest,
    At(oid): At<Oid>,
    Query(PageQuery { limit, after }): Query<PageQuery>,
) -> Answer<Listed<ContactsJson>> {
    let page = Page::asked(&site, &request, limit, ROWS_MAX, Way::Onward)?;
    let read = move |moment: &Moment<'_>, _| {
        let all = all(&find(moment, oid)?, moment.now);
        page::after_number(all, after.as_deref(), |one| one.id).map_err(Stop::refused)
    };
    let spell = |contacts| ContactsJson { contacts };
    page.list(&site, read, |one: &ContactJson| one.id.to_string(), spell, |problem| problem).await
}

fn all(account: &Account, now: Timestamp) -> Vec<ContactJson> {
    account.profile.contacts.iter().map(|one| ContactJson::of(one, now)).collect()
}

async fn command(
    site: Site,
    At(oid): At<Oid>,
    At(Verifiable(kind)): At<Verifiable>,
    Body(json): Body<ContactCommandJson>,
) -> Answer<Json<ContactsJson>, OrConflict> {
    let base = site.base();
    let work = move |moment: &Moment<'_>| {
        let done = match json {
            ContactCommandJson::Change { value } => {
                let value = Value::parse(kind, &value)
                    .map_err(|error| Stop::refused(Problem::field("value", error)))?;
                contacts::offer(moment, oid, value, &base)
            }
            ContactCommandJson::EnterCode { code } => {
                contacts::command(moment, oid, ContactCommand::Answer { kind, code })
            }
            ContactCommandJson::Resend => contacts::resend(moment, oid, kind),
            ContactCommandJson::Cancel => contacts::command(moment, oid, ContactCommand::Withdraw(kind)),
            ContactCommandJson::Remove => contacts::remove(moment, oid, kind),
            ContactCommandJson::Accept => contacts::command(moment, oid, ContactCommand::Accept(kind)),
        };
        let account = done.map_err(|stop| as_problem(stop, problem))?;
        Ok(ContactsJson { contacts: all(&account, moment.now) })
    };
    Ok(Json(run(&site, work, |problem| problem).await?))
}
