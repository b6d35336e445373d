//! A visit of the console: who looks, in which language, and what the control API of the realm answers.

use actix_web::HttpRequest;
use serde_json::Value;

use crate::domain::time::Timestamp;
use crate::protocol::params::{decode, encode};
use crate::web::console::call::Call;
use crate::web::console::inner::{Inner, Reply};
use crate::web::control::api::routes::CONTROL;
use crate::web::pages::console::{Block, Cell, Form, Outcome};
use crate::web::site::Site;

/// The cookie of the chosen language.
pub const LANGUAGE: &str = "esia_console_lang";

/// The languages of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Russian, unless something else was chosen.
    Ru,
    /// English.
    En,
}

impl Lang {
    /// The text in this language.
    pub fn say(self, russian: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Ru => russian,
            Self::En => english,
        }
    }
}

/// What a page of the console shows.
#[derive(Default)]
pub struct Shown {
    /// Its heading.
    pub title: String,
    /// What it is for.
    pub lead: String,
    /// Its parts.
    pub blocks: Vec<Block>,
    /// Whether it shows what may change by itself.
    pub is_live: bool,
}

impl Shown {
    /// A page without parts.
    pub fn titled(title: &str, lead: &str) -> Self {
        Self { title: title.to_owned(), lead: lead.to_owned(), ..Self::default() }
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: &str, id: &str) {
        self.blocks.push(Block::Heading(text.to_owned(), id.to_owned()));
    }
}

/// A visit.
pub struct Visit {
    /// The realm.
    pub site: Site,
    /// The language.
    pub lang: Lang,
    /// The request of the browser.
    pub request: HttpRequest,
    query: Vec<(String, String)>,
}

impl Visit {
    /// The visit that a request makes.
    pub fn of(site: Site, request: HttpRequest) -> Self {
        let plain = |text: &str| String::from_utf8_lossy(&decode(text.as_bytes())).into_owned();
        let pairs = request.query_string().split('&').filter_map(|pair| pair.split_once('='));
        let query: Vec<_> = pairs.map(|(name, value)| (plain(name), plain(value))).collect();
        let chosen = query.iter().find(|(name, _)| name == "lang").map(|(_, value)| value.clone());
        let kept = || request.cookie(LANGUAGE).map(|cookie| cookie.value().to_owned());
        let lang = if chosen.or_else(kept).as_deref() == Some("en") { Lang::En } else { Lang::Ru };
        Self { site, lang, request, query }
    }

    /// The text in the language of the visit.
    pub fn say(&self, russian: &'static str, english: &'static str) -> &'static str {
        self.lang.say(russian, english)
    }

    /// A parameter of the page, without blanks around it.
    pub fn asked(&self, name: &str) -> &str {
        self.query.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.trim())
    }

    /// The address of this page with other parameters than the language.
    pub fn here(&self) -> String {
        let pairs = self.query.iter().filter(|(name, _)| name != "lang");
        let query: Vec<_> =
            pairs.map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let path = self.site.link(self.request.path());
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// A page of the console.
    pub fn link(&self, path: &str) -> String {
        self.site.link(&format!("/console/{path}"))
    }

    /// Whether the control API wants a token.
    pub fn wants_token(&self) -> bool {
        self.inner().is_some_and(|inner| inner.has_token)
    }

    fn inner(&self) -> Option<&Inner> {
        self.request.app_data::<Inner>()
    }

    /// Makes a call.
    pub async fn make(&self, call: &Call) -> Reply {
        let target = format!("{}{CONTROL}{}", self.site.prefix, call.path);
        match self.inner() {
            Some(inner) => inner.call(&self.request, &call.method, &target, call.body.as_ref()).await,
            None => Reply { status: 500, next: None, json: Value::Null },
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Reply {
        self.make(&Call::new("GET", path)).await
    }

    /// The command that makes a call.
    pub fn curl(&self, call: &Call) -> String {
        let control_url = format!("{}{CONTROL}", self.site.base());
        call.curl(&control_url, self.wants_token())
    }

    /// A form with the command that does the same.
    pub fn form(&self, form: Form) -> Form {
        let curl = Call::of_form(&form).map(|call| self.curl(&call)).unwrap_or_default();
        Form { curl, ..form }
    }

    /// A form of one button.
    pub fn button(&self, call: &Call, button: &str) -> Form {
        self.form(call.form("", "", button, Vec::new()))
    }

    /// A moment as the reader reads it.
    pub fn moment(&self, wire: &str) -> String {
        match (self.lang, wire.parse::<Timestamp>()) {
            (Lang::Ru, Ok(moment)) => moment.to_page(),
            _ => wire.to_owned(),
        }
    }

    /// The folded command that reads what a page shows.
    pub fn read_by(&self, path: &str) -> Block {
        Block::Folded("curl".to_owned(), self.curl(&Call::new("GET", path)))
    }

    /// What a call that was made by a form has come to.
    pub fn outcome(&self, call: &Call, reply: &Reply) -> Outcome {
        let is_done = reply.is_done();
        let text = |name: &str| reply.json[name].as_str().unwrap_or_default().to_owned();
        let sentence = if is_done {
            self.say("Сделано.", "Done.").to_owned()
        } else {
            let (title, detail) = (text("title"), text("detail"));
            let what = if detail.is_empty() { title } else { format!("{title}: {detail}") };
            format!("{} {}. {what}", self.say("Не сделано:", "Not done:"), reply.status)
        };
        let named = ["oid", "password", "base_url", "secret", "code", "happened", "now", "fix"];
        let facts = named.iter().filter(|name| is_done || **name == "fix").filter_map(|name| {
            let value = &reply.json[*name];
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (!value.is_null() && *value != Value::Array(Vec::new())).then(|| ((*name).to_owned(), text))
        });
        let answer = match &reply.json {
            Value::Null => String::new(),
            json => serde_json::to_string_pretty(json).unwrap_or_default(),
        };
        Outcome { is_done, sentence, facts: facts.collect(), curl: self.curl(call), answer }
    }
}

/// The text of a member; empty when there is none.
pub fn text(json: &Value, name: &str) -> String {
    match &json[name] {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The rows of a list.
pub fn rows<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json[name].as_array().map_or(&[], Vec::as_slice)
}

/// One text as the content of a place.
pub fn one(text: impl Into<String>) -> Vec<Cell> {
    vec![Cell::text(text)]
}

/// One code as the content of a place; nothing when it is empty.
pub fn code(text: impl Into<String>) -> Vec<Cell> {
    let text = text.into();
    if text.is_empty() { Vec::new() } else { vec![Cell::code(text)] }
}

/// A parameter of the query that leads to the next page of a list.
pub fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(own, _)| *own == name).map(|(_, value)| value.to_owned()).next_back()
}
