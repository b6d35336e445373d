-- What is kept of banks' calls: requests that wait for a code or for the registers, searches of a SNILS, dossiers.

CREATE TABLE imports (
    id         INTEGER PRIMARY KEY,
    topic      TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT;
CREATE INDEX imports_by_topic ON imports (topic, id);
CREATE INDEX imports_by_expiry ON imports (expires_at);
