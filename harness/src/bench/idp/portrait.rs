//! Owns the likeness of an account: what the tester, the sign-in, the family section and a relying party see of it.

use reqwest::{Method, Url};
use serde_json::{Value, json};

use super::wire::{read, timestamp};
use super::{Idp, IdpError};

/// A relying party of the fixtures whose signatures no one checks.
const PARTY: &str = "LOCALTEST";
const BACK: &str = "http://127.0.0.1/back";
const SCOPE: &str =
    "openid fullname birthdate gender birthplace snils inn id_doc email mobile contacts addresses";
const EMBED: &str = "embed=(contacts.elements,addresses.elements,documents.elements)";
const STATE: &str = "8e2bd1c6-5b1f-4a43-9b0a-0d6d2c1f7a11";

/// What differs between accounts in the same state: numbers, and the moments of their changes.
const OWN: &[&str] = &[
    "oid",
    "addresses",
    "id",
    "parent",
    "account",
    "linkable",
    "rIdDoc",
    "eTag",
    "updatedOn",
    "stateFacts",
    "password",
];

impl Idp {
    /// The account without what is only its own: two in the same state have equal portraits.
    /// No one is signed in to an account that is blocked, locked or deleted: its record is missing.
    pub fn portrait(&self, oid: u64) -> Result<Value, IdpError> {
        let mut person: Value = self.ask(Method::GET, &format!("/people/{oid}"), None)?;
        // A tester's word confirms like a centre or a letter; which of them it was is no difference here.
        person.as_object_mut().into_iter().for_each(|members| drop(members.remove("confirmed_by")));
        let guard: Value = self.ask(Method::GET, &format!("/people/{oid}/credentials"), None)?;
        let mut children: Value = self.ask(Method::GET, &format!("/people/{oid}/children"), None)?;
        children["children"].as_array_mut().into_iter().flatten().for_each(without_issuer);
        let is_open = guard["locked_until"].is_null()
            && !matches!(person["status"].as_str(), Some("blocked" | "deleted"));
        let record = if is_open { self.record(oid)? } else { Value::Null };
        let own = [self.base_url.clone(), format!("/prns/{oid}")];
        let seen =
            json!({ "person": person, "guard": guard, "children": children["children"], "record": record });
        Ok(impersonal(seen, &own))
    }

    /// The account as `/rs` shows it to a relying party that may see everything.
    fn record(&self, oid: u64) -> Result<Value, IdpError> {
        let timestamp = timestamp(&self.now()?);
        let common = [
            ("client_id", PARTY),
            ("client_secret", "unchecked"),
            ("redirect_uri", BACK),
            ("scope", SCOPE),
            ("state", STATE),
            ("timestamp", &timestamp),
        ];
        let mut authorize = self.address("/aas/oauth2/ac")?;
        authorize
            .query_pairs_mut()
            .extend_pairs(common)
            .extend_pairs([("response_type", "code"), ("access_type", "online")]);
        let wanted = json!({ "person": oid, "authorize_url": authorize.as_str(), "consent": true });
        let back: Value = self.ask(Method::POST, "/sign-ins", Some(wanted))?;
        let back = back["redirect_to"].as_str().and_then(|back| Url::parse(back).ok());
        let code = back.as_ref().and_then(|back| back.query_pairs().find(|(name, _)| name == "code"));
        let code = code.map(|(_, code)| code.into_owned()).unwrap_or_default();

        let fields =
            [("code", code.as_str()), ("grant_type", "authorization_code"), ("token_type", "Bearer")];
        let fields: Vec<_> = common.into_iter().chain(fields).collect();
        let tokens = self.http.post(self.address("/aas/oauth2/te")?).form(&fields);
        let token = read(tokens, "POST /aas/oauth2/te")?;
        let record = self.address(&format!("/rs/prns/{oid}?{EMBED}"))?;
        let record = self.http.get(record).bearer_auth(token["access_token"].as_str().unwrap_or_default());
        read(record, "GET /rs/prns/{oid}")
    }

    fn address(&self, path: &str) -> Result<Url, IdpError> {
        let unexpected = |error: &dyn std::fmt::Display| IdpError::Unexpected {
            what: path.to_owned(),
            why: error.to_string(),
        };
        Url::parse(&self.url(path)).map_err(|error| unexpected(&error))
    }
}

/// A card without the day and the office of its certificate, which the control API makes up and pages ask for.
fn without_issuer(card: &mut Value) {
    if let Some(certificate) = card["certificate"].as_object_mut() {
        ["issued_on", "issued_by"].iter().for_each(|name| drop(certificate.remove(*name)));
    }
}

/// Without what is the account's own, and without its addresses.
fn impersonal(seen: Value, own: &[String]) -> Value {
    match seen {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
            kept.map(|(name, value)| (name, impersonal(value, own))).collect()
        }
        Value::Array(items) => items.into_iter().map(|item| impersonal(item, own)).collect(),
        Value::String(text) => Value::String(own.iter().fold(text, |text, own| text.replace(own, ""))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_are_taken_off_and_nothing_else() {
        let own = ["http://127.0.0.1:1".to_owned(), "/prns/7".to_owned()];
        let seen = json!({ "oid": 7, "status": "standard", "elements": [{ "id": 3, "type": "MBT" }],
            "ctts": "http://127.0.0.1:1/rs/prns/7/ctts" });
        let expected = json!({ "status": "standard", "elements": [{ "type": "MBT" }], "ctts": "/rs/ctts" });
        assert_eq!(impersonal(seen, &own), expected);
    }
}
