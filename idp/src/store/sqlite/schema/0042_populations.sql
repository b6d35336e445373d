-- Populations: one row for so many made-up people. Who of them has rows of their own stands in accounts.

CREATE TABLE populations (
    first_oid   INTEGER PRIMARY KEY,
    last_oid    INTEGER NOT NULL CHECK (last_oid >= first_oid),
    declared_at INTEGER NOT NULL,
    body        TEXT NOT NULL
) STRICT;
