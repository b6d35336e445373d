//! Owns the talk with the provider's control API: realms, people, clients, clocks, letters, the journal.
//!
//! Written by hand from the API's description. It shares no type with the provider, so that a mistake
//! made there is not made here as well.

mod bank;
mod clock;
mod control_token;
mod journal;
mod keys;
pub mod person;
mod plain;
mod portrait;
mod reader;
mod school;
mod wire;

use crate::system::unreached;
use reqwest::Method;
use reqwest::blocking::Client;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub(crate) use bank::Bank;
pub use control_token::ControlToken;
pub use person::{Level, Passport, Person};
pub(crate) use reader::Reader;

/// The control API of one realm.
#[derive(Debug, Clone)]
pub struct Idp {
    http: Client,
    base_url: String,
    control_url: String,
    token: Option<ControlToken>,
}

/// A realm that was made.
#[derive(Debug, Clone, Deserialize)]
pub struct Realm {
    /// Its id.
    pub realm: String,
    /// Where its pages and the wire are.
    pub base_url: String,
    /// Where its control API is.
    pub control_url: String,
}

/// A letter in a realm's outbox.
#[derive(Clone, Deserialize)]
pub struct Letter {
    /// `sms`, `max`, `mail` or `letter`.
    pub kind: String,
    /// To whom.
    pub to: String,
    /// What it says.
    pub text: String,
    /// The code in it, if it carries one.
    pub code: Option<String>,
}

/// What a register answers about a citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// The person is as stated.
    Agree,
    /// The person is not.
    Refuse,
    /// Nothing at all.
    Silent,
}

/// A service centre.
#[derive(Debug, Clone, Deserialize)]
pub struct Centre {
    /// Its id.
    pub id: u64,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Who signs in at its desk; no one where the desk is open.
    #[serde(default)]
    pub operators: Vec<Operator>,
}

/// A made-up operator of a service centre.
#[derive(Clone, Deserialize)]
pub struct Operator {
    /// What the operator signs in by.
    pub login: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for Operator {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Operator").field("login", &self.login).finish_non_exhaustive()
    }
}

/// The control API did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum IdpError {
    /// No one answered.
    #[error("{what}: the provider does not answer: {}", unreached::why(source))]
    Unreachable {
        /// What was asked.
        what: String,
        /// What the network said.
        source: reqwest::Error,
    },
    /// The answer was no.
    #[error("{what}: the provider answered {status}: {problem}")]
    Refused {
        /// What was asked.
        what: String,
        /// The status.
        status: u16,
        /// The problem in its own words.
        problem: String,
    },
    /// The answer is not what the contract says.
    #[error("{what}: the provider's answer is not as agreed: {why}")]
    Unexpected {
        /// What was asked.
        what: String,
        /// Where it differs.
        why: String,
    },
}

#[derive(Deserialize)]
struct Outbox {
    messages: Vec<Letter>,
}

#[derive(Deserialize)]
struct Journal {
    entries: Vec<Value>,
}

impl Idp {
    /// The API of the realm at these addresses.
    pub fn new(http: Client, base_url: &str, control_url: &str) -> Self {
        let trimmed = |url: &str| url.trim_end_matches('/').to_owned();
        Self { http, base_url: trimmed(base_url), control_url: trimmed(control_url), token: None }
    }

    /// The same API called with a control token, where there is one.
    #[must_use]
    pub fn with_token(self, token: Option<&ControlToken>) -> Self {
        Self { token: token.cloned(), ..self }
    }

    /// The API of another realm of the same server.
    pub(crate) fn of_realm(&self, realm: &Realm) -> Self {
        Self::new(self.http.clone(), &realm.base_url, &realm.control_url).with_token(self.token.as_ref())
    }

    /// An address of the portal's pages.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Where the portal is.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Where its control API is.
    pub fn control_url(&self) -> &str {
        &self.control_url
    }

    /// Makes a realm like the default one, with a seed of its own: its clock is frozen at `now`, or runs as the machine's.
    pub fn fork(&self, now: Option<&str>, seed: u64) -> Result<Realm, IdpError> {
        let mut wanted = json!({ "from": "default", "seed": seed });
        if let Some(now) = now {
            wanted["clock"] = json!({ "now": now, "mode": "frozen" });
        }
        self.ask(Method::POST, "/realms", Some(wanted))
    }

