//! The reasons that requests to `ac` may meet.

use crate::domain::journal::reason::entry::Reason;

pub(crate) const PARAMETER_MISSING: Reason = Reason::new(
    "parameter-missing",
    "a mandatory parameter is missing or empty",
    "send every mandatory parameter, none of them empty",
)
.told_as(&["ESIA-007014"]);
pub(crate) const PARAMETER_REPEATED: Reason = Reason::new(
    "parameter-repeated",
    "a parameter is sent more than once",
    "send each parameter once, percent-encoded UTF-8",
)
.told_as(&["ESIA-007003"]);
pub(crate) const PARAMETER_NOT_UTF8: Reason = Reason::new(
    "parameter-not-utf8",
    "a parameter is not UTF-8 once it is decoded",
    "send each parameter once, percent-encoded UTF-8",
)
.told_as(&["ESIA-007003"]);
pub(crate) const CLIENT_UNKNOWN: Reason = Reason::new(
    "client-unknown",
    "no relying party is registered under this `client_id`",
    "register it: PUT {control}/clients/{mnemonic}",
)
.told_as(&["ESIA-008010"]);
pub(crate) const CLIENT_CHANGED: Reason = Reason::new(
    "client-changed",
    "the registration was changed while the request was judged",
    "send the request again",
)
.told_as(&["ESIA-007008"]);
pub(crate) const REDIRECT_HOST: Reason = Reason::new(
    "redirect-host",
    "the host of `redirect_uri` is not registered for the client",
    "use a registered host, or register this one for the client",
)
.told_as(&["ESIA-007023"]);
pub(crate) const DIALECT_RETIRED: Reason = Reason::new(
    "dialect-retired",
    "the registration no longer allows this version of the wire",
    "move to a version that the registration still allows",
)
.told_as(&["ESIA-007005"]);
pub(crate) const TIMESTAMP_UNREADABLE: Reason = Reason::new(
    "timestamp-unreadable",
    "`timestamp` has another form than expected",
    "spell it yyyy.MM.dd HH:mm:ss Z, with + percent-encoded as %2B",
)
.told_as(&["ESIA-007014"]);
pub(crate) const TIMESTAMP_OFF: Reason = Reason::new(
    "timestamp-off",
    "`timestamp` differs from the realm's clock by more than the tolerance",
    "set the relying party's clock to the provider's: HEAD / answers a Date header",
)
.told_as(&["ESIA-007015"]);
pub(crate) const VERIFY_TOKEN: Reason = Reason::new(
    "verify-token",
    "no result of a biometric system is held under this `verify_token`, or it was asked for before",
    "send the token that the biometric system gave, once",
)
.told_as(&["ESIA-007003"]);
pub(crate) const RESPONSE_TYPE: Reason = Reason::new(
    "response-type",
    "`response_type` is not the one of the request: `code` at `ac`, `token` of a system",
    "send response_type=code",
)
.told_as(&["ESIA-007009"]);
pub(crate) const ACCESS_TYPE: Reason = Reason::new(
    "access-type",
    "`access_type` has an unknown value",
    "send access_type=online or access_type=offline",
)
.told_as(&["ESIA-007003"]);
pub(crate) const CODE_CHALLENGE_METHOD: Reason = Reason::new(
    "code-challenge-method",
    "`code_challenge_method` has an unknown value",
    "send code_challenge_method=GOST3411, or let the realm take others: the setting pkce_methods",
)
.told_as(&["ESIA-007003"]);
pub(crate) const PKCE_METHOD_TOLERATED: Reason = Reason::new(
    "pkce-method-tolerated",
    "a method of PKCE was taken only because of the setting pkce_methods",
    "send code_challenge_method=GOST3411: the real system documents no other",
);
pub(crate) const SCOPE_MISSING: Reason =
    Reason::new("scope-missing", "the parameter `scope` is missing", "send the parameter scope")
        .told_as(&["ESIA-007013"]);
pub(crate) const SCOPE_UNKNOWN: Reason =
    Reason::new("scope-unknown", "a scope is not known to the system", "ask for scopes the system knows")
        .told_as(&["ESIA-007006"]);
