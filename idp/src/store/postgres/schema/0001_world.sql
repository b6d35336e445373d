-- One realm's world, as SQLite has it after its step 0022: the same tables, columns, states and references. Texts are
-- compared octet by octet, bodies are JSON, kept as they were written.

-- What SQLite has built in.
CREATE FUNCTION json_valid(body json) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT true $$;
CREATE FUNCTION json_set(body json, path text, value text) RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT jsonb_set(body::jsonb, string_to_array(substr(path, 3), '.'), to_jsonb(value))::json $$;
CREATE FUNCTION json_extract(body text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT body::json #>> string_to_array(substr(path, 3), '.') $$;
CREATE FUNCTION octet_length(body json) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT octet_length(body::text)::bigint $$;
CREATE FUNCTION min(one bigint, other bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT least(one, other) $$;
CREATE FUNCTION max(one bigint, other bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT greatest(one, other) $$;

CREATE TABLE accounts (
    oid    bigint PRIMARY KEY,
    status text COLLATE "C" NOT NULL CHECK (status IN ('simplified', 'checking', 'check-failed', 'standard',
                                                       'letter-ordered', 'confirmed', 'blocked', 'deleted')),
    snils  text COLLATE "C",
    body   json NOT NULL
);
CREATE INDEX accounts_by_snils ON accounts (snils) WHERE snils IS NOT NULL;
CREATE INDEX accounts_with_letters ON accounts (oid) WHERE status = 'letter-ordered';
CREATE INDEX accounts_by_name ON accounts (((body #>> '{profile,name,last}') COLLATE "C"),
                                           ((body #>> '{profile,name,first}') COLLATE "C"));

CREATE TABLE logins (
    login text COLLATE "C" PRIMARY KEY,
    oid   bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE
);
CREATE INDEX logins_by_oid ON logins (oid);

CREATE TABLE former_logins (
    login        text COLLATE "C" PRIMARY KEY,
    oid          bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE,
    taken_off_at bigint
);

CREATE TABLE account_events (
    seq   bigint PRIMARY KEY,
    oid   bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE,
    at    bigint NOT NULL,
    event json NOT NULL
);
CREATE INDEX account_events_by_oid ON account_events (oid);

CREATE TABLE credentials (
    oid  bigint PRIMARY KEY REFERENCES accounts (oid) DEFERRABLE,
    body json NOT NULL
);

CREATE TABLE captchas (
    id         text COLLATE "C" PRIMARY KEY,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX captchas_by_expiry ON captchas (expires_at);

CREATE TABLE recoveries (
    id         text COLLATE "C" PRIMARY KEY,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX recoveries_by_expiry ON recoveries (expires_at);

CREATE TABLE clients (
    mnemonic text COLLATE "C" PRIMARY KEY,
    body     json NOT NULL
);

CREATE TABLE consents (
    oid    bigint NOT NULL,
    client text COLLATE "C" NOT NULL,
    scope  text COLLATE "C" NOT NULL,
    at     bigint NOT NULL,
    PRIMARY KEY (oid, client, scope)
);

-- `rowid` is the order in which rows came, which every table of SQLite has.
CREATE TABLE sessions (
    id         text COLLATE "C" PRIMARY KEY,
    oid        bigint NOT NULL,
    started_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    body       json NOT NULL,
    rowid      bigint NOT NULL UNIQUE
);
CREATE INDEX sessions_by_oid ON sessions (oid, started_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE pendings (
    id         text COLLATE "C" PRIMARY KEY,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX pendings_by_expiry ON pendings (expires_at);

CREATE TABLE grants (
    seq        bigint PRIMARY KEY,
    id         text COLLATE "C" NOT NULL UNIQUE,
    stage      text COLLATE "C" NOT NULL CHECK (stage IN ('granted', 'redeemed')),
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX grants_by_expiry ON grants (expires_at) WHERE stage = 'granted';
CREATE INDEX grants_redeemed ON grants (seq) WHERE stage = 'redeemed';
CREATE INDEX grants_by_sid ON grants (((body #>> '{sid}') COLLATE "C"));

CREATE TABLE refreshes (
    token      text COLLATE "C" PRIMARY KEY,
    oid        bigint NOT NULL,
    expires_at bigint NOT NULL,
    body       json NOT NULL,
    rowid      bigint NOT NULL UNIQUE
);
CREATE INDEX refreshes_by_oid ON refreshes (oid);
CREATE INDEX refreshes_by_expiry ON refreshes (expires_at);

CREATE TABLE registrations (
    id         text COLLATE "C" PRIMARY KEY,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX registrations_by_expiry ON registrations (expires_at);

CREATE TABLE operator_sessions (
    id         text COLLATE "C" PRIMARY KEY,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);

CREATE TABLE signature_challenges (
    id         text COLLATE "C" PRIMARY KEY,
    oid        bigint NOT NULL,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX signature_challenges_by_oid ON signature_challenges (oid);

CREATE TABLE qualified_certificates (
    id     bigint PRIMARY KEY,
    serial text COLLATE "C" NOT NULL UNIQUE,
    oid    bigint NOT NULL,
    body   json NOT NULL
);
CREATE INDEX qualified_certificates_by_oid ON qualified_certificates (oid);

CREATE TABLE register_records (
    register text COLLATE "C" NOT NULL CHECK (register IN ('pension-fund', 'interior-ministry')),
    key      text COLLATE "C" NOT NULL,
    body     json NOT NULL,
    PRIMARY KEY (register, key)
);

CREATE TABLE outbox (
    id        bigint PRIMARY KEY,
    at        bigint NOT NULL,
    channel   text COLLATE "C" NOT NULL CHECK (channel IN ('sms', 'mail', 'letter')),
    recipient text COLLATE "C" NOT NULL,
    text      text COLLATE "C" NOT NULL,
    code      text COLLATE "C"
);
CREATE INDEX outbox_by_recipient ON outbox (lower(recipient), id);

CREATE TABLE portfolio (
    seq   bigint PRIMARY KEY,
    id    text COLLATE "C" NOT NULL UNIQUE,
    pupil bigint NOT NULL,
    body  json NOT NULL
);
CREATE INDEX portfolio_by_pupil ON portfolio (pupil);

CREATE TABLE journal (
    seq         bigint PRIMARY KEY,
    client      text COLLATE "C",
    error       text COLLATE "C",
    body        json NOT NULL,
    bytes_total bigint NOT NULL DEFAULT 0
);

CREATE TABLE deadlines (
    id     bigint PRIMARY KEY,
    due_at bigint NOT NULL,
    body   json NOT NULL
);
CREATE INDEX deadlines_by_moment ON deadlines (due_at, id);

CREATE TABLE settings (
    name  text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);

CREATE TABLE child_cards (
    id      bigint PRIMARY KEY,
    parent  bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE,
    account bigint REFERENCES accounts (oid) DEFERRABLE,
    state   text COLLATE "C" NOT NULL CHECK (state IN ('checking', 'checked', 'failed')),
    body    json NOT NULL
);
CREATE INDEX child_cards_by_parent ON child_cards (parent, id);
CREATE INDEX child_cards_by_account ON child_cards (account) WHERE account IS NOT NULL;

CREATE TABLE organisations (
    oid      bigint PRIMARY KEY,
    last_oid bigint NOT NULL CHECK (last_oid >= oid),
    ogrn     text COLLATE "C" NOT NULL UNIQUE,
    body     json NOT NULL
);
CREATE INDEX organisations_by_last_oid ON organisations (last_oid);

CREATE TABLE memberships (
    organisation bigint NOT NULL REFERENCES organisations (oid) DEFERRABLE,
    person       bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE,
    body         json NOT NULL,
    PRIMARY KEY (organisation, person)
);
CREATE INDEX memberships_by_person ON memberships (person);

CREATE TABLE agreements (
    id     bigint PRIMARY KEY,
    person bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE,
    client text COLLATE "C" NOT NULL,
    body   json NOT NULL
);
CREATE INDEX agreements_by_person ON agreements (person, client);

CREATE TABLE pushes (
    id     bigint PRIMARY KEY,
    state  text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'taken', 'given-up')),
    due_at bigint NOT NULL,
    topic  text COLLATE "C" NOT NULL,
    body   json NOT NULL
);
CREATE INDEX pushes_by_moment ON pushes (due_at, id) WHERE state = 'waiting';
CREATE INDEX pushes_by_topic ON pushes (topic, id) WHERE state = 'waiting';
