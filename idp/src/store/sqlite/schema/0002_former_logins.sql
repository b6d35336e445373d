-- Whose login it was until the account was deleted: a realm may say that it is not free again.

CREATE TABLE former_logins (
    login TEXT PRIMARY KEY,
    oid   INTEGER NOT NULL REFERENCES accounts (oid)
) STRICT, WITHOUT ROWID;
