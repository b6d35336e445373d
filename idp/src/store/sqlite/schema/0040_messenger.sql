-- Messages may travel by the messenger MAX. A CHECK cannot be changed: the table is made anew with its rows.

CREATE TABLE outbox_with_messenger (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,
    channel   TEXT NOT NULL CHECK (channel IN ('sms', 'max', 'mail', 'letter')),
    recipient TEXT NOT NULL,
    text      TEXT NOT NULL,
    code      TEXT
) STRICT;
INSERT INTO outbox_with_messenger SELECT id, at, channel, recipient, text, code FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_with_messenger RENAME TO outbox;
CREATE INDEX outbox_by_recipient ON outbox (recipient COLLATE NOCASE, id);
