//! What clients do while servers are killed, and what they tell of the answers.

use std::sync::{Condvar, Mutex, mpsc};

use reqwest::blocking::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::actors::client;
use crate::process::redemptions::{Grant, authorization, exchange};

/// The realm whose clock moves.
pub(super) const LETTERS: &str = "letters";
/// How many clients there are of each kind.
const KINDS: u32 = 5;

/// What a client was told.
pub(super) enum Told {
    /// A person was made.
    Person(Value),
    /// A registration began, and a code was sent to this phone.
    Registered(String),
    /// What became of a code or a refresh token.
    Grant(Grant, Use),
    /// A letter was ordered for somebody; whether that was answered.
    Letter(u64, bool),
    /// There was no answer, or none but that the server cannot.
    Nothing,
}

/// Whether tokens came for a code or a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// They came.
    Used,
    /// Nobody asked for them.
    Good,
    /// They were asked for, and no answer came.
    Unknown,
}

/// Where clients wait while nobody can serve.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    Shut,
    Over,
}

impl Gate {
    pub(super) fn open(&self) {
        self.turn(State::Open);
    }

    pub(super) fn shut(&self) {
        self.turn(State::Shut);
    }

    /// Has all clients end.
    pub(super) fn end(&self) {
        self.turn(State::Over);
    }

    fn turn(&self, state: State) {
        *self.state.lock().unwrap() = state;
        self.changed.notify_all();
    }

    /// Waits while it is shut; tells whether to go on.
    fn pass(&self) -> bool {
        let state = self.state.lock().unwrap();
        *self.changed.wait_while(state, |state| *state == State::Shut).unwrap() == State::Open
    }
}

/// A client.
pub(super) struct Visitor<'t> {
    base_url: &'t str,
    http: Client,
    tell: mpsc::Sender<Told>,
    /// No two have the same.
    number: u32,
    person: Option<u64>,
}

impl<'t> Visitor<'t> {
    pub(super) fn new(base_url: &'t str, number: u32, tell: mpsc::Sender<Told>) -> Self {
        Self { base_url, http: client(), tell, number, person: None }
    }

    /// Asks one thing after the other until the gate is closed for good.
    pub(super) fn ask(mut self, gate: &Gate) {
        for turn in 0.. {
            if !gate.pass() {
                return;
            }
            let answered = match self.number % KINDS {
                0 => self.make_person(),
                1 => self.register(turn),
                2 => self.order_letter(),
                3 => self.move_clock(),
                _ => self.sign_in(turn),
            };
            if answered.is_none() {
                self.say(Told::Nothing);
            }
        }
    }

    fn say(&self, told: Told) {
        let _ = self.tell.send(told);
    }

    /// An answer other than that the server cannot.
    fn answer(&self, request: RequestBuilder) -> Option<Response> {
        request.send().ok().filter(|reply| !reply.status().is_server_error())
    }

    /// The JSON that was asked for.
    fn json(&self, path: &str, body: &Value) -> Option<Value> {
        let reply = self.answer(self.http.post(format!("{}{path}", self.base_url)).json(body))?;
        let (status, text) = (reply.status(), reply.text().ok()?);
        assert!(status.is_success(), "{path}: {status} {text}");
        Some(serde_json::from_str(&text).unwrap())
    }

    fn make_person(&self) -> Option<()> {
        self.say(Told::Person(self.json("/control/v1/people", &json!({"level": "standard"}))?));
        Some(())
    }

    fn register(&self, turn: u32) -> Option<()> {
        let phone = format!("+7(900){:07}", self.number * 100_000 + turn);
        let fields = [("last_name", "Тестов"), ("first_name", "Иван"), ("mobile", phone.as_str())];
        let reply = self.answer(self.http.post(format!("{}/registration/", self.base_url)).form(&fields))?;
        assert_eq!(reply.status().as_u16(), 303, "{phone}");
        self.say(Told::Registered(phone));
        Some(())
    }

    fn order_letter(&self) -> Option<()> {
        let people = format!("/realms/{LETTERS}/control/v1/people");
        let oid = self.json(&people, &json!({"level": "standard"}))?["oid"].as_u64().unwrap();
        let order = json!({"command": "order-letter", "address": "г. Примерск, ул. Тестовая, д. 1"});
        let ordered = self.json(&format!("{people}/{oid}/commands"), &order);
        self.say(Told::Letter(oid, ordered.is_some()));
        ordered.map(drop)
    }

    fn move_clock(&self) -> Option<()> {
        let path = format!("/realms/{LETTERS}/control/v1/clock/advance");
        self.json(&path, &json!({"by": "P1D"})).map(drop)
    }

    /// Signs in. Of four codes one is kept, one is redeemed, the refresh token of one is redeemed too, and one is redeemed
    /// by two at once.
    fn sign_in(&mut self, turn: u32) -> Option<()> {
        // Of each person the last fifty used refresh tokens are remembered.
        if turn.is_multiple_of(8) {
            self.person = None;
        }
        let person = match self.person {
            Some(person) => person,
            None => {
                let made = self.json("/control/v1/people", &json!({"level": "confirmed"}))?;
                *self.person.insert(made["oid"].as_u64().unwrap())
            }
        };
        let call = json!({"person": person, "authorize_url": authorization(self.base_url), "consent": true});
        let mut grant = Grant::in_redirect(&self.json("/control/v1/sign-ins", &call)?);
        if turn % 4 == 3 {
            let became = self.race(&grant);
            self.say(Told::Grant(grant, became));
            return Some(());
        }
        for _ in 0..turn % 4 {
            let Some(tokens) = self.redeem(&grant) else {
                self.say(Told::Grant(grant, Use::Unknown));
                return None;
            };
            let token = tokens["refresh_token"].as_str().unwrap_or_else(|| panic!("{grant:?}: {tokens}"));
            let next = Grant::Refresh(token.to_owned());
            self.say(Told::Grant(grant, Use::Used));
            grant = next;
        }
        self.say(Told::Grant(grant, Use::Good));
        Some(())
    }

    /// What `te` answers.
    pub(super) fn redeem(&self, grant: &Grant) -> Option<Value> {
        self.answer(exchange(&self.http, self.base_url, grant))?.json().ok()
    }

    /// Two redeem it at once: one is given tokens, unless the server is killed meanwhile.
    fn race(&self, grant: &Grant) -> Use {
        let both = std::thread::scope(|scope| {
            [(); 2].map(|()| scope.spawn(|| self.redeem(grant))).map(|one| one.join().unwrap())
        });
        let given = both.iter().flatten().filter(|answer| answer["access_token"].is_string()).count();
        match given {
            0 if both.contains(&None) => Use::Unknown,
            1 => Use::Used,
            _ => panic!("{given} of two were given tokens: {grant:?} {both:?}"),
        }
    }
}
