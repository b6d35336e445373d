//! Owns the few calls of the control API that a measurement needs.

use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::load::esia::secret::Credentials;
use crate::load::http::{Line, Request};
use crate::load::server::Server;

/// A hundred thousand accounts may take their time.
const PATIENCE: Duration = Duration::from_secs(900);

/// A made-up citizen who can sign in.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Person {
    pub(super) oid: u64,
    logins: Vec<String>,
    pub(super) password: String,
}

impl Person {
    /// What is typed into the sign-in form.
    pub(super) fn login(&self) -> &str {
        self.logins.first().map(String::as_str).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct ClockState {
    now: String,
}

/// The control API of the default realm.
#[derive(Debug)]
pub(super) struct Control {
    line: Line,
    path: String,
}

impl Control {
    pub(super) fn of(server: &Server) -> Self {
        Self { line: Line::to(server.place.clone(), PATIENCE), path: server.control_path.clone() }
    }

    /// Registers the relying party.
    pub(super) fn register(
        &mut self,
        credentials: &Credentials,
        host: &str,
        scope: &str,
        token_algorithm: &str,
    ) -> Result<(), String> {
        let client = json!({
            "name": "Measurement",
            "redirect_hosts": [host],
            "scopes": scope.split(' ').collect::<Vec<_>>(),
            "certificates": [credentials.certificate_pem],
            "token_algorithm": token_algorithm,
            "signature_check": "strict",
        });
        self.call("PUT", &format!("/clients/{}", credentials.mnemonic), Some(&client)).map(drop)
    }

    /// One confirmed person.
    pub(super) fn person(&mut self) -> Result<Person, String> {
        let answer = self.call("POST", "/people", Some(&json!({ "level": "confirmed" })))?;
        read(&answer)
    }

    /// So many confirmed people at once.
    pub(super) fn crowd(&mut self, count: usize) -> Result<(), String> {
        if count == 0 {
            return Ok(());
        }
        self.call("POST", "/people", Some(&json!({ "level": "confirmed", "count": count }))).map(drop)
    }

    /// Moves the realm's clock a day on: what expires in a day has expired.
    pub(super) fn next_day(&mut self) -> Result<(), String> {
        self.call("POST", "/clock/advance", Some(&json!({ "by": "P1D" }))).map(drop)
    }

    /// The realm's moment.
    pub(super) fn now(&mut self) -> Result<Timestamp, String> {
        let answer = self.call("GET", "/clock", None)?;
        let now = read::<ClockState>(&answer)?.now;
        now.parse().map_err(|error| format!("the clock says {now}: {error}"))
    }

    fn call(&mut self, method: &str, operation: &str, body: Option<&Value>) -> Result<String, String> {
        let (target, body) = (format!("{}{operation}", self.path), body.map(Value::to_string));
        let body = body.as_deref().map(|body| ("application/json", body));
        let answer =
            self.line.expect(&Request { method, target: &target, bearer: None, body }, &[200, 201, 204])?;
        Ok(answer.body)
    }
}

fn read<T: DeserializeOwned>(answer: &str) -> Result<T, String> {
    serde_json::from_str(answer).map_err(|error| format!("{error} in {answer}"))
}