pub(crate) const SCOPE_NOT_GRANTED: Reason = Reason::new(
    "scope-not-granted",
    "a scope is not in the client's registration",
    "add the scopes to the client's registration, or do not ask for them",
)
.told_as(&["ESIA-007019"]);
pub(crate) const WORDS_UNKNOWN: Reason = Reason::new(
    "words-unknown",
    "`roles` or `obj_type` has an unknown value",
    "send known values, several separated by blanks",
)
.told_as(&["ESIA-007060", "ESIA-007061"]);
pub(crate) const PERSON_FILTER: Reason = Reason::new(
    "person-filter",
    "`person_filter` cannot be decoded, or does not let the account in",
    "send base64 of conf_acc, acc_kid, acc_not_kid or conf_acc acc_kid",
)
.told_as(&["ESIA-007003", "ESIA-007055"]);
pub(crate) const PERSON_FILTER_REVERSED: Reason = Reason::new(
    "person-filter-reversed",
    "`person_filter` has its two words the other way round than the document",
    "send base64 of conf_acc acc_kid: whether the real system takes the other order is not known",
);
pub(crate) const ONLY_BY_CONSENTS: Reason = Reason::new(
    "only-by-consents",
    "the client is held to ask for a person's data by consents alone",
    "ask by permissions, or register personal_scopes=plain: PUT {control}/clients/{mnemonic}",
)
.told_as(&["ESIA-007071"]);
pub(crate) const PERMISSIONS: Reason = Reason::new(
    "permissions",
    "`permissions` cannot be decoded, or asks for a consent that cannot be given",
    "correct the detail",
)
.told_as(&[
    "ESIA-007003",
    "ESIA-036700",
    "ESIA-036701",
    "ESIA-036702",
    "ESIA-036703",
    "ESIA-036704",
    "ESIA-036705",
    "ESIA-036706",
    "ESIA-036707",
    "ESIA-036716",
    "ESIA-036726",
    "ESIA-036727",
]);
pub(crate) const SECOND_FACTOR_MISSING: Reason = Reason::new(
    "second-factor-missing",
    "a scope demands a second factor that the citizen does not have",
    "sign in as somebody with a second factor, or switch it on under «Безопасность»",
)
.told_as(&["ESIA-007046"]);
pub(crate) const ROLE_NOT_LET_IN: Reason = Reason::new(
    "role-not-let-in",
    "the citizen has no role that `roles` and `obj_type` let in",
    "sign in somebody whose role the parameters roles and obj_type let in",
)
.told_as(&["ESIA-007062"]);
pub(crate) const SCOPE_BESIDE_CONSENTS: Reason = Reason::new(
    "scope-beside-consents",
    "a request for consents (`permissions`) asks for scopes beside `openid`",
    "send scope=openid alone and name the data in `permissions`; or let the realm take others: the setting consents.other_scopes",
)
.told_as(&["ESIA-007006"]);
pub(crate) const CONSENT_TOO_YOUNG: Reason = Reason::new(
    "consent-too-young",
    "the citizen is younger than the kind of the consent demands",
    "sign in as somebody older, or lower age_min of the kind in consents.toml",
)
.told_as(&["ESIA-036746"]);
pub(crate) const CONSENT_NOT_ASKED: Reason = Reason::new(
    "consent-not-asked",
    "the citizen may not be asked for consents, and no parent gave one: the token holds `openid` alone",
    "a consent is asked of confirmed accounts from the eighteenth birthday on; for a minor a parent gives it",
);
pub(crate) const CONSENT_SPELLING: Reason = Reason::new(
    "consent-spelling",
    "`permissions` spells a kind or a purpose as notes do, not as requests do",
    "send EDU_JOURNAL",
);
pub(crate) const CONSENT_DECLINED: Reason =
    Reason::new("consent-declined", "the citizen declined the consent", "sign in again and give the consent")
        .told_as(&["ESIA-007004"]);
