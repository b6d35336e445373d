//! Owns the tests' client of the control API: every answer is held against the API's own description.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;
use std::sync::LazyLock;

use reqwest::Method;
use reqwest::blocking::{Client, Response};
use serde_json::{Value, json};

use idp::boot::{Options, Storage};

use crate::actors::nodes::Nodes;
use crate::actors::stand::{Stand, options};
use crate::actors::web::client;

/// The description, as the code makes it.
static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&idp::documents::openapi()).unwrap());

/// One client for all tests: redirects are for the test to see.
static HTTP: LazyLock<Client> = LazyLock::new(client);

/// The description.
pub(crate) fn description() -> &'static Value {
    &DESCRIPTION
}

/// Every operation that is described, as `METHOD /path/{with}/{holes}`.
pub(crate) fn operations() -> BTreeSet<String> {
    let paths = DESCRIPTION["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    each.collect()
}

/// A tester at the control API of one realm, with the provider when it is the tester's own.
pub(crate) struct Tester {
    /// Where the realm's pages are.
    pub(crate) base_url: String,
    control_url: String,
    provider: Option<Nodes>,
    /// The token that every call shows.
    token: Option<String>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The media type.
    pub(crate) kind: String,
    /// The body when it is JSON, else null.
    pub(crate) json: Value,
    /// The body.
    pub(crate) text: String,
    /// Where a redirect leads.
    pub(crate) location: Option<String>,
    /// Where the next page of a list is.
    pub(crate) next: Option<String>,
}

impl Tester {
    /// A tester with a provider of their own: the clock stands still.
    pub(crate) fn start() -> Self {
        Self::of_options(options())
    }

    /// The same with a provider that was started so.
    pub(crate) fn of_options(options: Options) -> Self {
        Self::of_nodes(Nodes::start(options))
    }

    /// A tester of several servers over a database of their own, asked in turn.
    pub(crate) fn of_several(count: usize, options: Options) -> Self {
        let address = Stand::shared().database().parse().unwrap();
        let options = Options { storage: Storage::Postgres(Box::new(address)), ..options };
        Self::of_nodes(Nodes::of(options, count))
    }

    fn of_nodes(nodes: Nodes) -> Self {
        let base_url = nodes.base_url();
        Self { provider: Some(nodes), ..Self::at(&base_url) }
    }

    /// How many write transactions something takes; the provider is the tester's own.
    pub(crate) fn writes_of<T>(&self, act: impl FnOnce() -> T) -> (u64, T) {
        let provider = self.provider.as_ref().expect("a provider of the tester's own");
        let before = provider.writes_begun();
        let done = act();
        (provider.writes_begun() - before, done)
    }

    /// A tester of a realm by its name.
    pub(crate) fn of_name(&self, realm: &str) -> Self {
        Self::at(&format!("{}/realms/{realm}", self.base_url))
    }

    /// A tester of one of the servers alone.
    pub(crate) fn of_node(&self, number: usize) -> Self {
        let nodes = self.provider.as_ref().expect("a provider of the tester's own");
        Self::at(&nodes.all()[number].base_url())
    }

    /// A tester of the realm at an address.
    pub(crate) fn at(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            control_url: format!("{base_url}/control/v1"),
            provider: None,
            token: None,
        }
    }

    /// The same tester, who shows a token from now on.
    pub(crate) fn showing_own(self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self }
    }

    /// Another tester at the same address, who shows a token.
    pub(crate) fn showing(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..Self::at(&self.base_url) }
    }

    /// A tester of another realm of the same server.
    pub(crate) fn of_realm(&self, realm: &Reply) -> Self {
        Self::at(realm.json["base_url"].as_str().unwrap())
    }

    /// Calls an operation: `"GET /people/{oid}?limit=1"`, the values of the holes in order, a body unless it is null.
    pub(crate) fn call(&self, operation: &str, holes: &[&dyn Display], body: Value) -> Reply {
        let (described, query) = operation.split_once('?').unwrap_or((operation, ""));
        let (method, template) = described.split_once(' ').unwrap();
        let mut path = template.to_owned();
        for value in holes {
            let (start, end) = (path.find('{').unwrap(), path.find('}').unwrap());
            path.replace_range(start..=end, &value.to_string());
        }
        let address = format!("{}{path}?{query}", self.control_url);
        let mut request = HTTP.request(method.parse::<Method>().unwrap(), address.trim_end_matches('?'));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if !body.is_null() {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let reply = Reply::read(request.send().unwrap());
        reply.check(method, template);
        reply
    }

    /// The rows of every page of a list, and how many pages there were.
    pub(crate) fn pages(&self, list: &str, rows: &str) -> (Vec<Value>, usize) {
        let mut reply = self.call(&format!("GET {list}"), &[], Value::Null);
        let (mut all, mut pages) = (Vec::new(), 1);
        loop {
            assert_eq!(reply.status, 200, "{}", reply.text);
            all.extend(reply.json[rows].as_array().unwrap().iter().cloned());
            let Some(next) = reply.next else { return (all, pages) };
            let request = HTTP.get(next);
            let request = self.token.iter().fold(request, |request, token| request.bearer_auth(token));
            reply = Reply::read(request.send().unwrap());
            pages += 1;
        }
    }

    /// A call without a body that must be answered with 200.
    pub(crate) fn get(&self, operation: &str, holes: &[&dyn Display]) -> Value {
        self.call(&format!("GET {operation}"), holes, Value::Null).expect(200)
    }

    /// Makes a person.
    pub(crate) fn person(&self, wish: Value) -> Value {
        self.call("POST /people", &[], wish).expect(201)
    }

    /// Makes a realm.
    pub(crate) fn realm(&self, wish: Value) -> Self {
        let reply = self.call("POST /realms", &[], wish);
        assert_eq!(reply.status, 201, "{}", reply.text);
        self.of_realm(&reply)
    }

    /// Opens a page of the realm.
    pub(crate) fn open(&self, path: &str) -> Reply {
        Reply::read(HTTP.get(format!("{}{path}", self.base_url)).send().unwrap())
    }

    /// Sends a form to the realm.
    pub(crate) fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = HTTP.post(format!("{}{path}", self.base_url)).form(fields);
        Reply::read(request.send().unwrap())
    }

    /// Sends bytes that need not be JSON, as if they were.
    pub(crate) fn send_raw(&self, method: &str, path: &str, body: &str) -> Reply {
        let request = HTTP.request(method.parse().unwrap(), format!("{}{path}", self.control_url));
        let request = request.header("content-type", "application/json");
        Reply::read(request.body(body.to_owned()).send().unwrap())
    }

    /// The address of an authorization request of the client that needs no signature.
    pub(crate) fn authorize_url(&self, state: &str) -> String {
        let now = self.get("/clock", &[])["now"].as_str().unwrap().replace('-', ".");
        let (date, time) = now.split_once('T').unwrap();
        let time = time.split(['Z', '.']).next().unwrap();
        format!(
            "{}/aas/oauth2/ac?client_id=LOCALTEST&client_secret=AAAA&response_type=code&scope=openid\
             &redirect_uri=http%3A%2F%2F127.0.0.1%2Fback&state={state}&access_type=online\
             &timestamp={date}+{time}+%2B0000",
            self.base_url
        )
    }
}

