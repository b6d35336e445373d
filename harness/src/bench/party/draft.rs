//! Owns the first draft of a party's file: what was found, and beside each key what it is for.

use std::fmt::Write;

use crate::bench::party::survey::{Asked, Survey};

/// The placeholder where nothing was found.
const UNKNOWN: &str = "?";

/// The draft, to be reviewed by someone who knows the diary.
pub(crate) fn of(survey: &Survey, url: &str) -> String {
    let mut text = format!(
        "# Written by `esia-harness init {url}` from what is seen from outside. Read it through: \"{UNKNOWN}\" stands where\n\
         # nothing was found. docs/guides/connect-your-diary.md explains every key.\n"
    );
    let name = if survey.title.is_empty() { "My diary" } else { &survey.title };
    table(&mut text, "What it is, and where browsers reach it.", "party");
    key(&mut text, "name", name, "");
    key(&mut text, "url", url, "");
    note(
        &mut text,
        "policy = \"bratsk-2018\"",
        "the letter whose dates and levels it follows, if it follows one",
    );
    runs(&mut text, survey.asked.as_ref());
    client(&mut text, survey.asked.as_ref());
    table(&mut text, "The way to the state portal: the words on a link or button of a page.", "sign_in");
    let (page, words) = survey.sign_in.clone().unwrap_or_else(|| ("/".to_owned(), UNKNOWN.to_owned()));
    key(&mut text, "page", &page, "");
    key(&mut text, "press", &words, "or `address = \"/login/esia\"`, a path that leads there by itself");
    who(&mut text, survey);
    refused(&mut text, survey);
    table(
        &mut text,
        "Who may come in: `anybody`, or people put in by a hook (`put`), or users who bind (`binding`).",
        "people",
    );
    key(&mut text, "known", "anybody", "");
    note(
        &mut text,
        "put = { path = \"/test/people\", body = '{\"snils\": \"{snils}\"}' }",
        "the hook of `known = \"put\"`",
    );
    if let Some((page, [login, password, press])) = &survey.password {
        table(
            &mut text,
            "The old way in, and with it the users who have it: add [[user]] and [binding] to tell the stories of binding.",
            "password",
        );
        for (name, value) in [("page", page), ("login", login), ("password", password), ("press", press)] {
            key(&mut text, name, value, "");
        }
    }
    text
}

/// It runs already, and looks for the portal where it was seen to go.
fn runs(text: &mut String, asked: Option<&Asked>) {
    table(
        text,
        "It runs already, and this is where it looks for the portal: the simulator will listen there.\n# Better: let each story start one of its own, with [start] and its `command`.",
        "running",
    );
    let portal = asked.map(|asked| asked.portal.authority().to_owned());
    key(text, "idp", portal.as_deref().unwrap_or("127.0.0.1:8085"), "");
}

fn client(text: &mut String, asked: Option<&Asked>) {
    table(text, "How it is registered with the portal.", "client");
    key(text, "mnemonic", asked.map_or(UNKNOWN, |asked| &asked.mnemonic), "");
    let scopes = asked.map_or_else(|| vec!["openid".to_owned()], |asked| asked.scopes.clone());
    let scopes: Vec<String> = scopes.iter().map(|scope| quoted(scope)).collect();
    let _ = writeln!(text, "scopes = [{}]", scopes.join(", "));
    note(
        text,
        "certificate = \"diary.crt\"",
        "the certificate whose key it signs with; without it, see the next line",
    );
    key(text, "signature_check", "off", "`strict` as soon as `certificate` is named");
    if let Some(asked) = asked {
        let _ = writeln!(text, "# It is sent back to {}.", asked.back_to);
    }
}

fn who(text: &mut String, survey: &Survey) {
    let landing = survey.landing.as_ref();
    table(
        text,
        "How a page says who is in: an element, its text or an attribute, and what stands there.",
        "who",
    );
    key(text, "page", landing.map_or("/", |landing| &landing.page), "");
    match landing.and_then(|landing| landing.who.as_ref()) {
        Some((selector, attribute, is)) => {
            key(text, "selector", selector, "");
            attribute.iter().for_each(|attribute| key(text, "attribute", attribute, ""));
            key(text, "is", is, "");
        }
        None => {
            key(
                text,
                "selector",
                "#unknown",
                "nothing that names the citizen was found: a CSS selector such as `#user`",
            );
            key(text, "is", "{oid}", "or {snils}, {last_name} {first_name}, {email}, {mobile}, {user}");
        }
    }
    if let Some(words) = landing.and_then(|landing| landing.leave.as_ref()) {
        table(text, "How it is left, and the portal is not.", "leave");
        key(text, "page", landing.map_or("/", |landing| &landing.page), "");
        key(text, "press", words, "");
    }
}

/// How the page looked on which a citizen ended who said no on the portal.
fn refused(text: &mut String, survey: &Survey) {
    let Some(refusal) = &survey.refusal else {
        return;
    };
    let about =
        "How a page refuses, as seen after a citizen said no on the portal; all that is given must hold.";
    if refusal.status >= 400 {
        table(text, about, "refused");
        let _ = writeln!(text, "status = {}", refusal.status);
    } else if !refusal.is_front && !refusal.title.is_empty() {
        table(text, about, "refused");
        key(text, "text", &refusal.title, "");
    }
}

fn table(text: &mut String, about: &str, name: &str) {
    let _ = write!(text, "\n# {about}\n[{name}]\n");
}

fn key(text: &mut String, name: &str, value: &str, remark: &str) {
    let remark = if remark.is_empty() { String::new() } else { format!("  # {remark}") };
    let _ = writeln!(text, "{name} = {}{remark}", quoted(value));
}

/// A key that may be wanted.
fn note(text: &mut String, line: &str, remark: &str) {
    let _ = writeln!(text, "# {line}  # {remark}");
}

/// A text as TOML writes it, which is how JSON does.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
