//! The reasons that the data API and what systems send may meet.

use crate::domain::journal::reason::entry::Reason;

pub(crate) const TOKEN_MISSING: Reason = Reason::new(
    "token-missing",
    "the request has no access token",
    "send Authorization: Bearer with an access token",
)
.told_as(&["ESIA-005011", "ESIA-005013"]);
pub(crate) const TOKEN_NOT_OURS: Reason = Reason::new(
    "token-not-ours",
    "the access token was not made by this realm, or was changed",
    "send the access token of this provider",
)
.told_as(&["ESIA-005011"]);
pub(crate) const TOKEN_EXPIRED: Reason =
    Reason::new("token-expired", "the access token is not yet or no longer valid", "ask for another token")
        .told_as(&["ESIA-005013"]);
pub(crate) const TOKEN_OF_A_SYSTEM: Reason = Reason::new(
    "token-of-a-system",
    "the access token belongs to a relying party, not to a citizen",
    "a relying party's own token opens no person",
)
.told_as(&["ESIA-005029"]);
pub(crate) const TOKEN_OF_ANOTHER_PERSON: Reason = Reason::new(
    "token-of-another-person",
    "the access token belongs to another citizen",
    "ask for the person of the token: urn:esia:sbj_id",
)
.told_as(&["ESIA-005029"]);
pub(crate) const SCOPE_NOT_IN_TOKEN: Reason = Reason::new(
    "scope-not-in-token",
    "the scopes of the access token do not open this part",
    "ask for a scope that opens this part",
)
.told_as(&["ESIA-005029"]);
pub(crate) const NO_SUCH_RESOURCE: Reason = Reason::new(
    "no-such-resource",
    "the person has no such resource",
    "ask for a resource that the person has",
)
.told_as(&[
    "ESIA-020002",
    "ESIA-020027",
    "ESIA-020203",
    "ESIA-035000",
    "ESIA-036701",
    "ESIA-036710",
    "ESIA-039870",
    "ESIA-040404",
]);
pub(crate) const NOT_THE_CHIEF: Reason = Reason::new(
    "not-the-chief",
    "who asks does not head the organisation",
    "sign in as the chief: PUT {control}/organisations/{oid}/members/{person} {\"chief\":true}",
)
.told_as(&["ESIA-058012", "ESIA-005029"]);
pub(crate) const NO_GENERAL_CONSENT: Reason = Reason::new(
    "no-general-consent",
    "the organisation has not given the general consent",
    "POST /org-grant/api/public/v1/org/{oid}/issueGeneralGrant, or PATCH {control}/organisations/{oid} {\"general_consent\":true}",
)
.told_as(&["ESIA-036718"]);
pub(crate) const CONSENT_NOT_DECIDED: Reason = Reason::new(
    "consent-not-decided",
    "the organisation's consent cannot be decided so",
    "GET /org-grant/api/public/v1/sbj/{oid}/issued shows its status and scopes",
)
.told_as(&["ESIA-036702", "ESIA-036712", "ESIA-036713", "ESIA-036714"]);
pub(crate) const TOKEN_NOT_A_SYSTEMS: Reason = Reason::new(
    "token-not-a-systems",
    "the call takes only a token that a relying party got for itself",
    "send a token of client_credentials",
)
.told_as(&["ESIA-005011"]);
pub(crate) const SCOPE_NOT_ALLOWED: Reason = Reason::new(
    "scope-not-allowed",
    "the relying party's own token has no scope for this call",
    "ask for a token with the scope ext_imp",
)
.told_as(&["ESIA-005029"]);
pub(crate) const IMPORT_REFUSED: Reason = Reason::new(
    "import-refused",
    "the account that a bank sends does not agree with what is known",
    "compare with the account: GET {control}/people?snils=",
);
pub(crate) const PORTFOLIO_UNAVAILABLE: Reason = Reason::new(
    "portfolio-unavailable",
    "the school portfolio is switched off",
    "send the same mark under the same number again later: PUT {control}/portfolio/availability",
);
pub(crate) const MARK_FIELD: Reason =
    Reason::new("mark-field", "a field of the mark is wrong", "correct the field");
pub(crate) const MARK_DIFFERS: Reason = Reason::new(
    "mark-differs",
    "another mark was sent under the same number",
    "give every mark a number of its own, and never change a mark under its number",
);
pub(crate) const PUPIL_UNKNOWN: Reason = Reason::new(
    "pupil-unknown",
    "no account has the pupil's insurance number",
    "the pupil needs an account with this insurance number; send the mark again once there is one",
);
pub(crate) const SCHOOL_CONSENT_MISSING: Reason = Reason::new("school-consent-missing", "no parent has given the consent for the child's school data", "a parent gives the consent in the family section, or by POST {control}/people/{oid}/children/{card}/commands {\"command\":\"give-consent\"}; then send the same mark under the same number").told_as(&["ESIA-007004"]);

pub(super) const ALL: &[Reason] = &[
    TOKEN_MISSING,
    TOKEN_NOT_OURS,
    TOKEN_EXPIRED,
    TOKEN_OF_A_SYSTEM,
    TOKEN_OF_ANOTHER_PERSON,
    SCOPE_NOT_IN_TOKEN,
    NO_SUCH_RESOURCE,
    NOT_THE_CHIEF,
    NO_GENERAL_CONSENT,
    CONSENT_NOT_DECIDED,
    TOKEN_NOT_A_SYSTEMS,
    SCOPE_NOT_ALLOWED,
    IMPORT_REFUSED,
    PORTFOLIO_UNAVAILABLE,
    MARK_FIELD,
    MARK_DIFFERS,
    PUPIL_UNKNOWN,
    SCHOOL_CONSENT_MISSING,
];