    /// Freezes the realm's clock at a moment.
    pub fn put_clock(&self, now: &str) -> Result<(), IdpError> {
        self.send(Method::PUT, "/clock", Some(json!({ "now": now, "mode": "frozen" })))
    }

    /// Ends a realm.
    pub fn drop_realm(&self, realm: &str) -> Result<(), IdpError> {
        self.send(Method::DELETE, &format!("/realms/{realm}"), None)
    }

    /// A file of the portal's public folder.
    pub fn published(&self, path: &str) -> Result<String, IdpError> {
        let unreachable = |source| IdpError::Unreachable { what: format!("GET {path}"), source };
        let answer = self.http.get(self.url(path)).send().map_err(unreachable)?;
        let status = answer.status();
        let text = answer.text().map_err(unreachable)?;
        if status.is_success() {
            return Ok(text);
        }
        Err(IdpError::Refused { what: format!("GET {path}"), status: status.as_u16(), problem: text })
    }

    /// Registers a relying party.
    pub fn put_client(&self, mnemonic: &str, registration: Value) -> Result<(), IdpError> {
        self.send(Method::PUT, &format!("/clients/{mnemonic}"), Some(registration))
    }

    /// A registration as it is now.
    pub fn client(&self, mnemonic: &str) -> Result<Value, IdpError> {
        self.ask(Method::GET, &format!("/clients/{mnemonic}"), None)
    }

    /// Moves the clock on; what falls due in between happens in order.
    pub fn advance(&self, by: &str) -> Result<(), IdpError> {
        self.send(Method::POST, "/clock/advance", Some(json!({ "by": by })))
    }

    /// Creates a person; fields that `wanted` leaves out are generated.
    pub fn create_person(&self, wanted: Value) -> Result<Person, IdpError> {
        self.ask(Method::POST, "/people", Some(wanted))
    }

    /// The person of that number.
    pub fn person(&self, oid: u64) -> Result<Person, IdpError> {
        self.ask(Method::GET, &format!("/people/{oid}"), None)
    }

    /// The person of that number, with everything that the API returns.
    pub fn person_document(&self, oid: u64) -> Result<Value, IdpError> {
        self.ask(Method::GET, &format!("/people/{oid}"), None)
    }

    /// Changes a person by the tester's own word.
    pub fn change_person(&self, oid: u64, change: &Value) -> Result<(), IdpError> {
        self.send(Method::PATCH, &format!("/people/{oid}"), Some(change.clone()))
    }

    /// Moves an account along its life.
    pub fn command(&self, oid: u64, command: &Value) -> Result<(), IdpError> {
        self.send(Method::POST, &format!("/people/{oid}/commands"), Some(command.clone()))
    }

    /// Any document of the API, for a record and not for a decision.
    pub fn document(&self, path: &str) -> Result<Value, IdpError> {
        self.ask(Method::GET, path, None)
    }

    /// The people who can sign in under that login.
    pub fn people_with_login(&self, login: &str) -> Result<Vec<Person>, IdpError> {
        let path = format!("/people?{}", query(&[("login", login)]));
        let found: Value = self.ask(Method::GET, &path, None)?;
        let list = found.get("people").cloned().unwrap_or(found);
        serde_json::from_value(list)
            .map_err(|error| IdpError::Unexpected { what: format!("GET {path}"), why: error.to_string() })
    }

    /// What the two registers will answer, and after how long.
    pub fn put_registers(&self, pension_fund: Register, interior_ministry: Register) -> Result<(), IdpError> {
        let answers = json!({
            "pension_fund": pension_fund.word(), "interior_ministry": interior_ministry.word(), "delay": "PT3S",
        });
        self.send(Method::PUT, "/registers", Some(answers))
    }

    /// Makes the provider play false from now on.
    pub fn arm(&self, fault: &Value) -> Result<(), IdpError> {
        self.send(Method::POST, "/faults", Some(fault.clone()))
    }

    /// How often the provider will still play false, over all its faults that have an end.
    pub fn faults_left(&self) -> Result<u64, IdpError> {
        let output: Value = self.ask(Method::GET, "/faults", None)?;
        let faults = output["faults"].as_array().into_iter().flatten();
        Ok(faults.filter_map(|fault| fault["times"].as_u64()).sum())
    }

