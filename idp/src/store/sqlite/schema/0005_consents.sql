-- The consent for school data, which stood on a child's card, is a consent of the digital profile, given on the portal
-- to every system that may ask for it.

INSERT INTO agreements (id, person, client, body)
    SELECT (SELECT coalesce(max(id), 0) FROM agreements) + row_number() OVER (ORDER BY id), parent, '',
        json_object('id', (SELECT coalesce(max(id), 0) FROM agreements) + row_number() OVER (ORDER BY id),
            'person', parent, 'kid', id, 'given_at', json_extract(body, '$.school_consent'),
            'terms', json_object('kind', 'EDU_JOURNAL', 'minutes', 26297460,
                'actions', json_array('ALL_ACTIONS_TO_DATA'), 'purposes', json_array('EDU_JOURNAL'),
                'scopes', json_array('fullname', 'birthdate', 'snils', 'id_doc', 'contacts', 'birth_cert_doc',
                    'usr_reg_cxt', 'kid_contacts', 'kid_fullname', 'kid_snils', 'kid_birthdate', 'kid_gender')))
    FROM child_cards WHERE json_extract(body, '$.school_consent') IS NOT NULL;
UPDATE child_cards SET body = json_remove(body, '$.school_consent')
    WHERE json_extract(body, '$.school_consent') IS NOT NULL;

-- A setting got another name.
UPDATE settings SET value = json_remove(
        json_set(value, '$.consents', json_object('portfolio_below_age',
            json_extract(value, '$.family.school_consent_below_age'))),
        '$.family.school_consent_below_age')
    WHERE name = 'settings' AND json_extract(value, '$.family.school_consent_below_age') IS NOT NULL;
