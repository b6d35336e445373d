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

/// The key has run out.
pub const KEY_RUN_OUT: OAuthError =
    guessed("037213", "invalid_request", "The API-Key has run out.", "an API-Key: it has run out")
        .for_api_key();
/// The key is blocked.
pub const KEY_BLOCKED: OAuthError =
    guessed("037214", "invalid_request", "The API-Key is blocked.", "an API-Key: it is blocked")
        .for_api_key();
/// Who issued the key is blocked.
pub const KEY_ISSUER_BLOCKED: OAuthError = guessed(
    "037215",
    "invalid_request",
    "The employee who issued the API-Key is blocked.",
    "an API-Key: the employee who issued it is blocked",
)
.for_api_key();
/// For whom the key was issued is blocked.
pub const KEY_EMPLOYEE_BLOCKED: OAuthError = guessed(
    "037216",
    "invalid_request",
    "The employee for whom the API-Key was issued is blocked.",
    "an API-Key: the employee for whom it was issued is blocked",
)
.for_api_key();
/// The issuer's power of attorney is not in force.
pub const KEY_NO_POWERS: OAuthError = guessed(
    "037217",
    "invalid_request",
    "The power of attorney of the issuer is not in force.",
    "an API-Key: the power of attorney of the employee who issued it is missing or not in force",
)
.for_api_key();
/// The key's employee is not there.
pub const KEY_NO_EMPLOYEE: OAuthError = guessed(
    "037219",
    "invalid_request",
    "The employee is not found.",
    "an API-Key: its employee is not found",
)
.for_api_key();
/// The key's organisation is not there.
pub const KEY_NO_ORGANISATION: OAuthError = guessed(
    "038000",
    "invalid_request",
    "The organisation is not found.",
    "an API-Key: its organisation is not found",
)
.for_api_key();
/// The key's terms name unknown scopes.
pub const KEY_SCOPES_UNKNOWN: OAuthError = guessed(
    "005027",
    "invalid_request",
    "The scopes of the API-Key are unknown.",
    "an API-Key: ESIA's own setting for the services of the portal names unknown scopes; here: the terms of the key do",
)
.for_api_key();

/// All of them, by number.
pub const OF_API_KEY: &[OAuthError] = &[
    SIGNATURE_WRONG,
    KEY_SCOPES_UNKNOWN,
    PARAMETERS_WRONG,
    KEY_RUN_OUT,
    KEY_BLOCKED,
    KEY_ISSUER_BLOCKED,
    KEY_EMPLOYEE_BLOCKED,
    KEY_NO_POWERS,
    KEY_UNKNOWN,
    KEY_NO_EMPLOYEE,
    KEY_NO_ORGANISATION,
];
