//! Owns a citizen's window: cookies, forms, redirects; and the provider behind it.

use serde_json::{Value, json};

use crate::oauth::kit::http::{Reply, Request, encode};
use crate::oauth::kit::world::World;

/// A window with its cookies.
pub(super) struct Window<'w> {
    world: &'w World,
    cookies: Vec<(String, String)>,
}

impl<'w> Window<'w> {
    pub(super) fn new(world: &'w World) -> Self {
        Self { world, cookies: Vec::new() }
    }

    /// A window of somebody who has signed in.
    pub(super) fn signed_in(world: &'w World, login: &str, password: &str) -> Self {
        let mut window = Self::new(world);
        let page = window.post("/login", &[("login", login), ("password", password)]);
        assert!(window.cookie("ESIA_SESSION").is_some(), "{login} is not signed in: {}", page.text());
        window
    }

    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }

    /// Sends a request as it is, and follows no redirect.
    pub(super) fn send(&mut self, request: Request) -> Reply {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            if cookies.is_empty() { request } else { request.header("Cookie", &cookies.join("; ")) };
        let reply = self.world.send(request);
        for cookie in reply.cookies() {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).unwrap();
            self.cookies.retain(|(own, _)| own != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        reply
    }

    /// Opens a page; the provider's own redirects are followed.
    pub(super) fn open(&mut self, target: &str) -> Reply {
        let reply = self.send(Request::get(target));
        self.settled(reply)
    }

    /// Sends a form; the provider's own redirects are followed.
    pub(super) fn post(&mut self, target: &str, fields: &[(&str, &str)]) -> Reply {
        let form: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let reply = self.send(Request::post(target).form(&form.join("&")));
        self.settled(reply)
    }

    /// Sends JSON and tells the answer as it is.
    pub(super) fn json(&mut self, target: &str, body: &Value) -> Reply {
        self.send(Request::post(target).json(body))
    }

    fn settled(&mut self, mut reply: Reply) -> Reply {
        for _ in 0..10 {
            let Some(next) = reply.header("location").map(str::to_owned) else { return reply };
            reply = self.send(Request::get(&next));
        }
        panic!("the redirects never end");
    }
}

/// The newest message of a kind.
pub(super) fn newest(world: &World, kind: &str) -> Value {
    let outbox = world.get(&format!("/control/v1/outbox?kind={kind}")).json();
    outbox["messages"].as_array().unwrap().last().cloned().unwrap_or(Value::Null)
}

/// A person at a level.
pub(super) fn person(world: &World, level: &str) -> Value {
    world.control("POST", "/people", &json!({ "level": level }))
}

/// What the control API says of a person.
pub(super) fn seen(world: &World, person: &Value) -> Value {
    world.control("GET", &format!("/people/{}", person["oid"]), &Value::Null)
}

/// A text of a JSON object.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} in {value}"))
}

/// A person who has registered and filled in nothing yet, signed in.
pub(super) fn newcomer(world: &World) -> (Value, Window<'_>) {
    let person = person(world, "simplified");
    let window = Window::signed_in(world, text(&person, "mobile"), text(&person, "password"));
    (person, window)
}

/// The profile form of a citizen of Russia.
pub(super) const FORM: [(&str, &str); 13] = [
    ("last_name", "Снегирева"),
    ("first_name", "Алёна"),
    ("middle_name", "Игоревна"),
    ("gender", "F"),
    ("birth_date", "03.07.1983"),
    ("birth_place", "г. Примерск"),
    ("snils", "112-233-445 95"),
    ("citizenship", "RUS"),
    ("passport_series", "0019"),
    ("passport_number", "000777"),
    ("passport_issued_on", "01.09.2003"),
    ("passport_issuer_code", "000-019"),
    ("passport_issued_by", "Отделением г. Примерска"),
];

/// The profile form with some fields changed.
pub(super) fn form_with<'f>(changes: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let mut form: Vec<_> = FORM.to_vec();
    for (name, value) in changes {
        form.retain(|(own, _)| own != name);
        form.push((name, value));
    }
    form
}
