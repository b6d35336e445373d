//! Owns the steps of a sign-in that all other providers share: the request, the code, the tokens.

use harness::load::form;
use harness::load::http::{Answer, Line, Request};
use serde::Deserialize;

/// Where every peer sends the browser back to; no one listens there.
pub(super) const CALLBACK: &str = "http://127.0.0.1:9/callback";
/// The `state` of every sign-in: peers only hand it back.
pub(super) const STATE: &str = "6f4d9a52-0c2f-4b6e-9d5f-3a1f7c1e2b90";

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    id_token: String,
}

/// The authorization request that all peers understand.
pub(super) fn authorize_target(path: &str, client: &str) -> String {
    let pairs = [
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("state", STATE),
    ];
    format!("{path}?{}", form::encode(&pairs))
}

/// The code that came back with a redirect.
pub(super) fn code_of(answer: &Answer) -> Result<String, String> {
    let location = answer.location.as_deref().unwrap_or_default();
    form::query_value(location, "code").ok_or_else(|| format!("no code in {location:?}: {}", answer.body))
}

/// Redeems a code and asks who it was: the last two steps of every peer.
pub(super) fn redeem(
    line: &mut Line,
    code: &str,
    client: (&str, &str),
    token_path: &str,
    person_path: &str,
) -> Result<(), String> {
    let form = form::encode(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_id", client.0),
        ("client_secret", client.1),
    ]);
    let answer = line.expect(&Request::form(token_path, &form), &[200])?;
    let tokens: Tokens = serde_json::from_str(&answer.body)
        .map_err(|error| format!("token answer {}: {error}", answer.body))?;
    if tokens.id_token.is_empty() {
        return Err("an empty id_token".to_owned());
    }
    line.expect(&Request { bearer: Some(&tokens.access_token), ..Request::of(person_path) }, &[200])?;
    Ok(())
}
