//! What was answered while servers were killed, and whether it holds afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;

use serde_json::{Value, json};

use crate::actors::Tester;
use crate::process::kills::traffic::{LETTERS, Told, Use, Visitor};
use crate::process::redemptions::Grant;

/// Events of an account from its making to the letter.
const LIFE: [&str; 4] = ["registered", "submitted", "check-passed", "letter-ordered"];

/// What was answered.
#[derive(Default)]
pub(super) struct Ledger {
    people: BTreeMap<u64, Value>,
    phones: BTreeSet<String>,
    grants: BTreeMap<Grant, Use>,
    letters: BTreeMap<u64, bool>,
    /// How many answers there were.
    pub(super) answers: u32,
    /// How often there was none.
    pub(super) failures: u32,
}

impl Ledger {
    /// Enters what was told. Nothing is told twice: nobody has another's number, and no code is given again.
    pub(super) fn enter(&mut self, told: Told) {
        let is_new = match told {
            Told::Nothing => {
                self.failures += 1;
                return;
            }
            Told::Person(mut person) => {
                person.as_object_mut().unwrap().remove("password");
                self.people.insert(person["oid"].as_u64().unwrap(), person).is_none()
            }
            Told::Registered(phone) => self.phones.insert(phone),
            Told::Grant(grant, became) => self.grants.insert(grant, became).is_none(),
            Told::Letter(oid, is_ordered) => self.letters.insert(oid, is_ordered).is_none(),
        };
        assert!(is_new, "told twice, after {} answers", self.answers);
        self.answers += 1;
    }

    /// Waits until there are so many answers more.
    pub(super) fn wait(&mut self, told: &mpsc::Receiver<Told>, more: u32) {
        let enough = self.answers + more;
        while self.answers < enough {
            self.enter(told.recv().unwrap());
        }
    }

    /// Everything that was answered holds, and nothing came to pass twice.
    pub(super) fn holds(&self, base_url: &str) {
        let tester = Tester::at(base_url);
        for (oid, person) in &self.people {
            assert_eq!(tester.get("/people/{oid}", &[oid]), *person);
        }
        self.phones_hold(&tester);
        self.grants_hold(base_url);
        self.letters_hold(&tester.of_name(LETTERS));
    }

    fn phones_hold(&self, tester: &Tester) {
        let (sent, _) = tester.pages("/outbox?kind=sms&limit=1000", "messages");
        let mut times: BTreeMap<_, u32> = BTreeMap::new();
        for phone in sent.iter().filter_map(|one| one["to"].as_str()) {
            *times.entry(phone).or_default() += 1;
        }
        for phone in &self.phones {
            assert_eq!(times.get(phone.as_str()), Some(&1), "codes to {phone}");
        }
    }

    fn grants_hold(&self, base_url: &str) {
        let visitor = Visitor::new(base_url, 0, mpsc::channel().0);
        let redeem =
            |grant: &Grant| visitor.redeem(grant).unwrap_or_else(|| panic!("no answer to {grant:?}"));
        for (grant, became) in self.grants.iter().filter(|(_, became)| **became != Use::Used) {
            let answer = redeem(grant);
            let is_lost = *became == Use::Good && !answer["access_token"].is_string();
            assert!(!is_lost, "{grant:?} is lost: {answer}");
        }
        for grant in self.grants.keys() {
            grant.is_refused_by(&redeem(grant));
        }
        for kind in [Use::Used, Use::Good] {
            assert!(self.grants.values().any(|became| *became == kind), "{kind:?} is not tried");
        }
    }

    /// Every letter came once, whoever met its day.
    fn letters_hold(&self, realm: &Tester) {
        realm.call("POST /clock/advance", &[], json!({"by": "P15D"})).expect(200);
        assert!(self.letters.values().any(|is_ordered| *is_ordered));
        let (sent, _) = realm.pages("/outbox?kind=letter&limit=1000", "messages");
        for (oid, is_ordered) in &self.letters {
            let snils = &realm.get("/people/{oid}", &[oid])["snils"];
            let came = sent.iter().filter(|letter| letter["to"] == *snils).count();
            let events = realm.get("/people/{oid}/events?limit=1000", &[oid]);
            let each = events["events"].as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap());
            let life: Vec<_> = each.collect();
            let is_whole = came == 1 && life == LIFE;
            let was_not_ordered = came == 0 && life == LIFE[..3];
            assert!(is_whole || (was_not_ordered && !is_ordered), "{oid}: {came} letters, {life:?}");
        }
    }
}
