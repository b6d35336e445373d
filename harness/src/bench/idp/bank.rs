//! Owns an accredited bank: its registration with the portal, its token, and its calls about accounts (MR А.9).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::blocking::RequestBuilder;
use serde_json::{Value, json};

use super::wire::{read, timestamp};
use super::{Idp, IdpError};

const MNEMONIC: &str = "TRUSTED_BANK";
const SCOPE: &str = "http://esia.gosuslugi.ru/ext_imp";
const STATE: &str = "3f1a7c52-9a44-4a0e-8d0b-6a7a2f0d9c31";

/// A bank that may send accounts.
pub(crate) struct Bank<'a> {
    idp: &'a Idp,
    token: String,
}

impl Idp {
    /// The bank, with a token.
    pub(crate) fn bank(&self) -> Result<Bank<'_>, IdpError> {
        let registration = json!({
            "name": "Вымышленный банк", "redirect_hosts": ["127.0.0.1"], "scopes": [SCOPE], "certificates": [],
            "token_algorithm": "RS256", "signature_check": "off",
        });
        self.put_client(MNEMONIC, registration)?;
        let timestamp = timestamp(&self.now()?);
        let fields = [
            ("client_id", MNEMONIC),
            ("client_secret", "unchecked"),
            ("grant_type", "client_credentials"),
            ("response_type", "token"),
            ("scope", SCOPE),
            ("state", STATE),
            ("timestamp", &timestamp),
            ("token_type", "Bearer"),
        ];
        let token = read(self.http.post(self.url("/aas/oauth2/te")).form(&fields), "POST /aas/oauth2/te")?;
        let token = token["access_token"].as_str().unwrap_or_default().to_owned();
        Ok(Bank { idp: self, token })
    }
}

impl Bank<'_> {
    /// Sends a client's account.
    pub(crate) fn import(&self, client: &Value) -> Result<Value, IdpError> {
        self.signed("/esia-rs/api/public/v2/prns/import?confirmWay=REST_API", client)
    }

    /// Asks that access be given back.
    pub(crate) fn recover(&self, client: &Value) -> Result<Value, IdpError> {
        self.signed("/esia-rs/api/public/v1/prns/import/recovery", client)
    }

    /// Hands in the code that the client told.
    pub(crate) fn compare(&self, id: &Value, code: &str) -> Result<Value, IdpError> {
        let body = json!({ "requestId": id, "code": code });
        self.posted("/esia-rs/api/public/v2/confirmation/compare", &body)
    }

    /// Has the code sent again.
    pub(crate) fn resend(&self, id: &Value) -> Result<Value, IdpError> {
        let id = id.as_str().unwrap_or_default();
        self.posted(&format!("/esia-rs/api/public/v2/confirmation/resend/{id}"), &json!({}))
    }

    /// Looks for the SNILS of a client.
    pub(crate) fn search(&self, client: &Value) -> Result<Value, IdpError> {
        self.posted("/esia-rs/api/public/v2/import/snils/search", client)
    }

    /// How a request stands.
    pub(crate) fn state(&self, id: &Value) -> Result<Value, IdpError> {
        let path = format!("/rs/reqs/{}", id.as_str().unwrap_or_default());
        self.answered(self.idp.http.get(self.idp.url(&path)), &path)
    }

    /// The stand checks no signature of this bank; the headers are there all the same.
    fn signed(&self, path: &str, body: &Value) -> Result<Value, IdpError> {
        let data = URL_SAFE_NO_PAD.encode(body.to_string());
        let request = self.idp.http.post(self.idp.url(path)).json(body);
        let request = request.header("Request-Data", data).header("Request-Data-Sign", "unchecked");
        self.answered(request, path)
    }

    fn posted(&self, path: &str, body: &Value) -> Result<Value, IdpError> {
        self.answered(self.idp.http.post(self.idp.url(path)).json(body), path)
    }

    /// The JSON of an answer, which a refusal has too.
    fn answered(&self, request: RequestBuilder, path: &str) -> Result<Value, IdpError> {
        match read(request.bearer_auth(&self.token), path) {
            Err(IdpError::Refused { what, status: 400, problem }) => serde_json::from_str(&problem)
                .map_err(|error| IdpError::Unexpected { what, why: error.to_string() }),
            answer => answer,
        }
    }
}
