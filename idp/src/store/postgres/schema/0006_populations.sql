-- Populations: one row for so many made-up people. Who of them has rows of their own stands in accounts.

CREATE TABLE populations (
    first_oid   bigint PRIMARY KEY,
    last_oid    bigint NOT NULL CHECK (last_oid >= first_oid),
    declared_at bigint NOT NULL,
    body        json NOT NULL
);
