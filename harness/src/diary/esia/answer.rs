//! Owns the reading of the portal's answers to the diary itself, valid or not.

use reqwest::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::diary::refusal::Refusal;

/// Longer responses of the portal are refused.
const BYTES_MAX: usize = 256 * 1024;

/// What the portal says instead of an answer: `error` at the token endpoint, `code` under `/rs`.
#[derive(Deserialize)]
struct Complaint {
    #[serde(alias = "code")]
    error: String,
    #[serde(alias = "message", default)]
    error_description: String,
}

/// Reads a JSON answer, or says why there is none; `refused` names the refusal when the portal refuses.
pub(crate) async fn read<T: DeserializeOwned>(
    mut answer: Response,
    refused: fn(String) -> Refusal,
) -> Result<T, Refusal> {
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(silent)? {
        body.extend_from_slice(&chunk);
        if body.len() > BYTES_MAX {
            return Err(unreadable("the answer has no end"));
        }
    }
    if status.is_server_error() {
        return Err(Refusal::PortalSilent { detail: format!("the portal answered {status}") });
    }
    if let Ok(Complaint { error, error_description }) = serde_json::from_slice(&body) {
        return Err(refused(format!("{error}: {error_description}")));
    }
    if !status.is_success() {
        return Err(refused(format!("the portal answered {status}")));
    }
    // The parser's message may quote the answer, which holds tokens: only the place is given.
    serde_json::from_slice(&body).map_err(|error| {
        unreadable(&format!(
            "{:?} error in line {}, column {}",
            error.classify(),
            error.line(),
            error.column()
        ))
    })
}

/// The portal could not be reached, or broke off. Addresses stay out of the message: they may hold a code.
pub(crate) fn silent(error: reqwest::Error) -> Refusal {
    let what = if error.is_timeout() { "no answer in time" } else { "the connection failed" };
    Refusal::PortalSilent { detail: what.to_owned() }
}

/// The answer is there and says nothing that can be used.
pub(crate) fn unreadable(why: &str) -> Refusal {
    Refusal::AnswerUnreadable { detail: why.to_owned() }
}
