-- Since when a login is not the account's: empty for one that ended with its account.

ALTER TABLE former_logins ADD COLUMN taken_off_at INTEGER;
