//! The catalogue of OAuth errors: code, name, text. What the wire says is opaque; the journal says why.

mod api_key;
mod entry;

pub use api_key::*;

pub use entry::{Confidence, OAuthError, ToldBy};

use entry::{guessed, seen};

/// The certificate does not belong to the mnemonic, or there is none.
pub const CERTIFICATE_MISMATCH: OAuthError = guessed(
    "007002",
    "invalid_request",
    "The certificate does not match the client mnemonic or is absent.",
    "the certificate does not belong to the mnemonic, or there is none; here only the latter, which `v3/te` answers with ESIA-007053",
);
/// A parameter is wrong, unreadable or repeated.
pub const INVALID_REQUEST: OAuthError = guessed(
    "007003",
    "invalid_request",
    "The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.",
    "a mandatory parameter is missing, or a parameter has a wrong value or is repeated; here also: it cannot be read, and a missing one is ESIA-007014",
);
/// The citizen declined.
pub const ACCESS_DENIED: OAuthError = seen(
    "007004",
    "access_denied",
    "The resource owner or authorization server denied the request.",
    "the owner of the data or the service declined",
);
/// The first version's answer to a bad `client_secret`.
pub const UNAUTHORIZED_CLIENT: OAuthError = seen(
    "007005",
    "unauthorized_client",
    "The client is not authorized to request an access token using this method.",
    "the client may not ask for a token in this way; seen: in version 1 `client_secret` is not a good signature of a registered certificate",
);
/// A scope nobody knows.
pub const INVALID_SCOPE: OAuthError = guessed(
    "007006",
    "invalid_scope",
    "The requested scope is invalid, unknown, or malformed.",
    "a scope is unknown or malformed",
);
/// Something broke here.
pub const SERVER_ERROR: OAuthError = guessed(
    "007007",
    "server_error",
    "The authorization server encountered an unexpected condition that prevented it from fulfilling the request.",
    "an unexpected error of the service",
).on_demand();
/// Overload or maintenance.
pub const TEMPORARILY_UNAVAILABLE: OAuthError = guessed(
    "007008",
    "temporarily_unavailable",
    "The authorization server is currently unable to handle the request due to a temporary overloading or maintenance of the server.",
    "overload or maintenance",
).on_demand();
/// `response_type` is not `code`.
pub const UNSUPPORTED_RESPONSE_TYPE: OAuthError = guessed(
    "007009",
    "unsupported_response_type",
    "The authorization server does not support obtaining an access token using this method.",
    "a token is not to be had in this way; here: `response_type` is not `code`",
);
/// The code or refresh token is worth nothing.
pub const INVALID_GRANT: OAuthError = seen(
    "007011",
    "invalid_grant",
    "The provided authorization grant or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    "the code or refresh token is invalid, expired, revoked, for another address, or another client's; here also: used",
);
/// `grant_type` is unknown.
pub const UNSUPPORTED_GRANT_TYPE: OAuthError = guessed(
    "007012",
    "unsupported_grant_type",
    "The authorization grant type is not supported by the authorization server.",
    "`grant_type` is none of those supported",
);
/// No scope at all.
pub const SCOPE_MISSING: OAuthError =
    guessed("007013", "invalid_scope", "The request doesn`t contain the scope.", "no `scope` was given");
/// A mandatory parameter is missing, or the timestamp is unreadable.
pub const PARAMETER_MISSING: OAuthError = seen(
    "007014",
    "invalid_request",
    "The request doesn`t contain the mandatory parameter [].",
    "a mandatory parameter is missing; seen: also the answer to an unreadable `timestamp`",
);
/// The timestamp is too far from the provider's clock.
pub const WRONG_TIME: OAuthError = guessed(
    "007015",
    "invalid_request",
    "The request time is wrong.",
    "the time of the request is wrong; here: `timestamp` differs from the provider's clock by more than the tolerance",
);
/// The scope was not granted by application.
pub const NO_GRANTS: OAuthError = seen(
    "007019",
    "invalid_scope",
    "OAuthErrorEnum.noGrants",
    "there is no permission for the access; here: the client was not granted the scope",
)
.printed("no_grants");
/// The address is not among the registered ones.
pub const REDIRECT_NOT_ALLOWED: OAuthError = guessed(
    "007023",
    "invalid_request",
    "The redirect_uri is not among those allowed for the client.",
    "`redirect_uri` is not among the allowed ones; here: its host is not registered for the client",
);
/// The refresh token has run out.
pub const REFRESH_EXPIRED: OAuthError =
    guessed("007027", "expired_token", "The refresh token has expired.", "the refresh token has run out")
        .at_refresh();
