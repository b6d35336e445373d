-- What belongs to people is kept packed (decision 0034): a column of the type ANY holds packed bodies. What people are
-- searched by stands in columns. A damaged body stays damaged, and is told when it is read.

CREATE TABLE packed_accounts (
    oid        INTEGER PRIMARY KEY,
    status     TEXT NOT NULL CHECK (status IN ('simplified', 'checking', 'check-failed', 'standard',
                                               'letter-ordered', 'confirmed', 'blocked', 'deleted')),
    snils      TEXT,
    last_name  TEXT,
    first_name TEXT,
    updated_at INTEGER,
    body       ANY NOT NULL
) STRICT;
INSERT INTO packed_accounts (oid, status, snils, last_name, first_name, updated_at, body)
    SELECT oid, status, snils,
        CASE WHEN json_valid(body) THEN CAST(body ->> '$.profile.name.last' AS TEXT) END,
        CASE WHEN json_valid(body) THEN CAST(body ->> '$.profile.name.first' AS TEXT) END,
        CASE WHEN json_valid(body) THEN CAST(body ->> '$.updated_at' AS INTEGER) END,
        packed(body)
    FROM accounts;
DROP TABLE accounts;
ALTER TABLE packed_accounts RENAME TO accounts;
CREATE INDEX accounts_by_snils ON accounts (snils) WHERE snils IS NOT NULL;
CREATE INDEX accounts_with_letters ON accounts (oid) WHERE status = 'letter-ordered';
CREATE INDEX accounts_by_name ON accounts (last_name, first_name);

-- A history is read by its account only: its numbers count within the account, and the table is its own index.
CREATE TABLE histories (
    oid   INTEGER NOT NULL REFERENCES accounts (oid),
    seq   INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    event ANY NOT NULL,
    PRIMARY KEY (oid, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO histories (oid, seq, at, event)
    SELECT oid, row_number() OVER (PARTITION BY oid ORDER BY seq), at, packed(event) FROM account_events;
DROP TABLE account_events;
ALTER TABLE histories RENAME TO account_events;

CREATE TABLE packed_credentials (
    oid  INTEGER PRIMARY KEY REFERENCES accounts (oid),
    body ANY NOT NULL
) STRICT;
INSERT INTO packed_credentials (oid, body) SELECT oid, packed(body) FROM credentials;
DROP TABLE credentials;
ALTER TABLE packed_credentials RENAME TO credentials;

CREATE TABLE packed_records (
    register TEXT NOT NULL CHECK (register IN ('pension-fund', 'interior-ministry')),
    key      TEXT NOT NULL,
    body     ANY NOT NULL,
    PRIMARY KEY (register, key)
) STRICT, WITHOUT ROWID;
INSERT INTO packed_records (register, key, body) SELECT register, key, packed(body) FROM register_records;
DROP TABLE register_records;
ALTER TABLE packed_records RENAME TO register_records;

CREATE TABLE packed_cards (
    id      INTEGER PRIMARY KEY,
    parent  INTEGER NOT NULL REFERENCES accounts (oid),
    account INTEGER REFERENCES accounts (oid),
    state   TEXT NOT NULL CHECK (state IN ('checking', 'checked', 'failed')),
    body    ANY NOT NULL
) STRICT;
INSERT INTO packed_cards (id, parent, account, state, body)
    SELECT id, parent, account, state, packed(body) FROM child_cards;
DROP TABLE child_cards;
ALTER TABLE packed_cards RENAME TO child_cards;
CREATE INDEX child_cards_by_parent ON child_cards (parent, id);
CREATE INDEX child_cards_by_account ON child_cards (account) WHERE account IS NOT NULL;

CREATE TABLE packed_agreements (
    id     INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES accounts (oid),
    client TEXT NOT NULL,
    body   ANY NOT NULL
) STRICT;
INSERT INTO packed_agreements (id, person, client, body) SELECT id, person, client, packed(body) FROM agreements;
DROP TABLE agreements;
ALTER TABLE packed_agreements RENAME TO agreements;
CREATE INDEX agreements_by_person ON agreements (person, client);
