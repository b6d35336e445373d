-- People are searched for by the beginning of their surname, and of their first name. A damaged row has neither.
CREATE INDEX accounts_by_name ON accounts (body ->> '$.profile.name.last', body ->> '$.profile.name.first')
    WHERE json_valid(body);
