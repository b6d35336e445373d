//! Owns one complete sign-in through the simulator's wire: ac, login page, te, the person's data.

use std::time::Duration;

use serde::Deserialize;

use crate::diary::esia::protocol::Dialect;
use crate::load::esia::control::{Control, Person};
use crate::load::esia::secret::Credentials;
use crate::load::esia::stock::Stock;
use crate::load::form;
use crate::load::gate::Gate;
use crate::load::http::{Answer, Line, Request};
use crate::load::server::Server;

/// The page on the relying party's host that the browser is sent back to.
const CALLBACK: &str = "http://127.0.0.1:9/callback";

/// Redirect, page and form, and as many again for consent; more means going round in a circle.
const STEPS_MAX: usize = 8;
const PATIENCE: Duration = Duration::from_secs(30);

/// The way into a running simulator.
pub struct EsiaGate<'a> {
    server: &'a Server,
    control: Control,
    mnemonic: String,
    certificate_hash: Option<String>,
    dialect: Dialect,
    scope: &'static str,
    people: Vec<Person>,
    stock: Stock,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: Option<String>,
    state: String,
}

impl Gate for EsiaGate<'_> {
    fn prepare(&mut self, sign_ins: usize) -> Result<(), String> {
        self.control.next_day()?;
        let now = self.control.now()?;
        self.stock.fill(sign_ins, now);
        Ok(())
    }

    fn sign_in(&self, user: usize, line: &mut Line) -> Result<(), String> {
        self.complete(user, line, false)
    }
}

impl<'a> EsiaGate<'a> {
    pub(super) fn new(
        server: &'a Server,
        control: Control,
        credentials: Credentials,
        (dialect, scope): (Dialect, &'static str),
        people: Vec<Person>,
    ) -> Self {
        let (mnemonic, certificate_hash) =
            (credentials.mnemonic.clone(), credentials.certificate_hash.clone());
        let stock = Stock::empty(credentials, dialect, scope, CALLBACK);
        Self { server, control, mnemonic, certificate_hash, dialect, scope, people, stock }
    }

    /// Signs everyone in once and gives consent, so that measured sign-ins find it remembered.
    pub(super) fn settle(mut self) -> Result<Self, String> {
        let now = self.control.now()?;
        self.stock.fill(0, now);
        for user in 0..self.people.len() {
            self.complete(user, &mut Line::to(self.server.place.clone(), PATIENCE), true)?;
        }
        Ok(self)
    }

    fn complete(&self, user: usize, line: &mut Line, may_consent: bool) -> Result<(), String> {
        let person = &self.people[user];
        let code = self.code_for(person, line, may_consent)?;
        let token = self.redeem(&code, line)?;
        let target = format!("/rs/prns/{}", person.oid);
        line.expect(&Request { bearer: Some(&token), ..Request::of(&target) }, &[200]).map(drop)
    }

    fn code_for(&self, person: &Person, line: &mut Line, may_consent: bool) -> Result<String, String> {
        let mut answer = line.expect(&Request::of(&self.authorize_target()), &[302, 303])?;
        let mut credentials_shown = false;
        for _ in 0..STEPS_MAX {
            if let Some(location) = answer.location.as_deref() {
                if location.starts_with(CALLBACK) {
                    return form::query_value(location, "code").ok_or_else(|| format!("refused: {location}"));
                }
                let target = self.server.target(location).to_owned();
                answer = line.expect(&Request::of(&target), &[200, 302, 303])?;
            } else if answer.body.contains("grantAuthorization") {
                if !may_consent {
                    return Err("consent was asked for again".to_owned());
                }
                answer = post(line, "/login/consent", &answer, &[("decision", "grant")])?;
            } else if credentials_shown {
                return Err(format!("login and password were not taken: {}", answer.body));
            } else {
                credentials_shown = true;
                let typed = [("login", person.login()), ("password", person.password.as_str())];
                answer = post(line, "/login", &answer, &typed)?;
            }
        }
        Err("the pages lead round in a circle".to_owned())
    }

    /// What names the certificate, where the version wants it named.
    fn hash(&self) -> Option<(&'static str, &str)> {
        self.certificate_hash.as_deref().map(|hash| ("client_certificate_hash", hash))
    }

    fn authorize_target(&self) -> String {
        let signed = self.stock.take();
        let mut pairs = vec![
            ("client_id", self.mnemonic.as_str()),
            ("client_secret", signed.secret.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", self.scope),
            ("response_type", "code"),
            ("state", signed.state.as_str()),
            ("timestamp", signed.timestamp.as_str()),
            ("access_type", "online"),
        ];
        pairs.extend(self.hash());
        format!("{}?{}", self.dialect.spelling().authorization, form::encode(&pairs))
    }

    fn redeem(&self, code: &str, line: &mut Line) -> Result<String, String> {
        let signed = self.stock.take_for(code);
        let mut pairs = vec![
            ("client_id", self.mnemonic.as_str()),
            ("code", code),
            ("grant_type", "authorization_code"),
            ("client_secret", signed.secret.as_str()),
            ("state", signed.state.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", self.scope),
            ("timestamp", signed.timestamp.as_str()),
            ("token_type", "Bearer"),
        ];
        pairs.extend(self.hash());
        let form = form::encode(&pairs);
        let answer = line.expect(&Request::form(self.dialect.spelling().token, &form), &[200])?;
        let tokens: Tokens = serde_json::from_str(&answer.body)
            .map_err(|error| format!("te answered {}: {error}", answer.body))?;
        let whole =
            tokens.state == signed.state && tokens.id_token.is_some() == self.scope.contains("openid");
        if whole {
            Ok(tokens.access_token)
        } else {
            Err(format!("not the whole token answer: {}", answer.body))
        }
    }
}

/// Sends a page's form: its hidden fields and what the person adds.
fn post(line: &mut Line, target: &str, page: &Answer, typed: &[(&str, &str)]) -> Result<Answer, String> {
    let hidden = form::hidden_fields(&page.body);
    let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let fields: Vec<_> =
        hidden.filter(|(name, _)| *name != "decision").chain(typed.iter().copied()).collect();
    line.expect(&Request::form(target, &form::encode(&fields)), &[200, 302, 303])
}
