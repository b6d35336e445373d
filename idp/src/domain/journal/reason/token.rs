//! The reasons that requests to `te` may meet.

use crate::domain::journal::reason::entry::Reason;

pub(crate) const GRANT_TYPE: Reason = Reason::new(
    "grant-type",
    "`grant_type` is not supported",
    "send grant_type=authorization_code, refresh_token or client_credentials",
)
.told_as(&["ESIA-007012"]);
pub(crate) const TOKEN_TYPE: Reason =
    Reason::new("token-type", "`token_type` is not `Bearer`", "send token_type=Bearer, or leave it out")
        .told_as(&["ESIA-007003"]);
pub(crate) const SCOPE_OF_A_SYSTEM: Reason = Reason::new(
    "scope-of-a-system",
    "a citizen's token is asked for with a scope that systems alone may have",
    "ask for it by client_credentials, without a citizen",
)
.told_as(&["ESIA-007006"]);
pub(crate) const STATE_REPEATED: Reason = Reason::new(
    "state-repeated",
    "the token request was taken although its `state` is that of the authorization request",
    "make a new `state` for each request: MR Б.2.4 wants another one at `te`",
);
pub(crate) const CODE_NOT_OURS: Reason = Reason::new(
    "code-not-ours",
    "the authorization code was not made by this realm, or was changed",
    "send the code exactly as it came in the redirect",
)
.told_as(&["ESIA-007011"]);
pub(crate) const CODE_UNKNOWN: Reason = Reason::new(
    "code-unknown",
    "the authorization code is not known in this realm",
    "ask for a new code: this one is unknown in this realm, or was used long ago",
)
.told_as(&["ESIA-007011"]);
pub(crate) const CODE_USED: Reason = Reason::new(
    "code-used",
    "a code was used before: an authorization code, or a code of the second factor",
    "redeem a code once; ask for a new one",
)
.told_as(&["ESIA-007011"]);
pub(crate) const CODE_EXPIRED: Reason = Reason::new(
    "code-expired",
    "a code came too late: an authorization code, or a code that was sent to the citizen",
    "ask for another code",
)
.told_as(&["ESIA-007011"]);
pub(crate) const CODE_OF_ANOTHER_CLIENT: Reason = Reason::new(
    "code-of-another-client",
    "the authorization code was issued to another client",
    "redeem only codes issued to this client",
)
.told_as(&["ESIA-007011"]);
pub(crate) const REDIRECT_DIFFERS: Reason = Reason::new(
    "redirect-differs",
    "`redirect_uri` is not the one of the authorization request",
    "send the redirect_uri of the authorization request (RFC 6749 section 4.1.3)",
)
.told_as(&["ESIA-007011"]);
pub(crate) const PKCE_NO_CHALLENGE: Reason = Reason::new(
    "pkce-no-challenge",
    "`code_verifier` was sent, but the authorization request had no `code_challenge`",
    "send code_challenge in the authorization request, or no code_verifier",
)
.told_as(&["ESIA-007039"]);
pub(crate) const PKCE_VERIFIER_MISSING: Reason = Reason::new(
    "pkce-verifier-missing",
    "the authorization request had a `code_challenge`, but no `code_verifier` was sent",
    "send the code_verifier that the code_challenge was made from",
)
.told_as(&["ESIA-007038"]);
pub(crate) const PKCE_VERIFIER_MALFORMED: Reason = Reason::new(
    "pkce-verifier-malformed",
    "`code_verifier` has another form than the method takes",
    "send exactly 43 characters of A-Z a-z 0-9 - . _ ~ (MR Б.2.3)",
)
.told_as(&["ESIA-007038"]);
pub(crate) const PKCE_VERIFIER_DIFFERS: Reason = Reason::new(
    "pkce-verifier-differs",
    "`code_verifier` does not fit the `code_challenge`",
    "send the code_verifier that the code_challenge was made from",
)
.told_as(&["ESIA-007040"]);
pub(crate) const REFRESH_UNKNOWN: Reason = Reason::new(
    "refresh-unknown",
    "the refresh token is not known: it was never issued, or long ago",
    "send the newest refresh token exactly as it came",
)
.told_as(&["ESIA-007011"]);
pub(crate) const REFRESH_OF_ANOTHER_CLIENT: Reason = Reason::new(
    "refresh-of-another-client",
    "the refresh token was issued to another client",
    "use only refresh tokens issued to this client",
)
.told_as(&["ESIA-007011"]);
pub(crate) const REFRESH_EXPIRED: Reason =
    Reason::new("refresh-expired", "the refresh token has expired", "send the citizen to sign in again")
        .told_as(&["ESIA-007027"]);
