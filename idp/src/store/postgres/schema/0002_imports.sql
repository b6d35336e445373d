-- What is kept of banks' calls: requests that wait for a code or for the registers, searches of a SNILS, dossiers.

CREATE TABLE imports (
    id         bigint PRIMARY KEY,
    topic      text COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL,
    body       json NOT NULL
);
CREATE INDEX imports_by_topic ON imports (topic, id);
CREATE INDEX imports_by_expiry ON imports (expires_at);
