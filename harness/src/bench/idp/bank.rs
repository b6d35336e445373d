//! Owns an accredited bank: its registration with the portal, its token, and the import of an account.

use serde_json::{Value, json};

use super::wire::{read, timestamp};
use super::{Idp, IdpError};

const MNEMONIC: &str = "TRUSTED_BANK";
const SCOPE: &str = "http://esia.gosuslugi.ru/ext_imp";
const STATE: &str = "3f1a7c52-9a44-4a0e-8d0b-6a7a2f0d9c31";

impl Idp {
    /// Confirms or registers a bank's client, as a trusted organisation's own call does.
    pub(crate) fn bank_import(&self, client: &Value) -> Result<Value, IdpError> {
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
        let import = self.http.post(self.url("/esia-rs/api/public/v2/prns/import")).json(client);
        let import = import.bearer_auth(token["access_token"].as_str().unwrap_or_default());
        read(import, "POST /esia-rs/api/public/v2/prns/import")
    }
}
