//! Owns what relying parties of the bench's own share on the wire: the form of a moment, and the reading of an answer.

use jiff::Timestamp;
use reqwest::blocking::RequestBuilder;
use serde_json::Value;

use super::IdpError;

/// A moment of the control API in ESIA's form.
pub(super) fn timestamp(now: &str) -> String {
    let now: Option<Timestamp> = now.parse().ok();
    now.map(|now| now.strftime("%Y.%m.%d %H:%M:%S +0000").to_string()).unwrap_or_default()
}

/// The JSON that answers a request.
pub(super) fn read(request: RequestBuilder, what: &str) -> Result<Value, IdpError> {
    let what = what.to_owned();
    let answer = request.send().map_err(|source| IdpError::Unreachable { what: what.clone(), source })?;
    let status = answer.status();
    let text = answer.text().map_err(|source| IdpError::Unreachable { what: what.clone(), source })?;
    if !status.is_success() {
        return Err(IdpError::Refused { what, status: status.as_u16(), problem: text });
    }
    serde_json::from_str(&text).map_err(|error| IdpError::Unexpected { what, why: error.to_string() })
}
