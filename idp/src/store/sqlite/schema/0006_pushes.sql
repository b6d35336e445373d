-- Pushes to relying parties: kept in the transaction of what they tell of, tried until one is taken or given up.

CREATE TABLE pushes (
    id     INTEGER PRIMARY KEY,
    state  TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'given-up')),
    due_at INTEGER NOT NULL,
    topic  TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT;
CREATE INDEX pushes_by_moment ON pushes (due_at, id) WHERE state = 'waiting';
CREATE INDEX pushes_by_topic ON pushes (topic, id) WHERE state = 'waiting';
