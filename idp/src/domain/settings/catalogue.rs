//! What every setting means and where its default comes from: the document and the control API both tell it.

/// Nobody knows what the real system does.
const OURS: &str = "ours";

/// What is known of a setting beside its type and its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// Its whole name, such as `guard.lock_ms`; the end of it is the unit.
    pub name: &'static str,
    /// Where the default comes from.
    pub source: &'static str,
    /// What it decides.
    pub means: &'static str,
}

const fn told(name: &'static str, source: &'static str, means: &'static str) -> Meaning {
    Meaning { name, source, means }
}

/// Every setting, those of one matter together.
pub const CATALOGUE: &[Meaning] = &[
    told("issuer", "clients compare it", "`iss` of every token"),
    told("timestamp_tolerance_ms", "clients' notes on ESIA-007015", "how far a request's time may be off"),
    told("journal_entries_max", OURS, "how many entries the journal keeps, the newest of them"),
    told(
        "journal_bytes_max",
        OURS,
        "how many bytes of the newest entries the journal keeps, and as many of the requests and answers beside them",
    ),
    told(
        "outbox_messages_max",
        OURS,
        "how many messages the outbox keeps, the newest of them; letters on their way are not among them",
    ),
    told(
        "front.line_bytes_max",
        "nginx `large_client_header_buffers`",
        "the longest request line (else 414) and the longest header, with all of them within four times that (else 400)",
    ),
    told(
        "front.parameters_max",
        "Tomcat `maxParameterCount`",
        "the most parameters of a request to `ac` or `te`",
    ),
    told(
        "front.parameter_bytes_max",
        OURS,
        "the longest parameter of `ac` and `te`, such as `state` or `scope`; `client_secret` may have 256 KiB",
    ),
    told(
        "front.body_real_ms_max",
        OURS,
        "how long the body of a request may take to arrive, by the machine's clock; then 408, and the connection is closed",
    ),
    told("sms.digits", "client's fallback for `code_length`", "digits of a code by SMS or mail"),
    told("sms.ttl_ms", "client's fallback for `verify_timeout_secs`", "how long a code is good for"),
    told("sms.attempts_max", "client's fallback for `verify_attempts_left`", "wrong tries a code bears"),
    told("sms.resend_pause_ms", OURS, "the wait before another code"),
    told("import.code_digits", "MR А.9, a sample", "digits of the code by SMS"),
    told("import.code_ttl_ms", "MR А.9, samples (`timeToLive`)", "how long the code is good for"),
    told("import.attempts_max", "MR А.9, samples (`maxInputAttemptsCount`)", "wrong tries a code bears"),
    told(
        "import.resend_max",
        "MR А.9, a sample (`maxResendCount`); the sample of a right code prints 5",
        "how often the code may be sent again",
    ),
    told(
        "import.resend_pause_ms",
        "MR А.9, samples (`periodsForNextGeneration`)",
        "the wait before the code may be sent again",
    ),
    told(
        "import.by_sms",
        "MR А.9: closed to newly connected systems",
        "whether banks may leave `confirmWay=REST_API` out, so that the citizen answers the SMS by another; else ESIA-030003",
    ),
    told(
        "import.answer_ttl_ms",
        "MR table 73, row 105",
        "how long the citizen's answer by SMS may take; then ESIA-910307",
    ),
    told(
        "import.answer_attempts_max",
        "MR table 73, row 105",
        "how many answers by SMS may say something else; then ESIA-910307",
    ),
    told(
        "import.without_email",
        OURS,
        "whether banks may send people without an e-mail address, as trusted systems may; else ESIA-032110",
    ),
    told(
        "import.phone_takeover",
        "MR А.9.1, for single systems",
        "whether a phone that differs takes the place of the account's, with a new password by SMS; else ESIA-039603",
    ),
    told(
        "import.snils_search",
        "MR А.9.2",
        "whether the SNILS is looked for by the passport; else ESIA-036110",
    ),
    told("import.recovery", "MR А.9.3", "whether banks may give access back; else ESIA-005604"),
    told(
        "import.recovery_by_email",
        "MR table 83",
        "whether the new password may go by e-mail; else ESIA-039827",
    ),
    told(
        "import.dossier_delay_ms",
        "MR А.9: «обычно час, в редких случаях до трех дней», where it is switched on",
        "how long the dossier of a passport takes (codes 4 and 5); nothing when none is asked for",
    ),
    told("registers.pension_fund", OURS, "how the Pension Fund answers: agree, refuse or silent"),
    told("registers.interior_ministry", OURS, "how the Interior Ministry answers: agree, refuse or silent"),
    told("registers.delay_ms", "letter S003 says minutes; ours is short", "how long the registers take"),
    told(
        "judge_certificate_dates",
        OURS,
        "whether a client's certificate outside its dates is refused, also before they begin: a realm whose clock stands in the past would refuse every certificate made today",
    ),
    told(
        "judge_certificate_expiry",
        "MR table 93",
        "whether a client's certificate that has run out is refused",
    ),
    told(
        "foreigners_without_snils",
        "the real profile form",
        "whether a foreign citizen may be checked without a SNILS",
    ),
    told(
        "change_drops_level",
        "the real profile form keeps it",
        "whether new data of a standard or confirmed person lower the level until they are checked and confirmed anew",
    ),
    told(
        "contacts.phone_rest_days",
        "MR table 73, row 90",
        "for how many days after a mobile phone was proved in an account no other one may have it: ESIA-039812 with the first free day",
    ),
    told(
        "contacts.phone_takeover",
        "I, the text of ESIA-039812",
        "whether another account may then have a phone that is still the first one's, which loses it and the sign-in by it; else ESIA-039810",
    ),
    told("password_cost.memory_kib", OURS, "memory of hashing a password, KiB"),
    told("password_cost.passes", OURS, "passes of hashing a password"),
    told("letters_come_back", OURS, "whether nobody takes the letters, so that each goes back to the sender"),
    told("letter_storage_ms", "the post's own rule: 30 days", "how long a letter waits before it goes back"),
    told("letter_transit_ms", "letter S003: about two weeks", "how long a registered letter travels"),
    told("letter_code_digits", OURS, "digits of a letter's code"),
    told("letter_ttl_ms", OURS, "how long a letter's code is good for"),
    told("letter_attempts_max", OURS, "wrong tries a letter's code bears"),
    told(
        "guard.captcha_after",
        "public tests of the portal's pages",
        "bad passwords before a puzzle is asked for",
    ),
    told("guard.lock_after", OURS, "bad passwords before sign-in is locked"),
    told("guard.lock_ms", OURS, "how long a lock lasts"),
    told(
        "guard.code_attempts_max",
        "client's fallback for `verify_attempts_left`",
        "wrong codes of a second factor before sign-in is locked",
    ),
    told(
        "guard.totp_drift_steps",
        "RFC 6238 section 5.2",
        "steps of 30 s an authenticator's clock may be off",
    ),
    told(
        "guard.totp_codes_once",
        "RFC 6238 section 5.2",
        "whether an authenticator's code is taken only once",
    ),
    told(
        "guard.first_password_is_changed",
        "MR tables 74 and 81: a password for the first sign-in; that it is changed is ours",
        "whether a password that a centre or a bank sends is changed at the next sign-in",
    ),
    told(
        "messenger.offered_from",
        OURS,
        "from which day (`yyyy-MM-dd`; an empty text is never) citizens who get codes by SMS are asked to bind the messenger MAX, and may put it off",
    ),
    told(
        "messenger.required_from",
        OURS,
        "from which day (`yyyy-MM-dd`; an empty text is never) citizens who get codes by SMS do not sign in without binding the messenger MAX",
    ),
    told(
        "messenger.on_refusal",
        OURS,
        "what a citizen who refuses the required binding comes to: access-denied (the relying party is told ESIA-007004), stays (the page says that it is needed, nothing goes back)",
    ),
    told(
        "messenger.sms_instead",
        OURS,
        "whether a citizen who has bound the messenger MAX may have the code by SMS instead",
    ),
    told("session_ttl_ms", "cookies of the real portal: 3 hours", "how long a portal session lasts"),
    told("recovery.tells_unknown", OURS, "whether recovery says that no account has the contact"),
    told(
        "recovery.asks_document",
        "public guides to the portal",
        "whether accounts with checked data name a document to recover",
    ),
    told("deletion.frees_contacts", OURS, "whether the contacts of a deleted account are free again"),
    told("deletion.frees_snils", OURS, "whether the SNILS of a deleted account is free again"),
    told(
        "family.card_delay_ms",
        "15 minutes to 30 days by school pages",
        "how long a child's card is checked",
    ),
    told(
        "family.child_trusted",
        "MR 4.1.1.1: «упрощенная»; letter S002 has it confirmed",
        "whether a child's account is confirmed on the wire",
    ),
    told("family.civil_registry", OURS, "how the civil registry answers for a card: agree, refuse or silent"),
    told("family.fourteenth.level_drops", OURS, "whether the level drops on the fourteenth birthday"),
    told(
        "family.fourteenth.link_ends",
        OURS,
        "whether the link to the parents ends on the fourteenth birthday",
    ),
    told(
        "consents.gate",
        "DP 4",
        "who is asked for consents: eighteen-and-confirmed, kind-threshold (everybody; younger than the kind demands is ESIA-036746)",
    ),
    told(
        "consents.minor_signs_in",
        "I, from DP 4 and 4.2.3",
        "what a minor's token holds: by-parents-consent, openid-only",
    ),
    told(
        "consents.minor_of_age",
        OURS,
        "what becomes of a parent's consent on the eighteenth birthday: ends, stays",
    ),
    told(
        "consents.kids_shown",
        "MR А.2, table 3: every card; that consents are given for one child each is DP 4.2.3",
        "which children `/kids` shows to a token of consents: all (every card of the parent), consented (those that a consent is given for)",
    ),
    told(
        "consents.unchecked_cards_offered",
        OURS,
        "whether the page offers children whose card is not checked",
    ),
    told(
        "consents.portfolio_is_edu_journal",
        "I, school pages",
        "whether «Школьное портфолио» of the portal is the consent `EDU_JOURNAL`",
    ),
    told(
        "consents.portfolio_below_age",
        "DP 4",
        "pupils below this age need a parent's consent before a diary may hand in school data; 0 is nobody. Letter S002 speaks of pupils under 14",
    ),
    told(
        "consents.declined",
        "I, MR table 93",
        "what goes back when every consent is declined: access-denied (ESIA-007004), openid-only",
    ),
    told(
        "consents.other_scopes",
        "DP 4 forbids them",
        "scopes beside `openid` in a request for consents: refused (ESIA-007006), taken",
    ),
    told(
        "consents.withdrawal_reaches_tokens",
        "I, DP 5.2.36",
        "when a withdrawal closes tokens: at-once (ESIA-005029), at-expiry",
    ),
    told(
        "consents.list_shows_waiting",
        "DP 4.2.3",
        "whether lists show consents that nobody has decided on (`W`), as one sample does",
    ),
    told(
        "consents.edu_spelling_in_lists",
        "DP 4.1 and 4.2.3",
        "how lists spell the consent of school diaries: EDU_JOURNAL, EDU_JORNAL",
    ),
    told(
        "consents.kind_missing",
        "a client; DP 4.1 has the other one",
        "what a request for a consent without the mnemonic of its kind is told: ESIA-036700, ESIA-036701",
    ),
    told(
        "consents.permissions_claim",
        "DP 4",
        "what the claim `permissions` of tokens holds: mnemonic, json (the terms)",
    ),
    told("pushes.tries_max", OURS, "how often a push is tried"),
    told("pushes.pause_ms", OURS, "the pause before the second try; each further one is twice as long"),
    told("pushes.timeout_real_ms_max", OURS, "how long a try may take, by the machine's clock"),
    told(
        "pushes.order",
        OURS,
        "per-consent (the next event of a consent waits until the one before was taken or given up), any",
    ),
    told(
        "rs.paging",
        "MR А.1 pages all collections; every real answer comes whole",
        "how a collection comes that is asked for without `pageIndex` and `pageSize`: when-needed (longer than 100), always or never as pages",
    ),
    told(
        "rs.openid_only",
        "MR А.2 asks for a personal scope; the refusal is inferred",
        "what a token without a personal scope opens of a person: refused (ESIA-005029) or the frame without personal data",
    ),
    told(
        "rs.missing_token",
        "MR table 24; tables 10 to 66 have the other one",
        "what a request of data without a token is told: ESIA-005011, ESIA-005013",
    ),
    told(
        "rs.vehicles",
        "MR А.2 lists them; its changes (3.16) took them out; clients",
        "vehicles of people: shown to the scope `vehicles`, or taken-out (the scope is ESIA-007006)",
    ),
    told(
        "role_choice",
        OURS,
        "when a citizen with organisations is asked for a role: when-asked (roles or obj_type, and several fit), always, never",
    ),
    told(
        "unlisted_agreements",
        OURS,
        "kinds and purposes of consents that the simulator does not list: refused (ESIA-036701, ESIA-036726) or taken",
    ),
    told(
        "unlisted_scopes",
        OURS,
        "scopes that [SCOPES.md](SCOPES.md) does not list: refused (ESIA-007006, and in registrations) or taken; they open nothing",
    ),
    told(
        "second_factor_scopes",
        "MR 3.4",
        "scopes that only a citizen with a second factor may be asked for: others come back with ESIA-007046",
    ),
    told(
        "person_picker",
        OURS,
        "whether the sign-in page lists people: the one who is chosen signs in without password and second factor; the real portal has no such list",
    ),
    told(
        "login_hint",
        OURS,
        "whether `login_hint` of an authorization request fills in the login on the page; the real portal ignores it",
    ),
    told(
        "sign_in_method",
        "MR Б.7",
        "what `amr` says of sign-ins: PWD, DS, QR, EBS, DLG, MP, MPRFN; the page asks for the password all the same",
    ),
    told(
        "error_names",
        "real answers; MR tables 93, 94 differ",
        "names of errors where the two differ: seen, documented (no_grants, clientSecretWrong), documented-3.39 (also ESIA-007010 for ESIA-008010)",
    ),
    told(
        "logout_return",
        "clients; MR Б.6.7 read literally is narrower",
        "where Logout may lead: registered-host (any page of a registered host), literal (a substring of the registered site_url)",
    ),
    told(
        "refresh_string",
        "MR Б.2.6 leaves it open; clients differ",
        "what a refresh at v2 and v3 signs: any, a (the string of v2/ac), b (client_id scope timestamp state refresh_token), c (the string of v3/te with refresh_token for code)",
    ),
    told(
        "pkce_hash",
        "a guess: MR Б.2.3 names no parameters",
        "what GOST3411 hashes with: streebog-256, streebog-512, gost-94",
    ),
    told(
        "pkce_methods",
        "MR Б.2.3",
        "which methods of PKCE are taken: GOST3411; S256 and plain to rehearse with",
    ),
    told(
        "offline_without_permit",
        "a guess: MR notes 55–73 do not say",
        "what access_type=offline gives a client without refresh_permit: ignored (no refresh token), refused (ESIA-007005)",
    ),
    told("recovery.document_attempts_max", OURS, "wrong documents before only a service centre helps"),
];
