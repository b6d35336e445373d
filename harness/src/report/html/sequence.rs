//! Owns the picture of a scenario that did not pass: who asked whom before it was decided, as SVG.

use std::fmt::Write;

use crate::event::{Exchange, Happening};
use crate::lang::Lang;
use crate::report::actors::actor;
use crate::report::html::svg::{escaped, shortened};
use crate::report::record::Story;
use crate::report::words::Words;

/// How many of the last messages are drawn.
const MESSAGES_MAX: usize = 12;
/// How many browsers have a line of their own.
const BROWSERS_MAX: usize = 2;
const LANE: usize = 250;
const MARGIN: usize = 90;
const TOP: usize = 34;
const ROW: usize = 42;
/// How many characters fit between two lines.
const LABEL_CHARS_MAX: usize = 36;

/// A message from one line to another.
type Message = (usize, usize, Exchange);

/// The picture; nothing when nobody asked anything.
pub(super) fn drawn(story: &Story, idp: &str, words: &Words, lang: Lang) -> Option<String> {
    let asked: Vec<&Happening> = until_decided(story).into_iter().filter(|what| is_message(what)).collect();
    let left_out = asked.len().saturating_sub(MESSAGES_MAX);
    let drawn = asked.get(left_out..).unwrap_or_default();
    let mut browsers: Vec<&str> = Vec::new();
    for what in drawn {
        if let Happening::Exchanged(asked) = what
            && !browsers.contains(&asked.who.as_str())
            && browsers.len() < BROWSERS_MAX
        {
            browsers.push(&asked.who);
        }
    }
    let (diary, portal) = (browsers.len(), browsers.len() + 1);
    let message = |what: &&'_ Happening| match what {
        Happening::Exchanged(asked) => {
            let from = browsers.iter().position(|who| *who == asked.who).unwrap_or(0);
            let to = if is_below(&asked.url, idp) { portal } else { diary };
            Some((from, to, asked.clone()))
        }
        Happening::Asked(asked) => Some((diary, portal, asked.clone())),
        _ => None,
    };
    let messages: Vec<_> = drawn.iter().filter_map(message).collect();
    if messages.is_empty() || browsers.is_empty() {
        return None;
    }
    let names: Vec<String> = browsers
        .iter()
        .map(|who| format!("{}: {}", words.browser, actor(who, lang)))
        .chain([words.diary.to_owned(), words.portal.to_owned()])
        .collect();
    Some(picture(&names, &messages, left_out > 0, words))
}

fn is_message(what: &Happening) -> bool {
    matches!(what, Happening::Exchanged(_) | Happening::Asked(_))
}

/// What happened up to the check that decided.
fn until_decided(story: &Story) -> Vec<&Happening> {
    let decided = story.deciding();
    let before = |what: &&Happening| match (what, decided) {
        (Happening::Checked(check), Some(one)) => !std::ptr::eq(check, one),
        _ => true,
    };
    story.happened.iter().map(|(_, what)| what).take_while(before).collect()
}

fn is_below(url: &str, idp: &str) -> bool {
    url.strip_prefix(idp).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

fn picture(names: &[String], messages: &[Message], is_cut: bool, words: &Words) -> String {
    let x = |lane: usize| MARGIN + lane * LANE;
    let (width, height) = (x(names.len() - 1) + MARGIN, TOP + 26 + messages.len() * ROW);
    let mut svg = format!(
        "<svg class=\"sequence\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">",
        escaped(&format!("{}: {}", words.sequence, names.join(", ")))
    );
    let mut put = |text: std::fmt::Arguments<'_>| {
        let _ = svg.write_fmt(text);
    };
    for (lane, name) in names.iter().enumerate() {
        let at = x(lane);
        put(format_args!(
            "<text class=\"lane\" x=\"{at}\" y=\"18\">{}</text>",
            escaped(&shortened(name, 24))
        ));
        put(format_args!("<line class=\"life\" x1=\"{at}\" y1=\"{TOP}\" x2=\"{at}\" y2=\"{height}\"/>"));
    }
    if is_cut {
        put(format_args!(
            "<text class=\"note\" x=\"{MARGIN}\" y=\"{}\">… {}</text>",
            TOP + 10,
            words.earlier
        ));
    }
    for (row, (from, to, asked)) in messages.iter().enumerate() {
        let (y, begins, ends) = (TOP + 38 + row * ROW, x(*from), x(*to));
        let is_bad = if asked.status >= 400 { " bad" } else { "" };
        let label = format!("{} {}", asked.method, path_of(&asked.url));
        let location = asked.location.as_deref().map(|to| format!(" → {}", path_of(to))).unwrap_or_default();
        let middle = usize::midpoint(begins, ends);
        put(format_args!("<line class=\"ask\" x1=\"{begins}\" y1=\"{y}\" x2=\"{ends}\" y2=\"{y}\"/>"));
        put(format_args!("<path class=\"head\" d=\"M{ends} {y}l-9 -4v8z\"/>"));
        let label = escaped(&shortened(&label, LABEL_CHARS_MAX));
        put(format_args!("<text class=\"label\" x=\"{middle}\" y=\"{}\">{label}</text>", y - 5));
        let answer = escaped(&shortened(&format!("{}{location}", asked.status), LABEL_CHARS_MAX));
        put(format_args!("<text class=\"answer{is_bad}\" x=\"{middle}\" y=\"{}\">{answer}</text>", y + 13));
    }
    svg + "</svg>"
}

/// The path of an address, and that something followed.
fn path_of(url: &str) -> String {
    let (path, query) = url.split_once('?').map_or((url, ""), |(path, query)| (path, query));
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.find('/').map_or("/", |at| rest.split_at(at).1));
    // A realm of a scenario is none of the reader's concern.
    let path = match path.strip_prefix("/realms/").and_then(|rest| rest.split_once('/')) {
        Some((_, rest)) => format!("/{rest}"),
        None => path.to_owned(),
    };
    let names: Vec<&str> =
        query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        [] => path,
        names => format!("{path}?{}", names.join("&")),
    }
}
