//! Tokens of an exchange taken apart: what they say, without the signature, which is what opens doors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Fields of an answer that carry tokens.
const FIELDS: [&str; 3] = ["access_token", "id_token", "refresh_token"];

/// What a token says. Nothing in it is personal: it names its subject by a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where it stood: a field of the answer, or the header `authorization`.
    pub name: String,
    /// Its header.
    pub header: Map<String, Value>,
    /// Its claims.
    pub claims: Map<String, Value>,
}

/// The tokens that an answer gives.
pub(crate) fn given(body: &str) -> Vec<Token> {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    FIELDS.into_iter().filter_map(|name| taken_apart(name, answer[name].as_str()?)).collect()
}

/// The token that a request was made with.
pub(crate) fn shown(authorization: &str) -> Option<Token> {
    taken_apart("authorization", authorization.strip_prefix("Bearer ")?)
}

fn taken_apart(name: &'static str, token: &str) -> Option<Token> {
    let (header, rest) = token.split_once('.')?;
    let (claims, _signature) = rest.split_once('.')?;
    let part = |text: &str| serde_json::from_slice(&BASE64.decode(text).ok()?).ok();
    Some(Token { name: name.to_owned(), header: part(header)?, claims: part(claims)? })
}