impl Reply {
    fn read(response: Response) -> Self {
        let status = response.status().as_u16();
        let header =
            |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        let (kind, location) = (header("content-type").unwrap_or_default(), header("location"));
        let next = header("link").map(|link| {
            let (address, rest) = link.trim_start_matches('<').split_once('>').unwrap();
            assert_eq!(rest, "; rel=\"next\"");
            address.to_owned()
        });
        let text = response.text().unwrap();
        let json = if kind.contains("json") { serde_json::from_str(&text).unwrap() } else { Value::Null };
        Self { status, kind, json, text, location, next }
    }

    /// The body, when the status is the one expected.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json
    }

    /// The problem told, which must be about a field.
    #[track_caller]
    pub(crate) fn problem(self, status: u16, field: &str) -> Value {
        assert_eq!(self.kind, "application/problem+json", "{}", self.text);
        assert_eq!((self.status, &self.json["field"]), (status, &json!(field)), "{}", self.text);
        for part in ["type", "title", "detail", "fix"] {
            assert!(self.json[part].as_str().is_some_and(|text| !text.is_empty()), "{part}: {}", self.text);
        }
        assert_eq!(self.json["status"], json!(status));
        self.json
    }

    /// The problem told of a file that cannot be written.
    #[track_caller]
    pub(crate) fn problem_of_file(self, file: &Path) -> Value {
        assert_eq!((self.status, &*self.kind), (507, "application/problem+json"), "{}", self.text);
        let detail = self.json["detail"].as_str().unwrap();
        assert!(detail.contains(&file.display().to_string()), "{detail}");
        assert!(self.json["fix"].as_str().is_some_and(|fix| !fix.is_empty()), "{}", self.text);
        self.json
    }

    /// Holds the answer against the description: the status is listed, the fields are those of the schema.
    fn check(&self, method: &str, template: &str) {
        let operation = &DESCRIPTION["paths"][template][method.to_lowercase()];
        assert!(operation.is_object(), "{method} {template} is not described");
        let listed = &operation["responses"][self.status.to_string()];
        // Every operation answers so when its realm or the realm's database is not there.
        let by_realm = self.status == 404 && self.json["field"] == "realm";
        let by_database = self.json["title"] == "the realm's database cannot be used";
        assert!(
            listed.is_object() || by_realm || by_database,
            "{method} {template} answers {}, which is not described: {}",
            self.status,
            self.text
        );
        let schema = &listed["content"]["application/json"]["schema"];
        if schema.is_object() {
            let faults = faults(schema, &self.json);
            assert!(faults.is_empty(), "{method} {template}: {faults:?}: {}", self.text);
        }
    }
}

/// What of an object is not as the schema has it: fields that are missing, fields that are not described.
fn faults(schema: &Value, object: &Value) -> Vec<String> {
    if let Some(named) = schema["$ref"].as_str() {
        let name = named.rsplit('/').next().unwrap();
        return faults(&DESCRIPTION["components"]["schemas"][name], object);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let each = choices.iter().map(|choice| faults(choice, object));
        return each.min_by_key(Vec::len).unwrap();
    }
    let (Some(properties), Some(object)) = (schema["properties"].as_object(), object.as_object()) else {
        return Vec::new();
    };
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = required.filter(|field| !object.contains_key(*field));
    let unknown = object.keys().map(String::as_str).filter(|field| !properties.contains_key(*field));
    missing.map(|f| format!("{f} is missing")).chain(unknown.map(|f| format!("{f} is unknown"))).collect()
}
