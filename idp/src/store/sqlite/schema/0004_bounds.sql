-- Look-ups by recipient and status use an index; the journal knows its size without adding it up.

-- The outbox is searched without regard to letter case, which the old index could not serve.
DROP INDEX outbox_by_recipient;
CREATE INDEX outbox_by_recipient ON outbox (recipient COLLATE NOCASE, id);
CREATE INDEX accounts_with_letters ON accounts (oid) WHERE status = 'letter-ordered';

-- Bytes of all bodies written up to and including this one, those that were deleted since included.
ALTER TABLE journal ADD COLUMN bytes_total INTEGER NOT NULL DEFAULT 0;
UPDATE journal SET bytes_total = sums.total
    FROM (SELECT seq, sum(octet_length(body)) OVER (ORDER BY seq) AS total FROM journal) AS sums
    WHERE sums.seq = journal.seq;
