//! Owns the tests' provider: a frozen clock, the relying parties, the people, and what the journal says.

use std::collections::BTreeMap;
use std::sync::Arc;

use idp::boot::Options;
use rustls::ClientConfig;
use serde_json::{Value, json};

use super::http::{Reply, Request, query_value};
use super::jwt::Jwt;
use super::party::{Fields, Party};
use crate::actors::{Nodes, options, trusting};

/// A provider with one relying party, gone when dropped.
pub(crate) struct World {
    nodes: Nodes,
    tls: Option<Arc<ClientConfig>>,
    pub(crate) base: String,
    pub(crate) party: Party,
}

/// A person the provider knows.
pub(crate) struct Person {
    pub(crate) oid: u64,
    pub(crate) login: String,
    pub(crate) password: String,
}

/// Tokens of one exchange.
pub(crate) struct Tokens {
    pub(crate) answer: Value,
}

impl World {
    /// The provider with the diary registered.
    pub(crate) fn start() -> Self {
        Self::of(options())
    }

    pub(crate) fn of(options: Options) -> Self {
        let nodes = Nodes::start(options);
        let tls = nodes.first().trust().map(|trust| Arc::new(trusting(Some(trust.ca_file()))));
        let world = Self { base: nodes.base_url(), tls, nodes, party: Party::diary() };
        world.register(&world.party);
        world
    }

    /// The variables by which clients find the root of a provider that speaks HTTPS.
    pub(crate) fn environment(&self) -> BTreeMap<&'static str, String> {
        self.nodes.first().trust().map(|trust| trust.environment().clone()).unwrap_or_default()
    }

    pub(crate) fn send(&self, request: Request) -> Reply {
        request.send_over(&self.base, self.tls.as_ref())
    }

    pub(crate) fn get(&self, target: &str) -> Reply {
        self.send(Request::get(target))
    }

    /// The same server at another of its addresses, with the diary registered there.
    pub(crate) fn moved_to(mut self, base: &str) -> Self {
        base.clone_into(&mut self.base);
        self.register(&self.party);
        self
    }

    /// A call of the control API that must succeed.
    pub(crate) fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let reply = self.send(Request::new(method, &format!("/control/v1{path}")).json(body));
        assert!(matches!(reply.status, 200 | 201), "{method} {path}: {} {}", reply.status, reply.text());
        reply.json()
    }

    pub(crate) fn register(&self, party: &Party) {
        self.control("PUT", &format!("/clients/{}", party.mnemonic), &party.registration());
    }

    pub(crate) fn person(&self, level: &str) -> Person {
        let made = self.control("POST", "/people", &json!({ "level": level }));
        Person {
            oid: made["oid"].as_u64().expect("an oid"),
            login: made["logins"][0].as_str().expect("a login").to_owned(),
            password: made["password"].as_str().expect("a password").to_owned(),
        }
    }

    pub(crate) fn advance(&self, by: &str) {
        self.control("POST", "/clock/advance", &json!({ "by": by }));
    }

    /// The authorization request as the browser sends it.
    pub(crate) fn authorize(&self, fields: &Fields) -> Reply {
        self.get(&format!("/aas/oauth2/ac?{}", fields.encoded()))
    }

    /// The authorization request walked for a person; tells the address the citizen comes back to.
    pub(crate) fn sign_in(&self, person: &Person, fields: &Fields) -> String {
        self.walk(person, &format!("/aas/oauth2/ac?{}", fields.encoded()))
    }

    /// The same for a request of any version.
    pub(crate) fn walk(&self, person: &Person, target: &str) -> String {
        let address = format!("{}{target}", self.base);
        let call = json!({ "person": person.oid, "authorize_url": address });
        self.control("POST", "/sign-ins", &call)["redirect_to"].as_str().expect("an address").to_owned()
    }

    /// A code of the diary for a person.
    pub(crate) fn code(&self, person: &Person, scope: &str) -> String {
        let back = self.sign_in(person, &self.party.signs(self.party.asks(scope)));
        query_value(&back, "code").unwrap_or_else(|| panic!("a code, not {back}"))
    }

    pub(crate) fn exchange(&self, fields: &Fields) -> Reply {
        self.send(Request::post("/aas/oauth2/te").form(&fields.encoded()))
    }

    /// Tokens of the diary for a person.
    pub(crate) fn tokens(&self, person: &Person, scope: &str) -> Tokens {
        let code = self.code(person, scope);
        let reply = self.exchange(&self.party.signs(self.party.redeems(scope, &code)));
        assert_eq!(reply.status, 200, "{}", reply.text());
        Tokens { answer: reply.json() }
    }

    pub(crate) fn read(&self, target: &str, token: &str) -> Reply {
        self.send(Request::get(target).header("Authorization", &format!("Bearer {token}")))
    }

    /// The journal's newest entry.
    pub(crate) fn newest(&self) -> Value {
        let journal = self.get("/control/v1/journal?limit=1").json();
        journal["entries"][0].clone()
    }

    /// The newest entry must be a refusal with this code and reason; tells its facts.
    #[track_caller]
    pub(crate) fn refused(&self, code: &str, reason: &str) -> Value {
        let entry = self.newest();
        let seen = (&entry["outcome"], &entry["error"], &entry["why"]["reason"]);
        assert_eq!(seen, (&json!("refused"), &json!(code), &json!(reason)), "{entry:#}");
        assert!(entry["why"]["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "{entry:#}");
        entry["why"]["facts"].clone()
    }

    /// The answer must be a token refusal of this code and name that echoes the request's state.
    #[track_caller]
    pub(crate) fn te_refused(&self, reply: &Reply, code: &str, error: &str) -> Value {
        let told = reply.json();
        assert_eq!((reply.status, &told["error"]), (400, &json!(error)), "{told}");
        assert!(reply.kind().starts_with("application/json"), "{}", reply.kind());
        let description = told["error_description"].as_str().expect("a description");
        assert!(description.starts_with(&format!("{code}: ")), "{description}");
        told
    }
}

impl Tokens {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.answer[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.answer))
    }

    pub(crate) fn access(&self) -> &str {
        self.text("access_token")
    }

    pub(crate) fn jwt(&self, name: &str) -> Jwt {
        Jwt::of(self.text(name))
    }
}
