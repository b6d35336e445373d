//! The errors of the call that gives a token for an API-Key (MR А.12, table 92).

use super::entry::{OAuthError, guessed};

/// The signature is malformed, or over another key.
pub const SIGNATURE_WRONG: OAuthError = guessed(
    "005002",
    "invalid_request",
    "The signature of the request is wrong.",
    "an API-Key: `signature` is malformed, not its owner's, or over another key than that of the address",
)
.for_api_key();
/// A parameter is missing.
pub const PARAMETERS_WRONG: OAuthError = guessed(
    "020000",
    "invalid_request",
    "The parameters of the request are wrong.",
    "an API-Key: `signature` is missing",
)
.for_api_key();
/// Nobody has the key.
pub const KEY_UNKNOWN: OAuthError = guessed(
    "037218",
    "invalid_request",
    "The API-Key is not found.",
    "an API-Key: no client has registered it",
)
.for_api_key();

/// All of them, by number.
pub const OF_API_KEY: &[OAuthError] = &[SIGNATURE_WRONG, PARAMETERS_WRONG, KEY_UNKNOWN];
