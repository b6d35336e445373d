//! Owns a small system of the bench's own that gets tokens for a citizen and reads data with them.

use reqwest::blocking::RequestBuilder;
use serde_json::{Value, json};

use super::wire::timestamp;
use super::{Idp, IdpError};

const MNEMONIC: &str = "BENCH_READER";
const BACK: &str = "http://127.0.0.1/back";

/// The system.
pub(crate) struct Reader<'a> {
    idp: &'a Idp,
}

/// A status and the JSON that came with it.
pub(crate) struct Told {
    /// The status.
    pub(crate) status: u16,
    /// The JSON.
    pub(crate) body: Value,
}

impl Idp {
    /// The system, registered for these scopes; its signatures are not looked at.
    pub(crate) fn reader(&self, scopes: &[&str]) -> Result<Reader<'_>, IdpError> {
        let registration = json!({
            "name": "Проверка данных", "redirect_hosts": ["127.0.0.1"], "scopes": scopes, "certificates": [],
            "token_algorithm": "RS256", "signature_check": "off", "refresh_permit": "offline",
        });
        self.put_client(MNEMONIC, registration)?;
        Ok(Reader { idp: self })
    }
}

impl Reader<'_> {
    /// A code for a person, who allows everything.
    pub(crate) fn code(&self, person: u64, scope: &str) -> Result<String, IdpError> {
        let timestamp = timestamp(&self.idp.now()?);
        let query = super::query(&[
            ("client_id", MNEMONIC),
            ("client_secret", "unchecked"),
            ("redirect_uri", BACK),
            ("scope", scope),
            ("response_type", "code"),
            ("state", "5a0b7c1e-30a9-4d4e-9c53-000000000001"),
            ("timestamp", &timestamp),
            ("access_type", "offline"),
        ]);
        let address = self.idp.url(&format!("/aas/oauth2/ac?{query}"));
        let told = self.idp.post("/sign-ins", json!({ "person": person, "authorize_url": address }))?;
        let back = told["redirect_to"].as_str().unwrap_or_default();
        let code = back.split(['?', '&']).find_map(|one| one.strip_prefix("code="));
        code.map(str::to_owned).ok_or_else(|| IdpError::Unexpected {
            what: "POST /sign-ins".to_owned(),
            why: format!("no code in {back}"),
        })
    }

    /// What `te` answers to a code.
    pub(crate) fn redeem(&self, scope: &str, code: &str) -> Result<Told, IdpError> {
        self.exchange(&[("grant_type", "authorization_code"), ("code", code)], scope)
    }

    /// What `te` answers to a refresh token.
    pub(crate) fn refresh(&self, scope: &str, token: &str) -> Result<Told, IdpError> {
        self.exchange(&[("grant_type", "refresh_token"), ("refresh_token", token)], scope)
    }

    /// An access token for a person.
    pub(crate) fn token(&self, person: u64, scope: &str) -> Result<String, IdpError> {
        let told = self.redeem(scope, &self.code(person, scope)?)?;
        Ok(told.body["access_token"].as_str().unwrap_or_default().to_owned())
    }

    /// What the data API answers.
    pub(crate) fn read(&self, path: &str, token: &str) -> Result<Told, IdpError> {
        told(self.idp.http.get(self.idp.url(path)).bearer_auth(token), path)
    }

    fn exchange(&self, own: &[(&str, &str)], scope: &str) -> Result<Told, IdpError> {
        let timestamp = timestamp(&self.idp.now()?);
        let common = [
            ("client_id", MNEMONIC),
            ("client_secret", "unchecked"),
            ("redirect_uri", BACK),
            ("scope", scope),
            ("state", "5a0b7c1e-30a9-4d4e-9c53-000000000002"),
            ("timestamp", &timestamp),
            ("token_type", "Bearer"),
        ];
        let fields: Vec<_> = own.iter().copied().chain(common).collect();
        told(self.idp.http.post(self.idp.url("/aas/oauth2/te")).form(&fields), "POST /aas/oauth2/te")
    }
}

fn told(request: RequestBuilder, what: &str) -> Result<Told, IdpError> {
    let unreachable = |source| IdpError::Unreachable { what: what.to_owned(), source };
    let answer = request.send().map_err(unreachable)?;
    let status = answer.status().as_u16();
    let text = answer.text().map_err(unreachable)?;
    Ok(Told { status, body: serde_json::from_str(&text).unwrap_or(Value::Null) })
}