/// The refresh token was withdrawn.
pub const REFRESH_WITHDRAWN: OAuthError = guessed(
    "007028",
    "access_denied",
    "The refresh token has been compromised and revoked.",
    "the refresh token was compromised and withdrawn; here: it was used before, which withdraws all of its sign-in, or a new password or a block that has ended withdrew it",
)
.at_refresh();
/// The account is blocked.
pub const ACCOUNT_BLOCKED: OAuthError = guessed(
    "007036",
    "invalid_request",
    "The user account is blocked.",
    "the account is blocked; here: that of the code or refresh token",
);
/// PKCE: no verifier, or one of another form.
pub const CODE_VERIFIER_UNREADABLE: OAuthError = guessed(
    "007038",
    "pkce_parameters_incorrect",
    "OAuthErrorEnum.pkceParametersIncorrect",
    "the parameters could not be got from the request; here: `code_verifier` is missing or malformed although the authorization request had a `code_challenge`",
)
.at_token();
/// PKCE: a verifier without a challenge.
pub const NO_CODE_CHALLENGE: OAuthError = guessed(
    "007039",
    "pkce_challenge_missing",
    "OAuthErrorEnum.pkceChallengeMissing",
    "`code_verifier` was sent, but the authorization request had no `code_challenge`",
)
.at_token();
/// PKCE: the verifier does not fit.
pub const CODE_VERIFIER_WRONG: OAuthError = guessed(
    "007040",
    "pkce_verification_error",
    "OAuthErrorEnum.pkceVerificationError",
    "`code_verifier` does not fit the `code_challenge`",
)
.at_token();
/// The scope wants a second factor.
pub const SECOND_FACTOR_NEEDED: OAuthError = guessed(
    "007046",
    "authorization2faNotAvailable",
    "OAuthErrorEnum.authorization2faNotAvailable",
    "a scope demands a second factor that the citizen does not have",
);
/// The later versions' answer to a bad `client_secret`.
pub const CLIENT_SECRET_WRONG: OAuthError = seen(
    "007053",
    "access_denied",
    "OAuthErrorEnum.clientSecretWrong",
    "`client_secret` is malformed: it does not fit the string, the certificate or the client, or the certificate is not active; seen: in versions 2 and 3 alone",
)
.printed("clientSecretWrong");
/// The account is not what the relying party lets in.
pub const NOT_CONFIRMED: OAuthError = guessed(
    "007055",
    "invalid_request",
    "The system is entered with an unconfirmed account.",
    "the account is not confirmed; here also: `person_filter` keeps the child or the adult out",
)
.at_authorization();
/// `roles` is wrong.
pub const ROLES_WRONG: OAuthError =
    guessed("007060", "invalid_request", "The roles parameter is wrong.", "`roles` has a wrong value")
        .at_authorization();
/// `obj_type` is wrong.
pub const OBJECT_TYPE_WRONG: OAuthError =
    guessed("007061", "invalid_request", "The obj_type parameter is wrong.", "`obj_type` has a wrong value")
        .at_authorization();
/// The citizen's role is wrong.
pub const ROLE_WRONG: OAuthError = guessed(
    "007062",
    "invalid_request",
    "The user type or role does not match the request.",
    "the request names the type or the role of the citizen wrongly; here: the citizen has none of those it names",
)
.at_authorization();
/// Personal data are for consents alone.
pub const ONLY_BY_PERMISSIONS: OAuthError = guessed(
    "007071",
    "authCanOnlyByPermissions",
    "OAuthErrorEnum.authCanOnlyByPermissions",
    "the client may ask for a person's data only by `permissions`",
);
/// A scope of an organisation the citizen does not work for.
pub const NOT_AN_EMPLOYEE: OAuthError = guessed(
    "007194",
    "scopes_not_allowed_to_person_of_org",
    "OAuthErrorEnum.scopesNotAllowedToPersonOfOrg",
    "a scope names an organisation the citizen is not an employee of",
)
.at_authorization();
/// Nobody of this name.
pub const UNKNOWN_CLIENT: OAuthError = guessed(
    "008010",
    "invalid_client",
    "The client could not be authenticated.",
    "the client could not be authenticated; here: `client_id` is unknown. By the table of changes of MR (3.39) it is ESIA-007010 (`error_names`)",
);