    /// Makes the provider honest again.
    pub fn disarm(&self) -> Result<(), IdpError> {
        self.send(Method::DELETE, "/faults", None)
    }

    /// The letters to someone, the oldest first.
    pub fn outbox(&self, to: &str, kind: &str) -> Result<Vec<Letter>, IdpError> {
        let path = format!("/outbox?{}", query(&[("to", to), ("kind", kind)]));
        Ok(self.ask::<Outbox>(Method::GET, &path, None)?.messages)
    }

    /// The service centres.
    pub fn centres(&self) -> Result<Vec<Centre>, IdpError> {
        let found: Value = self.ask(Method::GET, "/centres", None)?;
        let list = found.get("centres").cloned().unwrap_or(found);
        serde_json::from_value(list)
            .map_err(|error| IdpError::Unexpected { what: "GET /centres".to_owned(), why: error.to_string() })
    }

    /// The last refused requests after an entry of the journal, each in one line, the newest last.
    pub fn refusals(&self, after: i64, limit: usize) -> Result<Vec<String>, IdpError> {
        let journal: Journal = self.ask(Method::GET, &format!("/journal?after={after}&limit=500"), None)?;
        let refused = journal.entries.iter().filter(|entry| entry["outcome"] == "refused").map(text_of);
        let refused: Vec<_> = refused.collect();
        Ok(refused.into_iter().rev().take(limit).rev().collect())
    }

    fn send(&self, method: Method, path: &str, body: Option<Value>) -> Result<(), IdpError> {
        self.answer(method, path, body).map(|_| ())
    }

    fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<T, IdpError> {
        let what = format!("{method} {path}");
        let text = self.answer(method, path, body)?;
        serde_json::from_str(&text).map_err(|error| IdpError::Unexpected { what, why: error.to_string() })
    }

    fn answer(&self, method: Method, path: &str, body: Option<Value>) -> Result<String, IdpError> {
        let what = format!("{method} {path}");
        let unreachable = |source| IdpError::Unreachable { what: what.clone(), source };
        let mut request = self.http.request(method, format!("{}{path}", self.control_url));
        if let Some(body) = body {
            request = request.json(&body);
        }
        if let Some(token) = &self.token {
            request = token.shown_in(request);
        }
        let answer = request.send().map_err(unreachable)?;
        let status = answer.status();
        let text = answer.text().map_err(unreachable)?;
        if status.is_success() {
            return Ok(text);
        }
        Err(IdpError::Refused { what: what.clone(), status: status.as_u16(), problem: problem(&text) })
    }
}

impl Register {
    fn word(self) -> &'static str {
        match self {
            Register::Agree => "agree",
            Register::Refuse => "refuse",
            Register::Silent => "silent",
        }
    }
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Letter({} to {})", self.kind, self.to)
    }
}

/// RFC 9457: a problem says what, which field, and how to mend it.
fn problem(text: &str) -> String {
    let Ok(problem) = serde_json::from_str::<Value>(text) else {
        return text.chars().take(300).collect();
    };
    let said = ["title", "detail", "field", "fix"];
    let parts = said.iter().filter_map(|key| Some(format!("{key}: {}", problem[*key].as_str()?)));
    parts.collect::<Vec<_>>().join("; ")
}

fn text_of(entry: &Value) -> String {
    let said = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut line = format!("{} {}", said(&entry["method"]), said(&entry["path"]));
    let why = &entry["why"];
    for (name, value) in [("error", &entry["error"]), ("reason", &why["reason"]), ("fix", &why["fix"])] {
        if !value.is_null() {
            line.push_str(&format!("; {name}: {}", said(value)));
        }
    }
    for (name, value) in why["facts"].as_object().into_iter().flatten() {
        line.push_str(&format!("; {name}: {}", said(value)));
    }
    line
}

fn query(pairs: &[(&str, &str)]) -> String {
    // The base is only a stand: its query is taken off again.
    let mut url = reqwest::Url::parse("http://stand/").expect("invariant: a written address");
    url.query_pairs_mut().extend_pairs(pairs);
    url.query().unwrap_or_default().to_owned()
}
