//! What was read before slow work is looked at again in the transaction that writes.

use std::collections::BTreeMap;

use idp::app::oauth::checks::{client_of, still_registered};
use idp::app::oauth::clients;
use idp::app::{About, Explained as _, Stop, door};
use idp::boot;
use idp::domain::id::RealmId;
use serde_json::json;

use crate::actors::{Tester, options};

/// The reasons in the journal, counted.
fn reasons(tester: &Tester) -> BTreeMap<String, usize> {
    let journal = tester.get("/journal?limit=1000", &[]);
    let entries = journal["entries"].as_array().unwrap().iter();
    let mut counted = BTreeMap::new();
    for reason in entries.filter_map(|entry| entry["why"]["reason"].as_str()) {
        *counted.entry(reason.to_owned()).or_default() += 1;
    }
    counted
}

/// Fifty wrong passwords at once, where so many lock the account; the reasons they were refused for.
fn fifty_guesses(lock_after: u8) -> (Tester, serde_json::Value, BTreeMap<String, usize>) {
    let tester = Tester::start();
    let guard = json!({"guard": {"captcha_after": 200, "lock_after": lock_after}});
    tester.call("PATCH /settings", &[], guard).expect(200);
    let made = tester.person(json!({}));
    let login = made["mobile"].as_str().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| tester.submit("/login", &[("login", login), ("password", "Drugoj-2018!")]));
        }
    });
    let reasons = reasons(&tester);
    (tester, made, reasons)
}

#[test]
fn fifty_wrong_passwords_at_once_cost_fifty_tries() {
    let (tester, made, told) = fifty_guesses(51);
    assert_eq!(told, BTreeMap::from([("wrong-pair".to_owned(), 50)]));
    assert_eq!(tester.get("/people/{oid}/credentials", &[&made["oid"]])["bad_passwords"], 50);
    let login = made["mobile"].as_str().unwrap();
    tester.submit("/login", &[("login", login), ("password", "Drugoj-2018!")]);
    assert_eq!(reasons(&tester)["too-many-tries"], 1, "the next one locks");
}

#[test]
fn many_wrong_passwords_at_once_lock_at_the_right_one_and_no_guess_comes_after_it() {
    let (tester, made, told) = fifty_guesses(10);
    let expected = [("too-many-tries".to_owned(), 41), ("wrong-pair".to_owned(), 9)];
    assert_eq!(
        told,
        BTreeMap::from(expected),
        "nine guesses are wrong, the tenth locks, forty meet the lock"
    );
    let (login, right) = (made["mobile"].as_str().unwrap(), made["password"].as_str().unwrap());
    let late = tester.submit("/login", &[("login", login), ("password", right)]);
    assert_eq!(late.location, None, "the right password comes too late");
    assert_eq!(reasons(&tester)["too-many-tries"], 42);
}

#[test]
fn an_account_that_is_blocked_after_its_password_was_compared_does_not_enter() {
    let tester = Tester::start();
    let guard = json!({"guard": {"captcha_after": 0}});
    tester.call("PATCH /settings", &[], guard).expect(200);
    let made = tester.person(json!({}));
    let (login, password) = (made["mobile"].as_str().unwrap(), made["password"].as_str().unwrap());
    // The password is compared now; it counts once the puzzle is solved.
    let waiting = tester.submit("/login", &[("login", login), ("password", password)]);
    let ctx = hidden(&waiting.text, "ctx");
    let puzzle = hidden(&waiting.text, "captcha_id");
    let answer = tester.get("/captchas/{id}", &[&puzzle])["answer"].as_str().unwrap().to_owned();
    let block = json!({"command": "block", "reason": "проверка"});
    tester.call("POST /people/{oid}/commands", &[&made["oid"]], block).expect(200);
    let fields = [("ctx", &*ctx), ("captcha_id", &*puzzle), ("captcha", &*answer)];
    let refused = tester.submit("/login/captcha", &fields);
    assert_eq!(refused.location, None, "{}", refused.text);
    assert_eq!(reasons(&tester), BTreeMap::from([("account-locked".to_owned(), 1)]));
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let field = page.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_registration_that_is_changed_or_removed_meanwhile_is_refused() {
    let realms = boot::realms(&options()).unwrap();
    let realm = realms.find(&RealmId::default_realm()).unwrap();
    let judged = door::enter(&realm, About::default(), |moment| client_of(moment, "LOCALTEST"));
    let judged = judged.ok().unwrap();
    let reason = || {
        let again =
            door::enter(&realm, About::default(), |moment| still_registered(&*moment.write()?, &judged));
        match again {
            Ok(()) => "still registered".to_owned(),
            Err(Stop::Refused(refusal)) => refusal.why().reason,
            Err(Stop::Broken(broken)) => panic!("{broken}"),
        }
    };
    assert_eq!(reason(), "still registered");
    let mut other = judged.clone();
    other.name = "Другой дневник".to_owned();
    door::enter(&realm, About::default(), |moment| clients::put(moment, &other)).ok().unwrap();
    assert_eq!(reason(), "client-changed");
    let gone = door::enter(&realm, About::default(), |moment| {
        Ok::<_, Stop<std::convert::Infallible>>(clients::remove(moment, &judged.mnemonic)?)
    });
    assert!(gone.ok().unwrap());
    assert_eq!(reason(), "client-unknown");
}
