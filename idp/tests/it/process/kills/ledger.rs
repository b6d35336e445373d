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

    /// Whether everything was tried that may be lost or repeated.
    pub(super) fn is_full(&self) -> bool {
        let became = |wanted: Use| self.grants.values().any(|became| *became == wanted);
        let ordered = self.letters.values().any(|is_ordered| *is_ordered);
        became(Use::Used)
            && became(Use::Good)
            && ordered
            && !self.people.is_empty()
            && !self.phones.is_empty()
    }

    /// What was answered and does not hold, and what came to pass twice.
    pub(super) fn faults(&self, base_url: &str) -> Vec<String> {
        let tester = Tester::at(base_url);
        let person = |oid: &u64| tester.call("GET /people/{oid}", &[oid], Value::Null).json;
        let people = self.people.iter().filter(|(oid, known)| person(oid) != **known);
        let people = people.map(|(oid, _)| format!("person {oid} is lost"));
        let others = [self.phones(&tester), self.grants(base_url), self.letters(&tester.of_name(LETTERS))];
        people.chain(others.into_iter().flatten()).collect()
    }

    fn phones(&self, tester: &Tester) -> Vec<String> {
        let (sent, _) = tester.pages("/outbox?kind=sms&limit=1000", "messages");
        let mut times: BTreeMap<_, u32> = BTreeMap::new();
        for phone in sent.iter().filter_map(|one| one["to"].as_str()) {
            *times.entry(phone).or_default() += 1;
        }
        let each =
            self.phones.iter().map(|phone| (phone, times.get(phone.as_str()).copied().unwrap_or_default()));
        each.filter(|(_, codes)| *codes != 1)
            .map(|(phone, codes)| format!("{codes} codes to {phone}"))
            .collect()
    }

    fn grants(&self, base_url: &str) -> Vec<String> {
        let visitor = Visitor::new(base_url, 0, mpsc::channel().0);
        let redeem =
            |grant: &Grant| visitor.redeem(grant).unwrap_or_else(|| panic!("no answer to {grant:?}"));
        let mut faults = Vec::new();
        for (grant, became) in self.grants.iter().filter(|(_, became)| **became != Use::Used) {
            let answer = redeem(grant);
            if *became == Use::Good && !answer["access_token"].is_string() {
                faults.push(format!("{grant:?} is lost: {answer}"));
            }
        }
        let again = self.grants.keys().map(|grant| (grant, redeem(grant)));
        let good = again.filter(|(grant, answer)| !grant.is_refused_by(answer));
        faults.extend(good.map(|(grant, answer)| format!("{grant:?} is good twice: {answer}")));
        faults
    }

    /// Every letter came once, whoever met its day.
    fn letters(&self, realm: &Tester) -> Vec<String> {
        realm.call("POST /clock/advance", &[], json!({"by": "P15D"})).expect(200);
        let (sent, _) = realm.pages("/outbox?kind=letter&limit=1000", "messages");
        let mut faults = Vec::new();
        for (oid, is_ordered) in &self.letters {
            let person = realm.call("GET /people/{oid}", &[oid], Value::Null).json;
            let came = sent.iter().filter(|letter| letter["to"] == person["snils"]).count();
            let events = realm.call("GET /people/{oid}/events", &[oid], Value::Null).json;
            let each = events["events"].as_array().into_iter().flatten();
            let life: Vec<_> = each.filter_map(|one| one["event"].as_str()).collect();
            let is_whole = came == 1 && life == LIFE;
            let was_not_ordered = came == 0 && life == LIFE[..3];
            if !is_whole && (*is_ordered || !was_not_ordered) {
                faults.push(format!("{came} letters to {oid}: {life:?}"));
            }
        }
        faults
    }
}