pub(crate) const PARAMETER_TOO_LONG: Reason = Reason::new(
    "parameter-too-long",
    "a parameter is longer than the realm takes",
    "shorten it: {control}/settings, front.parameter_bytes_max",
)
.told_as(&["ESIA-007003"]);
pub(crate) const PARAMETERS_TOO_MANY: Reason = Reason::new(
    "parameters-too-many",
    "the request has more parameters than the realm takes",
    "send fewer: {control}/settings, front.parameters_max",
)
.told_as(&["ESIA-007003"]);
pub(crate) const BODY_NOT_A_FORM: Reason = Reason::new(
    "body-not-a-form",
    "mandatory parameters are missing because the body is not a form",
    "send the parameters as application/x-www-form-urlencoded",
)
.told_as(&["ESIA-007014", "ESIA-007013"]);
pub(crate) const SCOPE_UNLISTED: Reason = Reason::new(
    "scope-unlisted",
    "scopes that are not listed were taken because of the setting unlisted_scopes",
    "the scopes open nothing here: docs/SCOPES.md lists those that do",
);
pub(crate) const LOGOUT_ADDRESS: Reason = Reason::new(
    "logout-address",
    "`redirect_url` of a logout is not one that the registration lets a citizen return to",
    "send a part of the registered site_url, or set the realm's logout_return to registered-host",
);
pub(crate) const SIGN_IN_EXPIRED: Reason = Reason::new(
    "sign-in-expired",
    "the citizen came back to a sign-in that had waited too long",
    "begin the sign-in anew: send the citizen to ac",
);

pub(crate) const GATEWAY_ID: Reason = Reason::new(
    "gateway-id",
    "`gw_id` is another than `API_GW`",
    "leave the parameters of the API Gateway out: it adds them itself (MR table 100)",
)
.told_as(&["ESIA-007003"]);
pub(crate) const GATEWAY: Reason = Reason::new(
    "gateway",
    "the request came by the API Gateway; its signature is taken as it is, since its form is not published",
    "nothing; a relying party sends these parameters never itself (MR table 100)",
);
pub(crate) const PARAMETERS_UNDOCUMENTED: Reason = Reason::new(
    "parameters-undocumented",
    "the request was taken with parameters that no document lists for it",
    "leave them out: MR Д.1.2 allows documented parameters alone, and DP 4 wants `permissions` at `ac` only",
);
pub(crate) const SCOPE_OF_ANOTHER_PERSON: Reason = Reason::new(
    "scope-of-another-person",
    "a scope names another person than the one who signs in",
    "leave `?oid=` out: a citizen can allow the citizen's own data only (MR Б.4)",
)
.told_as(&["ESIA-007006"]);

pub(super) const ALL: &[Reason] = &[
    GATEWAY_ID,
    GATEWAY,
    PARAMETERS_UNDOCUMENTED,
    SCOPE_OF_ANOTHER_PERSON,
    PARAMETER_TOO_LONG,
    PARAMETERS_TOO_MANY,
    BODY_NOT_A_FORM,
    SCOPE_UNLISTED,
    SIGN_IN_EXPIRED,
    LOGOUT_ADDRESS,
    PARAMETER_MISSING,
    PARAMETER_REPEATED,
    PARAMETER_NOT_UTF8,
    CLIENT_UNKNOWN,
    CLIENT_CHANGED,
    REDIRECT_HOST,
    DIALECT_RETIRED,
    TIMESTAMP_UNREADABLE,
    TIMESTAMP_OFF,
    RESPONSE_TYPE,
    VERIFY_TOKEN,
    ACCESS_TYPE,
    CODE_CHALLENGE_METHOD,
    PKCE_METHOD_TOLERATED,
    SCOPE_MISSING,
    SCOPE_UNKNOWN,
    SCOPE_NOT_GRANTED,
    WORDS_UNKNOWN,
    PERSON_FILTER,
    PERSON_FILTER_REVERSED,
    ONLY_BY_CONSENTS,
    PERMISSIONS,
    SECOND_FACTOR_MISSING,
    ROLE_NOT_LET_IN,
    CONSENT_DECLINED,
    SCOPE_BESIDE_CONSENTS,
    CONSENT_TOO_YOUNG,
    CONSENT_NOT_ASKED,
    CONSENT_SPELLING,
];
