//! Owns the values that the tests of the store keep and read back.
//!
//! They are read from JSON, so that a field with a default can be added to a type without a change here.

use idp::domain::account::{Account, Profile};
use idp::domain::client::Client;
use idp::domain::consent::Consent;
use idp::domain::grant::{Grant, Pending, Redemption, Refresh, Verifier};
use idp::domain::id::Oid;
use idp::domain::journal::{Entry, Outcome};
use idp::domain::notice::{Channel, Notice};
use idp::domain::organisation::{Membership, Organisation};
use idp::domain::person::contact::Value;
use idp::domain::person::{Contact, FullName};
use idp::domain::push::{Event, Push, State};
use idp::domain::session::Session;
use idp::domain::time::{Span, Timestamp};
use idp::store::port::JournalBounds;
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

pub(crate) const NOW: Timestamp = Timestamp::from_secs(1_543_611_600);

fn read<T: DeserializeOwned>(json: serde_json::Value) -> T {
    serde_json::from_value(json).unwrap()
}

/// A number as an identifier.
pub(crate) fn uuid(number: u128) -> Uuid {
    uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid()
}

/// The person of a number.
pub(crate) fn oid(number: u64) -> Oid {
    Oid::new(Oid::FIRST.number() + number)
}

/// A simplified account with a phone.
pub(crate) fn account(number: u64, phone: &str) -> Account {
    let name = FullName {
        last: "Журавлева".parse().unwrap(), first: "Алла".parse().unwrap(), middle: None
    };
    let mut profile = Profile::named(name);
    profile.contacts.push(Contact::proved(1, Value::Mobile(phone.parse().unwrap())).unwrap());
    read(json!({"oid": oid(number), "status": {"status": "simplified"}, "profile": profile,
        "registered_at": NOW, "updated_at": NOW}))
}

/// A relying party.
pub(crate) fn client(mnemonic: &str) -> Client {
    read(
        json!({"mnemonic": mnemonic, "name": "Дневник", "redirect_hosts": ["127.0.0.1"], "scopes": ["openid"],
        "certificates": [], "token_algorithm": "RS256", "signature_check": "strict", "lifetimes": {}}),
    )
}

/// An organisation of a registration number.
pub(crate) fn organisation(oid: Oid, ogrn: &str) -> Organisation {
    read(json!({"oid": oid, "kind": "legal", "full_name": "Пример", "short_name": "Пример", "ogrn": ogrn,
        "inn": "9900000017", "updated_at": NOW}))
}

/// A place in an organisation.
pub(crate) fn membership(organisation: Oid, person: Oid) -> Membership {
    read(json!({"organisation": organisation, "person": person, "post": {"chief": true}, "since": NOW}))
}

/// A consent given to a relying party.
pub(crate) fn consent(id: u64, client: &str) -> Consent {
    read(json!({"id": id, "person": oid(0), "client": client, "given_at": NOW, "terms": {"kind": "CREDIT",
        "minutes": 60, "actions": ["USE_DATA"], "purposes": ["CREDIT"], "scopes": ["fullname"]}}))
}

/// A sign-in under way.
pub(crate) fn pending(number: u128, expires_at: Timestamp) -> Pending {
    read(json!({"id": uuid(number), "asked": asked(), "expires_at": expires_at}))
}

fn asked() -> serde_json::Value {
    json!({"client": "DIARY", "redirect_uri": "http://127.0.0.1/", "scope": "openid", "state": "s",
        "offline": true})
}

/// A grant whose code waits.
pub(crate) fn grant(number: u128, issued_at: Timestamp) -> Grant {
    read(json!({"id": uuid(number), "person": oid(0), "session": uuid(1), "asked": asked(),
        "signed_in_at": issued_at, "trusted": true, "issued_at": issued_at,
        "expires_at": issued_at + Span::from_secs(300), "stage": {"stage": "granted"}}))
}

/// A grant whose code was used.
pub(crate) fn redeemed(number: u128, at: Timestamp) -> Grant {
    let waiting = grant(number, at);
    let ruling = waiting.redeem(
        Redemption {
            client: &waiting.asked.client,
            same_redirect: true,
            verifier: Verifier::Absent,
            holder: idp::domain::grant::Holder::InForce,
        },
        at,
    );
    ruling.events.iter().fold(waiting, Grant::evolve)
}

/// A refresh token's grant.
pub(crate) fn refresh(number: u128, expires_at: Timestamp) -> Refresh {
    read(json!({"grant": grant(number, NOW), "expires_at": expires_at}))
}

/// A portal session.
pub(crate) fn session(number: u128, person: Oid, started_at: Timestamp) -> Session {
    read(json!({"id": uuid(number), "person": person, "started_at": started_at,
        "expires_at": started_at + Session::TTL, "remembered": true, "trusted": false}))
}

/// A message.
pub(crate) fn notice(channel: Channel, to: &str) -> Notice {
    Notice { channel, to: to.to_owned(), text: "код 123456".to_owned(), code: Some("123456".to_owned()) }
}

/// A push that waits until a moment.
pub(crate) fn push(id: u64, due_at: Timestamp) -> Push {
    let event = Event::RefreshCompromised { client: "DIARY".parse().unwrap(), person: oid(0) };
    Push {
        id,
        url: "http://127.0.0.1:1/".to_owned(),
        event,
        topic: format!("push {id}"),
        posted_at: due_at,
        due_at,
        state: State::Waiting,
        tries: Vec::new(),
        faults: Vec::new(),
    }
}

/// An entry of the journal.
pub(crate) fn entry(client: Option<&str>, error: Option<&str>) -> Entry {
    Entry {
        at: NOW,
        outcome: if error.is_some() { Outcome::Refused } else { Outcome::Answered },
        method: "GET".to_owned(),
        path: "/aas/oauth2/ac".to_owned(),
        client: client.map(str::to_owned),
        person: None,
        error: error.map(str::to_owned),
        why: None,
        request_id: None,
    }
}

/// A journal of so many entries, however long they are.
pub(super) fn entries(entries: u32) -> JournalBounds {
    JournalBounds { entries, bytes: u64::MAX }
}
