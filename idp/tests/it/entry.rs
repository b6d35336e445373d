//! Owns the tests of the way in: passwords and locks, puzzles, second factors, recovery, sessions, the JSON interface.

mod json;
mod messenger;
mod password;
mod picker;
mod recovery;
mod second_factor;
mod sessions;

use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::oauth::kit::browser::Browser;
use crate::oauth::kit::http::Reply;
use crate::oauth::kit::world::{Person, World};

/// The authorization request of the diary.
fn address(world: &World) -> String {
    format!("/aas/oauth2/ac?{}", world.party.signs(world.party.asks("openid")).encoded())
}

/// A person by the control API's whole word.
fn made(world: &World, level: &str) -> (Person, Value) {
    let made = world.control("POST", "/people", &json!({ "level": level }));
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    let person =
        Person { oid: made["oid"].as_u64().unwrap(), login: text("mobile"), password: text("password") };
    (person, made)
}

/// The newest code sent to an address.
fn code_to(world: &World, to: &str) -> String {
    let to = crate::oauth::kit::http::encode(to);
    let messages = world.get(&format!("/control/v1/outbox?to={to}")).json();
    let with_code = messages["messages"].as_array().unwrap().iter().rev();
    let code = with_code.filter_map(|message| message["code"].as_str()).next();
    code.expect("a message with a code").to_owned()
}

/// Another code than the given one.
fn other_than(code: &str) -> String {
    code.chars().map(|digit| if digit == '0' { '1' } else { '0' }).collect()
}

/// The value of a page's hidden field.
fn hidden(page: &Reply, name: &str) -> Option<String> {
    let page = Html::parse_document(&page.text());
    let field = Selector::parse(&format!("input[name={name}]")).unwrap();
    page.select(&field).next().and_then(|field| field.value().attr("value")).map(str::to_owned)
}

/// The answer of the puzzle on a page.
fn puzzle_of(world: &World, page: &Reply) -> (String, String) {
    let id = hidden(page, "captcha_id").expect("a puzzle on the page");
    let answer =
        world.get(&format!("/control/v1/captchas/{id}")).json()["answer"].as_str().unwrap().to_owned();
    (id, answer)
}

/// Types a wrong password so many times.
fn miss(browser: &mut Browser<'_>, mut page: Reply, person: &Person, times: u32) -> Reply {
    for _ in 0..times {
        page = browser.submit(&page, "/login", &[("login", &person.login), ("password", "Wrong-2018!")]);
    }
    page
}

fn settings(world: &World, change: &Value) {
    world.control("PATCH", "/settings", change);
}
