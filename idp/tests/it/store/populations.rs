//! What every engine promises for people of populations: they are read like others, and have rows before anything else has.

use idp::app::people::populations::MadeUp;
use idp::domain::account::Event;
use idp::domain::credentials::{CredentialEvent, Factor};
use idp::domain::id::Oid;
use idp::domain::time::Span;
use idp::store::port::{PersonFilter, Population};
use idp::store::{Store, WriteTx};

use crate::store::on_every_engine;
use crate::store::samples::{NOW, account, membership, oid, organisation, session};

const FIRST: Oid = Oid::FIRST_OF_POPULATIONS;

fn person(number: u64) -> Oid {
    Oid::new(FIRST.number() + number - 1)
}

fn population(first: Oid, people: u32) -> Population {
    let mould = r#"{"seed":7,"password_hash":"hash","wishes":{"level":"standard"}}"#.to_owned();
    Population { first, people, declared_at: NOW, mould }
}

/// A store with a population of a million, and another account.
fn with_a_million(store: &dyn Store) {
    store.people_by(&MadeUp);
    let mut tx = store.write().unwrap();
    tx.put_account(&account(0, "+7(900)0000001")).unwrap();
    tx.put_population(&population(FIRST, 1_000_000)).unwrap();
    tx.commit().unwrap();
}

fn touched(tx: &dyn WriteTx) -> u64 {
    tx.touched(&population(FIRST, 1_000_000)).unwrap()
}

#[test]
fn a_person_of_a_population_is_read_by_every_look_up_and_counted_once() {
    on_every_engine(|store| {
        with_a_million(store);
        let tx = store.read().unwrap();
        let one = tx.account(person(777_777)).unwrap().unwrap();
        assert_eq!(tx.account(person(1_000_001)).unwrap(), None);
        for login in one.logins() {
            assert_eq!(tx.account_of_login(&login).unwrap(), Some(one.oid), "{login}");
        }
        let snils = one.profile.snils.unwrap().to_string();
        assert_eq!(tx.accounts_of_snils(&snils).unwrap(), std::slice::from_ref(&one));
        let all = PersonFilter { limit: 10, ..PersonFilter::default() };
        let list = |filter: PersonFilter| tx.accounts(&filter).unwrap();
        assert_eq!(
            list(PersonFilter { snils: Some(snils.clone()), ..all.clone() }),
            std::slice::from_ref(&one)
        );
        assert_eq!(list(PersonFilter { login: Some(snils), ..all.clone() }), std::slice::from_ref(&one));
        let page = list(PersonFilter { after: Some(person(777_776)), ..all.clone() });
        assert_eq!((page.len(), &page[0]), (10, &one));
        assert_eq!(list(all.clone())[..2].iter().map(|one| one.oid).collect::<Vec<_>>(), [oid(0), FIRST]);
        assert_eq!(list(PersonFilter { touched: true, ..all }).len(), 1);
        assert_eq!(tx.account_events(one.oid).unwrap()[0], (NOW, Event::Registered));
        assert_eq!(tx.credentials(one.oid).unwrap().password_hash.as_deref(), Some("hash"));
        assert_eq!(tx.accounts_count().unwrap(), 1_000_001);
        let changed = tx.accounts_changed(NOW, false).unwrap();
        assert_eq!((changed.len(), changed[1]), (100_000, FIRST));
        assert_eq!(tx.accounts_changed(NOW + Span::from_secs(1), false).unwrap(), []);
        assert_eq!(tx.accounts_changed(NOW, true).unwrap(), []);
    });
}

#[test]
fn whatever_is_written_of_a_person_is_written_after_the_person() {
    on_every_engine(|store| {
        with_a_million(store);
        let whole = |tx: &dyn WriteTx, oid: Oid| {
            (tx.account(oid).unwrap(), tx.credentials(oid).unwrap(), tx.account_events(oid).unwrap())
        };
        let writes: [fn(&mut dyn WriteTx, Oid); 6] = [
            |tx, oid| {
                let account = tx.account(oid).unwrap().unwrap();
                tx.put_account(&account).unwrap();
            },
            |tx, oid| tx.put_former_login("+7(900)0000009", oid, None).unwrap(),
            |tx, oid| tx.put_session(&session(1, oid, NOW)).unwrap(),
            |tx, oid| {
                tx.put_organisation(&organisation(Oid::FIRST_ORGANISATION, "1027700132195")).unwrap();
                tx.put_membership(&membership(Oid::FIRST_ORGANISATION, oid)).unwrap();
            },
            |tx, oid| {
                let same = tx.credentials(oid).unwrap();
                tx.put_credentials(oid, &same).unwrap();
            },
            |tx, oid| {
                tx.put_scope_consent(oid, &"DIARY".parse().unwrap(), &["openid".to_owned()], NOW).unwrap()
            },
        ];
        for write in writes {
            let mut tx = store.write().unwrap();
            let before = whole(&*tx, person(500_000));
            write(&mut *tx, person(500_000));
            assert_eq!((touched(&*tx), tx.accounts_count().unwrap()), (1, 1_000_001));
            assert_eq!(whole(&*tx, person(500_000)), before);
            drop(tx);
            assert_eq!(touched(&*store.write().unwrap()), 0, "what is rolled back was not written");
        }
        let mut tx = store.write().unwrap();
        let next = tx.next_oid().unwrap();
        let guarded = tx.credentials(FIRST).unwrap().evolve(&CredentialEvent::FactorSet(Factor::Sms));
        tx.put_credentials(FIRST, &guarded).unwrap();
        tx.append_account_event(person(2), NOW, &Event::Deleted { centre: None }).unwrap();
        tx.commit().unwrap();
        let mut tx = store.write().unwrap();
        assert_eq!(tx.credentials(FIRST).unwrap(), guarded);
        let events = tx.account_events(person(2)).unwrap();
        assert_eq!((events.first().unwrap().1.clone(), events.len()), (Event::Registered, 4));
        assert_eq!(touched(&*tx), 2);
        assert_eq!(tx.next_oid().unwrap(), next, "numbers of populations do not move those of others");
    });
}

#[test]
fn no_other_account_is_given_a_login_that_a_person_of_a_population_has() {
    on_every_engine(|store| {
        with_a_million(store);
        let login = |number| tx_logins(store, person(number))[0].clone();
        let (taken, free) = (login(5), "+7(000)3000000");
        let mut tx = store.write().unwrap();
        assert!(tx.put_account(&account(1, &taken)).is_err(), "taken");
        drop(tx);
        let mut tx = store.write().unwrap();
        tx.put_account(&account(1, free)).unwrap();
        // Who gives a login up does not get it back by being made up again.
        let mut fifth = tx.account(person(5)).unwrap().unwrap();
        fifth.profile.contacts.clear();
        tx.put_account(&fifth).unwrap();
        assert_eq!(tx.account_of_login(&taken).unwrap(), None);
        tx.put_account(&account(1, &taken)).unwrap();
        assert_eq!(tx.account_of_login(&taken).unwrap(), Some(oid(1)));
        assert_eq!(
            tx.logins_between("+7(000)2000000", "+7(000)2999999").unwrap(),
            std::slice::from_ref(&taken)
        );
        tx.commit().unwrap();
    });
}

fn tx_logins(store: &dyn Store, oid: Oid) -> Vec<String> {
    store.read().unwrap().account(oid).unwrap().unwrap().logins()
}