pub(crate) const REFRESH_REUSED: Reason = Reason::new(
    "refresh-reused",
    "the refresh token was used before: all refresh tokens of its sign-in are withdrawn now",
    "keep the newest refresh token of each answer and drop the used one; send the citizen to sign in again",
)
.told_as(&["ESIA-007028"]);
pub(crate) const REFRESH_WITHDRAWN: Reason = Reason::new(
    "refresh-withdrawn",
    "the refresh token was withdrawn: one of its sign-in was used twice, the account was blocked, or the password changed",
    "send the citizen to sign in again",
)
.told_as(&["ESIA-007028"]);
pub(crate) const REFRESH_NOT_PERMITTED: Reason = Reason::new(
    "refresh-not-permitted",
    "refresh tokens were asked for or used without a permit in the registration",
    "register a permit: PUT {control}/clients/{mnemonic} with refresh_permit",
)
.told_as(&["ESIA-007005"]);
pub(crate) const ACCOUNT_BLOCKED: Reason = Reason::new(
    "account-blocked",
    "the account of the code or refresh token is blocked",
    "unblock the account, or sign in again with one that is in force",
)
.told_as(&["ESIA-007036"]);
pub(crate) const CONSENT_WITHDRAWN: Reason = Reason::new(
    "consent-withdrawn",
    "the citizen has taken back the consent, or its time is over",
    "the citizen took it back, or its time is over: send the citizen to sign in again",
)
.told_as(&["ESIA-007011", "ESIA-005011", "ESIA-005029"]);
pub(crate) const RENEWAL_OF_NOBODY: Reason = Reason::new(
    "renewal-of-nobody",
    "`prm_chg` names nobody who could have given a consent, or an account that may not sign in",
    "send prm_chg?oid= with the oid of the citizen's token, or of the push",
)
.told_as(&["ESIA-007004"]);
pub(crate) const NOTHING_TO_RENEW: Reason = Reason::new(
    "nothing-to-renew",
    "no consent of the citizen acts for the relying party any more",
    "send the citizen to sign in again and ask for the consent",
)
.told_as(&["ESIA-007004"]);
pub(crate) const ACCOUNT_GONE: Reason = Reason::new(
    "account-gone",
    "the account was blocked or deleted",
    "sign in again with an account that is in force",
)
.told_as(&["ESIA-007011", "ESIA-005011"]);
pub(crate) const API_KEY_UNKNOWN: Reason = Reason::new(
    "api-key-unknown",
    "no relying party has registered this API key",
    "register the key: PUT {control}/clients/{mnemonic} with api_keys",
)
.told_as(&["ESIA-037218"]);
pub(crate) const API_KEY_BLOCKED: Reason = Reason::new(
    "api-key-blocked",
    "the API key is blocked",
    "leave blocked out in api_key_terms of the registration",
)
.told_as(&["ESIA-037214"]);
pub(crate) const API_KEY_RUN_OUT: Reason = Reason::new(
    "api-key-run-out",
    "the API key has run out",
    "change until in api_key_terms of the registration",
)
.told_as(&["ESIA-037213"]);
pub(crate) const API_KEY_ISSUER_BLOCKED: Reason = Reason::new(
    "api-key-issuer-blocked",
    "the employee who issued the API key is blocked",
    "POST {control}/people/{oid}/commands unblocks the account",
)
.told_as(&["ESIA-037215"]);
pub(crate) const API_KEY_EMPLOYEE_BLOCKED: Reason = Reason::new(
    "api-key-employee-blocked",
    "the employee for whom the API key was issued is blocked",
    "POST {control}/people/{oid}/commands unblocks the account",
)
.told_as(&["ESIA-037216"]);
pub(crate) const API_KEY_NO_POWERS: Reason = Reason::new(
    "api-key-no-powers",
    "the power of attorney of the issuer of the API key is not in force",
    "change powers_until in api_key_terms of the registration",
)
.told_as(&["ESIA-037217"]);
pub(crate) const API_KEY_NO_EMPLOYEE: Reason = Reason::new(
    "api-key-no-employee",
    "an employee that the API key names is not there",
    "name accounts of GET {control}/people in api_key_terms of the registration",
)
.told_as(&["ESIA-037219"]);
pub(crate) const API_KEY_NO_ORGANISATION: Reason = Reason::new(
    "api-key-no-organisation",
    "the organisation that the API key names is not there",
    "name an organisation of GET {control}/organisations in api_key_terms of the registration",
)
.told_as(&["ESIA-038000"]);
pub(crate) const API_KEY_SCOPES_UNKNOWN: Reason = Reason::new(
    "api-key-scopes-unknown",
    "the terms of the API key name a scope that is not known",
    "name scopes of docs/SCOPES.md in api_key_terms of the registration",
)
.told_as(&["ESIA-005027"]);
pub(crate) const API_KEY_SIGNATURE_OLD: Reason = Reason::new(
    "api-key-signature-old",
    "the signature of the API key is older than a day",
    "sign the key anew for each request",
)
.told_as(&["ESIA-005002"]);
pub(crate) const PERSON_OF_A_SYSTEM: Reason = Reason::new(
    "person-of-a-system",
    "a system asks for itself for scopes of a person's data or of a sign-in",
    "send the citizen to ac, or ask for scopes of organisations and of systems",
)
.told_as(&["ESIA-007006"]);
pub(crate) const ORGANISATION_NOT_NAMED: Reason = Reason::new(
    "organisation-not-named",
    "a scope of an organisation does not say of which one",
    "add ?org_oid= to each scope of an organisation",
)
.told_as(&["ESIA-007006"]);
pub(crate) const NO_SUCH_ORGANISATION: Reason = Reason::new(
    "no-such-organisation",
    "the realm has no such organisation",
    "GET {control}/organisations lists them",
)
.told_as(&["ESIA-007006", "ESIA-020203"]);
pub(crate) const NOT_AN_EMPLOYEE: Reason = Reason::new(
    "not-an-employee",
    "the citizen does not belong to the organisation",
    "PUT {control}/organisations/{oid}/members/{person}, or ask for another organisation",
)
.told_as(&["ESIA-007194", "ESIA-005029"]);

