//! Owns the tests' relying party: its registration, its requests, its signatures.

use std::sync::atomic::{AtomicU32, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::http::encode;
use super::openssl::Identity;

/// A relying party.
#[derive(Clone)]
pub(crate) struct Party {
    pub(crate) mnemonic: String,
    pub(crate) redirect_uri: String,
    pub(crate) redirect_hosts: Vec<String>,
    pub(crate) scopes: Vec<&'static str>,
    pub(crate) identity: &'static Identity,
    /// Further options of `openssl cms -sign`.
    pub(crate) options: &'static str,
}

/// Parameters of a request, in their order.
#[derive(Clone, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

/// A `state` that was never used before.
pub(crate) fn fresh_state() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("7b0f2c1e-30a9-4d4e-9c53-{:012x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The moment at which the tests' clocks stand, as requests spell it.
pub(crate) const NOW: &str = "2024.09.02 07:00:00 +0000";

pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn base64_standard(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

impl Party {
    pub(crate) fn diary() -> Self {
        Self {
            mnemonic: "SCHOOL-DIARY".to_owned(),
            redirect_uri: "http://diary.example:8090/esia/back".to_owned(),
            redirect_hosts: vec!["diary.example:8090".to_owned()],
            scopes: vec![
                "openid",
                "fullname",
                "birthdate",
                "gender",
                "snils",
                "inn",
                "birthplace",
                "id_doc",
                "email",
                "mobile",
                "contacts",
                "addresses",
                "http://esia.gosuslugi.ru/usr_inf",
            ],
            identity: Identity::own(),
            options: "",
        }
    }

    /// Another relying party with the same key.
    pub(crate) fn other() -> Self {
        let mut other = Self::diary();
        other.mnemonic = "OTHER-DIARY".to_owned();
        other
    }

    pub(crate) fn with(mut self, options: &'static str) -> Self {
        self.options = options;
        self
    }

    /// What `PUT {control}/clients/{mnemonic}` is told.
    pub(crate) fn registration(&self) -> Value {
        json!({
            "name": "Школьный дневник", "redirect_hosts": self.redirect_hosts, "scopes": self.scopes,
            "certificates": [self.identity.certificate], "signature_check": "strict",
            "refresh_permit": "session",
        })
    }

    /// An authorization request, not yet signed.
    pub(crate) fn asks(&self, scope: &str) -> Fields {
        Fields::of(&[
            ("client_id", &self.mnemonic),
            ("redirect_uri", &self.redirect_uri),
            ("scope", scope),
            ("response_type", "code"),
            ("state", &fresh_state()),
            ("timestamp", NOW),
            ("access_type", "offline"),
        ])
    }

    /// An exchange of a code, not yet signed.
    pub(crate) fn redeems(&self, scope: &str, code: &str) -> Fields {
        Fields::of(&[
            ("client_id", &self.mnemonic),
            ("code", code),
            ("grant_type", "authorization_code"),
            ("state", &fresh_state()),
            ("redirect_uri", &self.redirect_uri),
            ("scope", scope),
            ("timestamp", NOW),
            ("token_type", "Bearer"),
        ])
    }

    /// An exchange of a refresh token, not yet signed.
    pub(crate) fn renews(&self, scope: &str, token: &str) -> Fields {
        self.redeems(scope, "").set("grant_type", "refresh_token").set("refresh_token", token).without("code")
    }

    /// The message that signs a request.
    pub(crate) fn message_over(&self, fields: &Fields) -> Vec<u8> {
        self.identity.message(self.options, fields.signed_text().as_bytes())
    }

    /// The request with its `client_secret`.
    pub(crate) fn signs(&self, fields: Fields) -> Fields {
        let secret = base64url(&self.message_over(&fields));
        fields.set("client_secret", &secret)
    }
}

impl Fields {
    pub(crate) fn of(pairs: &[(&str, &str)]) -> Self {
        Self(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        match self.0.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(key, _)| key != name);
        self
    }

    /// The parameter once more.
    pub(crate) fn doubled(mut self, name: &str) -> Self {
        let again = (name.to_owned(), self.value(name).to_owned());
        self.0.push(again);
        self
    }

    /// Only the named parameters, and all the others.
    pub(crate) fn split(self, names: &[&str]) -> (Self, Self) {
        let (these, others) = self.0.into_iter().partition(|(key, _)| names.contains(&key.as_str()));
        (Self(these), Self(others))
    }

    /// The string to sign: scope, timestamp, client_id, state.
    pub(crate) fn signed_text(&self) -> String {
        ["scope", "timestamp", "client_id", "state"].map(|name| self.value(name)).concat()
    }

    pub(crate) fn encoded(&self) -> String {
        let pairs: Vec<_> =
            self.0.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        pairs.join("&")
    }

    /// Every value percent-encoded once more than the form needs.
    pub(crate) fn encoded_twice(self) -> Self {
        Self(self.0.into_iter().map(|(name, value)| (name, encode(&value))).collect())
    }
}
