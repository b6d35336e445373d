//! Owns a walk through the pages by plain HTTP: cookies, forms, redirects; no browser.

use scraper::{Html, Selector};

use super::http::{Reply, Request, encode};
use super::world::{Person, World};

/// A window with its cookies.
pub(crate) struct Browser<'w> {
    world: &'w World,
    cookies: Vec<(String, String)>,
}

impl<'w> Browser<'w> {
    pub(crate) fn new(world: &'w World) -> Self {
        Self { world, cookies: Vec::new() }
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }

    fn send(&mut self, request: Request) -> Reply {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            if cookies.is_empty() { request } else { request.header("Cookie", &cookies.join("; ")) };
        let reply = self.world.send(request);
        for cookie in reply.cookies() {
            let (name, value) =
                cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.cookies.retain(|(own, _)| own != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        reply
    }

    /// A call with the browser's cookies; redirects are not followed.
    pub(crate) fn call(&mut self, method: &str, target: &str, body: &serde_json::Value) -> Reply {
        let request = Request::new(method, target);
        let request = if method == "GET" { request } else { request.json(body) };
        self.send(request)
    }

    /// Opens an address without following its redirect.
    pub(crate) fn peek(&mut self, target: &str) -> Reply {
        self.send(Request::get(target))
    }

    /// Opens an address and follows the provider's own redirects; stops at a page or at one that leads away.
    pub(crate) fn open(&mut self, target: &str) -> Reply {
        let reply = self.send(Request::get(target));
        self.settled(reply)
    }

    fn settled(&mut self, mut reply: Reply) -> Reply {
        for _ in 0..10 {
            let Some(next) = reply.header("location").map(str::to_owned) else { return reply };
            if !next.starts_with('/') && !next.starts_with(&self.world.base) {
                return reply;
            }
            reply = self.send(Request::get(&next));
        }
        panic!("the redirects never end");
    }

    /// Fills the page's form that posts to a path, and sends it.
    pub(crate) fn submit(&mut self, page: &Reply, action: &str, fills: &[(&str, &str)]) -> Reply {
        let mut fields = fields_of(&page.text(), action);
        for (name, value) in fills {
            fields.retain(|(own, _)| own != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let form: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let reply = self.send(Request::post(action).form(&form.join("&")));
        self.settled(reply)
    }

    /// Sends the page's form with its hidden `ctx` and these fields, and none of its other ones.
    pub(crate) fn send_only(&mut self, page: &Reply, action: &str, fields: &[(&str, String)]) -> Reply {
        let ctx = fields_of(&page.text(), action).into_iter().filter(|(name, _)| name == "ctx");
        let own = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let form: Vec<_> =
            ctx.chain(own).map(|(name, value)| format!("{}={}", encode(&name), encode(&value))).collect();
        let reply = self.send(Request::post(action).form(&form.join("&")));
        self.settled(reply)
    }

    /// Signs in on the page shown.
    pub(crate) fn sign_in(&mut self, page: &Reply, person: &Person) -> Reply {
        self.submit(page, "/login", &[("login", &person.login), ("password", &person.password)])
    }
}

/// The hidden fields of a form, and its boxes that are ticked.
fn fields_of(page: &str, action: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(page);
    let form = Selector::parse("form").unwrap();
    let input = Selector::parse("input[type=hidden], input[type=checkbox][checked]").unwrap();
    let own = |form: &scraper::ElementRef<'_>| form.value().attr("action").is_some_and(|to| to == action);
    let form = page.select(&form).find(own).unwrap_or_else(|| panic!("a form that posts to {action}"));
    let value =
        |field: scraper::ElementRef<'_>, name: &str| field.value().attr(name).unwrap_or_default().to_owned();
    form.select(&input).map(|field| (value(field, "name"), value(field, "value"))).collect()
}
