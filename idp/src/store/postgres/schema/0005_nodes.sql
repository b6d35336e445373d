-- Several servers may serve a realm: what each must know of what the others did.

-- Which schema this is, and which state its settings have: numbers of transactions, which never come twice. Until
-- when somebody waits for what is written, in milliseconds of the database's clock.
CREATE TABLE standing (
    generation     bigint NOT NULL,
    revision       bigint NOT NULL,
    followed_until bigint NOT NULL
);
INSERT INTO standing SELECT number, number, 0 FROM (SELECT CAST(CAST(pg_current_xact_id() AS text) AS bigint)) AS own (number);

-- Until when a server that delivers a push has it for itself, in milliseconds of the database's clock.
CREATE TABLE claims (
    push  bigint PRIMARY KEY,
    until bigint NOT NULL
);

-- What one server must remember for all: forged tokens, by their digests.
CREATE TABLE notes (
    name    text COLLATE "C" PRIMARY KEY,
    number  bigint NOT NULL,
    body    text COLLATE "C" NOT NULL
);
CREATE INDEX notes_by_number ON notes (number);
