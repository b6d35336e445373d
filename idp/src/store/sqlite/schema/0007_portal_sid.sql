-- Tokens are named like the portal session; the level of its sign-in stands in its grants.
CREATE INDEX grants_by_sid ON grants (body ->> '$.sid');
