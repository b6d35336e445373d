//! What every engine promises for accounts and the names they sign in by.

use idp::domain::account::{Account, Event};
use idp::domain::id::Oid;
use idp::domain::time::Span;
use idp::store::port::PersonFilter;

use crate::store::on_every_engine;
use crate::store::samples::{NOW, account, oid};

const PHONE: &str = "+7(000)0000001";
const OTHER: &str = "+7(000)0000002";

fn deleted(account: &Account) -> Account {
    idp::domain::account::evolve(account.clone(), &Event::Deleted { centre: None }, NOW)
}

#[test]
fn an_account_is_found_by_number_login_and_snils() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        let mut first = account(0, PHONE);
        first.profile.snils = Some("000-000-600 06".parse().unwrap());
        tx.put_account(&first).unwrap();
        let second = account(1, OTHER);
        tx.put_account(&second).unwrap();
        assert_eq!(tx.account(oid(0)).unwrap(), Some(first.clone()));
        assert_eq!(tx.account(oid(7)).unwrap(), None);
        assert_eq!(tx.account_of_login(PHONE).unwrap(), Some(oid(0)));
        assert_eq!(tx.account_of_login("000-000-600 06").unwrap(), None, "no login before it is checked");
        assert_eq!(tx.accounts_of_snils("000-000-600 06").unwrap(), [first.clone()]);
        let list = |filter: PersonFilter| tx.accounts(&filter).unwrap();
        let all = PersonFilter { limit: 10, ..PersonFilter::default() };
        assert_eq!(list(all.clone()), [first.clone(), second.clone()]);
        assert_eq!(list(PersonFilter { limit: 1, ..all.clone() }), [first.clone()]);
        assert_eq!(list(PersonFilter { login: Some(OTHER.to_owned()), ..all.clone() }), [second]);
        assert_eq!(list(PersonFilter { snils: Some("000-000-600 06".to_owned()), ..all }), [first]);
    });
}

#[test]
fn a_login_belongs_to_one_account_and_is_free_when_given_up() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_account(&account(0, PHONE)).unwrap();
        assert!(tx.put_account(&account(1, PHONE)).is_err(), "taken");
        drop(tx);
        let mut tx = store.write().unwrap();
        tx.put_account(&account(0, PHONE)).unwrap();
        tx.put_account(&account(0, OTHER)).unwrap();
        assert_eq!(tx.account_of_login(PHONE).unwrap(), None);
        tx.put_account(&account(1, PHONE)).unwrap();
        tx.put_account(&deleted(&account(1, PHONE))).unwrap();
        assert_eq!(tx.account_of_login(PHONE).unwrap(), None, "a deleted account has no logins");
        tx.put_account(&account(2, PHONE)).unwrap();
        tx.commit().unwrap();
        assert_eq!(store.read().unwrap().account_of_login(PHONE).unwrap(), Some(oid(2)));
    });
}

#[test]
fn a_number_is_given_once() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        assert_eq!(tx.next_oid().unwrap(), Oid::FIRST);
        for number in 0..3 {
            let next = tx.next_oid().unwrap();
            assert_eq!(next, oid(number));
            tx.put_account(&account(number, &format!("+7(000)000000{number}"))).unwrap();
        }
        tx.put_account(&deleted(&account(2, PHONE))).unwrap();
        assert_eq!(tx.next_oid().unwrap(), oid(3), "that of a deleted account is not given again");
    });
}

#[test]
fn a_history_is_told_in_the_order_it_happened() {
    on_every_engine(|store| {
        let mut tx = store.write().unwrap();
        tx.put_account(&account(0, PHONE)).unwrap();
        tx.put_account(&account(1, OTHER)).unwrap();
        let later = NOW + Span::from_secs(1);
        tx.append_account_event(oid(0), later, &Event::Registered).unwrap();
        tx.append_account_event(oid(1), NOW, &Event::Registered).unwrap();
        tx.append_account_event(oid(0), NOW, &Event::Deleted { centre: None }).unwrap();
        let history = tx.account_events(oid(0)).unwrap();
        assert_eq!(history, [(later, Event::Registered), (NOW, Event::Deleted { centre: None })]);
        assert!(tx.account_events(oid(7)).unwrap().is_empty());
    });
}
