-- What people are searched by stands in columns, and their histories are numbered each for itself, as in SQLite since its
-- step 0041. Bodies stay JSON.

ALTER TABLE accounts ADD COLUMN last_name text COLLATE "C", ADD COLUMN first_name text COLLATE "C",
    ADD COLUMN updated_at bigint;
UPDATE accounts SET last_name = body #>> '{profile,name,last}', first_name = body #>> '{profile,name,first}',
    updated_at = CAST(body ->> 'updated_at' AS bigint);
DROP INDEX accounts_by_name;
CREATE INDEX accounts_by_name ON accounts (last_name, first_name);

CREATE TABLE histories (
    oid   bigint NOT NULL REFERENCES accounts (oid) DEFERRABLE,
    seq   bigint NOT NULL,
    at    bigint NOT NULL,
    event json NOT NULL,
    PRIMARY KEY (oid, seq)
);
INSERT INTO histories (oid, seq, at, event)
    SELECT oid, row_number() OVER (PARTITION BY oid ORDER BY seq), at, event FROM account_events;
DROP TABLE account_events;
ALTER TABLE histories RENAME TO account_events;
ALTER INDEX histories_pkey RENAME TO account_events_pkey;
