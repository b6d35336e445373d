//! Owns what the control API says about the provider's own keys, and their change.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Idp, IdpError};

impl Idp {
    /// The certificates of an algorithm in PEM, one after another: the one in force, and those that wait.
    pub fn certificates(&self, algorithm: &str) -> Result<String, IdpError> {
        let text: Value = self.ask(Method::GET, "/keys", None)?;
        let keys = text["keys"].as_array().into_iter().flatten();
        let wanted = |key: &&Value| key["algorithm"] == algorithm && key["state"] != "retired";
        Ok(keys.filter(wanted).filter_map(|key| key["certificate"].as_str()).collect())
    }

    /// Takes the provider's next key of an algorithm into force; tokens of the old one are good for `overlap` more.
    pub fn rotate_keys(&self, algorithm: &str, overlap: &str) -> Result<(), IdpError> {
        self.send(Method::POST, "/keys/rotate", Some(json!({ "algorithm": algorithm, "overlap": overlap })))
    }
}