pub(super) const ALL: &[Reason] = &[
    GRANT_TYPE,
    TOKEN_TYPE,
    SCOPE_OF_A_SYSTEM,
    STATE_REPEATED,
    CODE_NOT_OURS,
    CODE_UNKNOWN,
    CODE_USED,
    CODE_EXPIRED,
    CODE_OF_ANOTHER_CLIENT,
    REDIRECT_DIFFERS,
    PKCE_NO_CHALLENGE,
    PKCE_VERIFIER_MISSING,
    PKCE_VERIFIER_MALFORMED,
    PKCE_VERIFIER_DIFFERS,
    REFRESH_UNKNOWN,
    REFRESH_OF_ANOTHER_CLIENT,
    REFRESH_EXPIRED,
    REFRESH_REUSED,
    REFRESH_WITHDRAWN,
    REFRESH_NOT_PERMITTED,
    ACCOUNT_BLOCKED,
    CONSENT_WITHDRAWN,
    RENEWAL_OF_NOBODY,
    NOTHING_TO_RENEW,
    ACCOUNT_GONE,
    API_KEY_UNKNOWN,
    API_KEY_BLOCKED,
    API_KEY_RUN_OUT,
    API_KEY_ISSUER_BLOCKED,
    API_KEY_EMPLOYEE_BLOCKED,
    API_KEY_NO_POWERS,
    API_KEY_NO_EMPLOYEE,
    API_KEY_NO_ORGANISATION,
    API_KEY_SCOPES_UNKNOWN,
    API_KEY_SIGNATURE_OLD,
    PERSON_OF_A_SYSTEM,
    ORGANISATION_NOT_NAMED,
    NO_SUCH_ORGANISATION,
    NOT_AN_EMPLOYEE,
];
