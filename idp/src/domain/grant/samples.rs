//! A grant for the tests.

use uuid::Uuid;

use super::*;
use crate::domain::id::Id;

pub(crate) const NOW: Timestamp = Timestamp::from_secs(1_500_000_000);

pub(crate) fn grant() -> Grant {
    Grant {
        id: Id::new(Uuid::from_u128(1)),
        person: Oid::FIRST,
        session: Id::new(Uuid::from_u128(2)),
        asked: Asked {
            client: "DIARY".parse().unwrap(),
            redirect_uri: "http://diary.example/back".to_owned(),
            scope: "openid".to_owned(),
            state: "s".to_owned(),
            offline: false,
            person_filter: None,
            challenge: None,
            roles: None,
            organisation_kinds: None,
            terms: Vec::new(),
            login_hint: None,
            pop_up: false,
            matched: None,
        },
        signed_in_at: NOW,
        trusted: true,
        child: false,
        organisation: None,
        sid: None,
        method: SignInMethod::Password,
        second_factor: false,
        issued_at: NOW,
        expires_at: NOW + Span::from_secs(300),
        stage: Stage::Granted,
    }
}
