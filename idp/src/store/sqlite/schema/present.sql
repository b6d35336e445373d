-- What the steps lead to. Made by a test from them: `make golden` rewrites it; do not edit.

CREATE TABLE logins (
    login TEXT PRIMARY KEY,
    oid   INTEGER NOT NULL REFERENCES accounts (oid)
) STRICT, WITHOUT ROWID;

CREATE INDEX logins_by_oid ON logins (oid);

CREATE TABLE captchas (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX captchas_by_expiry ON captchas (expires_at);

CREATE TABLE recoveries (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX recoveries_by_expiry ON recoveries (expires_at);

CREATE TABLE clients (
    mnemonic TEXT PRIMARY KEY,
    body     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
    oid    INTEGER NOT NULL,
    client TEXT NOT NULL,
    scope  TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (oid, client, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,
    oid        INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_by_oid ON sessions (oid, started_at);

CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE pendings (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX pendings_by_expiry ON pendings (expires_at);

CREATE TABLE grants (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    stage      TEXT NOT NULL CHECK (stage IN ('granted', 'redeemed')),
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX grants_by_expiry ON grants (expires_at) WHERE stage = 'granted';

CREATE INDEX grants_redeemed ON grants (seq) WHERE stage = 'redeemed';

CREATE TABLE refreshes (
    token      TEXT PRIMARY KEY,
    oid        INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX refreshes_by_oid ON refreshes (oid);

CREATE INDEX refreshes_by_expiry ON refreshes (expires_at);

CREATE TABLE registrations (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX registrations_by_expiry ON registrations (expires_at);

CREATE TABLE operator_sessions (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE TABLE signature_challenges (
    id         TEXT PRIMARY KEY,
    oid        INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX signature_challenges_by_oid ON signature_challenges (oid);

CREATE TABLE qualified_certificates (
    id     INTEGER PRIMARY KEY,
    serial TEXT NOT NULL UNIQUE,
    oid    INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;

CREATE INDEX qualified_certificates_by_oid ON qualified_certificates (oid);

CREATE TABLE portfolio (
    seq   INTEGER PRIMARY KEY,
    id    TEXT NOT NULL UNIQUE,
    pupil INTEGER NOT NULL,
    body  TEXT NOT NULL
) STRICT;

CREATE INDEX portfolio_by_pupil ON portfolio (pupil);

CREATE TABLE journal (
    seq    INTEGER PRIMARY KEY,
    client TEXT,
    error  TEXT,
    body   TEXT NOT NULL
, bytes_total INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE deadlines (
    id     INTEGER PRIMARY KEY,
    due_at INTEGER NOT NULL,
    body   TEXT NOT NULL
) STRICT;

CREATE INDEX deadlines_by_moment ON deadlines (due_at, id);

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisations (
    oid      INTEGER PRIMARY KEY,
    last_oid INTEGER NOT NULL CHECK (last_oid >= oid),
    ogrn     TEXT NOT NULL UNIQUE,
    body     TEXT NOT NULL
) STRICT;

CREATE INDEX organisations_by_last_oid ON organisations (last_oid);

CREATE TABLE memberships (
    organisation INTEGER NOT NULL REFERENCES organisations (oid),
    person       INTEGER NOT NULL REFERENCES accounts (oid),
    body         TEXT NOT NULL,
    PRIMARY KEY (organisation, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_person ON memberships (person);

CREATE TABLE former_logins (
    login TEXT PRIMARY KEY,
    oid   INTEGER NOT NULL REFERENCES accounts (oid)
, taken_off_at INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE pushes (
    id     INTEGER PRIMARY KEY,
    state  TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'given-up')),
    due_at INTEGER NOT NULL,
    topic  TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT;

CREATE INDEX pushes_by_moment ON pushes (due_at, id) WHERE state = 'waiting';

CREATE INDEX pushes_by_topic ON pushes (topic, id) WHERE state = 'waiting';

CREATE INDEX grants_by_sid ON grants (body ->> '$.sid');

CREATE TABLE imports (
    id         INTEGER PRIMARY KEY,
    topic      TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;

CREATE INDEX imports_by_topic ON imports (topic, id);

CREATE INDEX imports_by_expiry ON imports (expires_at);

CREATE TABLE "outbox" (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    channel   TEXT NOT NULL CHECK (channel IN ('sms', 'max', 'mail', 'letter')),
    recipient TEXT NOT NULL,
    text      TEXT NOT NULL,
    code      TEXT
) STRICT;

CREATE INDEX outbox_by_recipient ON outbox (recipient COLLATE NOCASE, id);

CREATE TABLE "accounts" (
    oid        INTEGER PRIMARY KEY,
    status     TEXT NOT NULL CHECK (status IN ('simplified', 'checking', 'check-failed', 'standard',
                                               'letter-ordered', 'confirmed', 'blocked', 'deleted')),
    snils      TEXT,
    last_name  TEXT,
    first_name TEXT,
    updated_at INTEGER,
    body       ANY NOT NULL
) STRICT;

CREATE INDEX accounts_by_snils ON accounts (snils) WHERE snils IS NOT NULL;

CREATE INDEX accounts_with_letters ON accounts (oid) WHERE status = 'letter-ordered';

CREATE INDEX accounts_by_name ON accounts (last_name, first_name);

CREATE TABLE "account_events" (
    oid   INTEGER NOT NULL REFERENCES accounts (oid),
    seq   INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    event ANY NOT NULL,
    PRIMARY KEY (oid, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE "credentials" (
    oid  INTEGER PRIMARY KEY REFERENCES accounts (oid),
    body ANY NOT NULL
) STRICT;

CREATE TABLE "register_records" (
    register TEXT NOT NULL CHECK (register IN ('pension-fund', 'interior-ministry')),
    key      TEXT NOT NULL,
    body     ANY NOT NULL,
    PRIMARY KEY (register, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE "child_cards" (
    id      INTEGER PRIMARY KEY,
    parent  INTEGER NOT NULL REFERENCES accounts (oid),
    account INTEGER REFERENCES accounts (oid),
    state   TEXT NOT NULL CHECK (state IN ('checking', 'checked', 'failed')),
    body    ANY NOT NULL
) STRICT;

CREATE INDEX child_cards_by_parent ON child_cards (parent, id);

CREATE INDEX child_cards_by_account ON child_cards (account) WHERE account IS NOT NULL;

CREATE TABLE "agreements" (
    id     INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES accounts (oid),
    client TEXT NOT NULL,
    body   ANY NOT NULL
) STRICT;

CREATE INDEX agreements_by_person ON agreements (person, client);

CREATE TABLE populations (
    first_oid   INTEGER PRIMARY KEY,
    last_oid    INTEGER NOT NULL CHECK (last_oid >= first_oid),
    declared_at INTEGER NOT NULL,
    body        TEXT NOT NULL
) STRICT;