/// `permissions`: the mnemonic of a consent's kind is missing.
pub const NO_CONSENT_KIND: OAuthError = guessed(
    "036700",
    "invalid_request",
    "The mnemonic of the permission type is not specified.",
    "`permissions`: the mnemonic of a consent's kind is missing",
)
.at_authorization();
/// `permissions`: no consent is of this kind.
pub const CONSENT_KIND_UNKNOWN: OAuthError = guessed(
    "036701",
    "invalid_request",
    "The permission type is not found.",
    "`permissions`: no consent is of this kind",
)
.at_authorization();
/// `permissions`: a scope that the kind demands is missing.
pub const CONSENT_SCOPE_MISSING: OAuthError = guessed(
    "036702",
    "invalid_request",
    "A mandatory scope of the permission type is not specified.",
    "`permissions`: a scope that the kind demands is missing",
)
.at_authorization();
/// `permissions`: a scope is none of the kind's, or not granted to the client.
pub const CONSENT_SCOPE_NOT_ALLOWED: OAuthError = guessed(
    "036703",
    "invalid_request",
    "The scopes exceed those allowed.",
    "`permissions`: the scopes exceed those of the kind; here also: one is not granted to the client",
)
.at_authorization();
/// `permissions`: the kind takes no scopes.
pub const CONSENT_SCOPES_FORBIDDEN: OAuthError = guessed(
    "036704",
    "invalid_request",
    "Scopes must not be specified for the permission type.",
    "`permissions`: the kind takes no scopes",
)
.at_authorization();
/// `permissions`: no action is named.
pub const CONSENT_NO_ACTION: OAuthError = guessed(
    "036705",
    "invalid_request",
    "At least one action must be specified.",
    "`permissions`: no action is named",
)
.at_authorization();
/// `permissions`: an action does not exist.
pub const CONSENT_ACTION_UNKNOWN: OAuthError = guessed(
    "036706",
    "invalid_request",
    "The action does not exist.",
    "`permissions`: an action does not exist",
)
.at_authorization();
/// `permissions`: no purpose is named.
pub const CONSENT_NO_PURPOSE: OAuthError = guessed(
    "036707",
    "invalid_request",
    "At least one purpose must be specified.",
    "`permissions`: no purpose is named",
)
.at_authorization();
/// `permissions`: the consent lasts no time, or too long.
pub const CONSENT_EXPIRY_WRONG: OAuthError = guessed(
    "036716",
    "invalid_request",
    "The expiration time of the permission is incorrect.",
    "`permissions`: the consent lasts no time, or too long",
)
.at_authorization();
/// `permissions`: no purpose is called so.
pub const CONSENT_PURPOSE_UNKNOWN: OAuthError = guessed(
    "036726",
    "invalid_request",
    "The purpose does not exist.",
    "`permissions`: no purpose is called so",
)
.at_authorization();
/// `permissions`: the kind takes one purpose.
pub const CONSENT_ONE_PURPOSE: OAuthError = guessed(
    "036727",
    "invalid_request",
    "Exactly one purpose must be specified.",
    "`permissions`: the kind takes one purpose",
)
.at_authorization();

/// The citizen is younger than the kind of the consent demands.
pub const CONSENT_TOO_YOUNG: OAuthError = guessed(
    "036746",
    "invalid_request",
    "The user is younger than the permission type allows.",
    "`permissions`: the citizen is younger than the kind demands; only with the setting consents.gate on `kind-threshold`",
)
.at_authorization();

/// Every error of this part of the wire, by number.
pub const CATALOGUE: &[OAuthError] = &[
    CERTIFICATE_MISMATCH,
    INVALID_REQUEST,
    ACCESS_DENIED,
    UNAUTHORIZED_CLIENT,
    INVALID_SCOPE,
    SERVER_ERROR,
    TEMPORARILY_UNAVAILABLE,
    UNSUPPORTED_RESPONSE_TYPE,
    INVALID_GRANT,
    UNSUPPORTED_GRANT_TYPE,
    SCOPE_MISSING,
    PARAMETER_MISSING,
    WRONG_TIME,
    NO_GRANTS,
    REDIRECT_NOT_ALLOWED,
    REFRESH_EXPIRED,
    REFRESH_WITHDRAWN,
    ACCOUNT_BLOCKED,
    CODE_VERIFIER_UNREADABLE,
    NO_CODE_CHALLENGE,
    CODE_VERIFIER_WRONG,
    SECOND_FACTOR_NEEDED,
    CLIENT_SECRET_WRONG,
    NOT_CONFIRMED,
    ROLES_WRONG,
    OBJECT_TYPE_WRONG,
    ROLE_WRONG,
    ONLY_BY_PERMISSIONS,
    NOT_AN_EMPLOYEE,
    UNKNOWN_CLIENT,
    NO_CONSENT_KIND,
    CONSENT_KIND_UNKNOWN,
    CONSENT_SCOPE_MISSING,
    CONSENT_SCOPE_NOT_ALLOWED,
    CONSENT_SCOPES_FORBIDDEN,
    CONSENT_NO_ACTION,
    CONSENT_ACTION_UNKNOWN,
    CONSENT_NO_PURPOSE,
    CONSENT_EXPIRY_WRONG,
    CONSENT_PURPOSE_UNKNOWN,
    CONSENT_ONE_PURPOSE,
    CONSENT_TOO_YOUNG,
];

/// The error of the catalogue whose number is given: 7019 is ESIA-007019.
pub fn of_number(number: Option<u32>) -> Option<OAuthError> {
    CATALOGUE.iter().copied().find(|entry| entry.code.parse().ok() == number)
}

/// The same, for an order whose number was judged when it was given.
pub fn numbered(number: Option<u32>) -> OAuthError {
    of_number(number).unwrap_or(SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_sorted_and_without_doubles() {
        let codes: Vec<_> = CATALOGUE.iter().map(|entry| entry.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
    }

    #[test]
    fn a_missing_parameter_is_named_in_brackets() {
        assert_eq!(
            PARAMETER_MISSING.description(&["state", "client_id"]),
            "ESIA-007014: The request doesn`t contain the mandatory parameter [state, client_id]."
        );
    }
}
