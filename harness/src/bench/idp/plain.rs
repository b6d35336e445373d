//! Owns calls of the control API that only one scenario needs: by their path, with and without an answer.

use reqwest::Method;
use serde_json::Value;

use super::{Idp, IdpError};

impl Idp {
    /// Reads something.
    pub(crate) fn get(&self, path: &str) -> Result<Value, IdpError> {
        self.ask(Method::GET, path, None)
    }

    /// Has something made or done.
    pub(crate) fn post(&self, path: &str, body: Value) -> Result<Value, IdpError> {
        self.ask(Method::POST, path, Some(body))
    }

    /// Puts something in the place of what was there.
    pub(crate) fn put(&self, path: &str, body: Value) -> Result<(), IdpError> {
        self.send(Method::PUT, path, Some(body))
    }

    /// Takes something away.
    pub(crate) fn remove(&self, path: &str) -> Result<(), IdpError> {
        self.send(Method::DELETE, path, None)
    }

    /// Changes settings of the realm, those that are named.
    pub(crate) fn change_settings(&self, change: Value) -> Result<(), IdpError> {
        self.send(Method::PATCH, "/settings", Some(change))
    }

    /// Makes a person by control calls alone, and takes away what was made up and is not wanted.
    pub(crate) fn made(&self, wanted: Value, changed: &Value) -> Result<u64, IdpError> {
        let oid = self.create_person(wanted)?.oid;
        if changed.as_object().is_some_and(|changes| !changes.is_empty()) {
            self.change_person(oid, changed)?;
        }
        Ok(oid)
    }
}
