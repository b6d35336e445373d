//! Owns what the control API says about school: portfolios, and children for whom a parent makes an account.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Idp, IdpError, Person};

impl Idp {
    /// The marks in someone's school portfolio, each as its subject and what it was given for.
    pub fn portfolio(&self, oid: u64) -> Result<Vec<String>, IdpError> {
        let output: Value = self.ask(Method::GET, &format!("/portfolio?person={oid}"), None)?;
        let marks = output["marks"].as_array().into_iter().flatten();
        let text = |mark: &Value, key: &str| mark[key].as_str().unwrap_or_default().to_owned();
        Ok(marks.map(|mark| format!("{}: {}", text(mark, "subject"), text(mark, "work"))).collect())
    }

    /// How the portfolio answers diaries from now on: `answers`, `down` or `loses-answers`.
    pub fn put_portfolio(&self, mode: &str) -> Result<(), IdpError> {
        self.send(Method::PUT, "/portfolio/availability", Some(json!({ "mode": mode })))
    }

    /// A child whose account the parent created; fields that `wanted` leaves out are generated.
    pub fn create_child(&self, parent: u64, wanted: Value) -> Result<Person, IdpError> {
        let what = format!("POST /people/{parent}/children");
        let mut made: Value = self.ask(Method::POST, &format!("/people/{parent}/children"), Some(wanted))?;
        serde_json::from_value(made["person"].take())
            .map_err(|error| IdpError::Unexpected { what, why: error.to_string() })
    }
}
