-- The rest of contacts is one of phones, in days; where none was set, the documented one comes into force.
UPDATE settings
    SET value = json_set(value, '$.contacts',
        json_object('phone_rest_days', (json_extract(value, '$.contact_rest_ms') + 86399999) / 86400000))
    WHERE name = 'settings' AND json_extract(value, '$.contact_rest_ms') > 0;

UPDATE settings SET value = json_remove(value, '$.contact_rest_ms')
    WHERE name = 'settings' AND json_extract(value, '$.contact_rest_ms') IS NOT NULL;
