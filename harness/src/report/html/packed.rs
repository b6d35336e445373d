//! Owns every step of a run, kept compressed within the page: each text once, numbered; a browser unpacks it when a
//! scenario is opened.

use std::collections::HashMap;
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::event::{Exchange, Happening, Part};
use crate::lang::Lang;
use crate::report::actors::actor;
use crate::report::record::{Record, Story};

/// Texts by their numbers.
#[derive(Debug, Default)]
struct Texts<'r> {
    all: Vec<&'r str>,
    numbers: HashMap<&'r str, usize>,
}

/// The steps as the script of the page reads them: gzip in base64.
pub(super) fn packed(record: &Record) -> String {
    let mut texts = Texts::default();
    let stories: serde_json::Map<String, Value> = record
        .stories
        .iter()
        .map(|story| (story.label.id.to_owned(), steps(&mut texts, story, record.lang)))
        .collect();
    let document = json!({ "texts": texts.all, "stories": stories }).to_string();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let written = gzip.write_all(document.as_bytes()).and_then(|()| gzip.finish());
    STANDARD.encode(written.expect("invariant: memory takes every octet"))
}

fn steps<'r>(texts: &mut Texts<'r>, story: &'r Story, lang: Lang) -> Value {
    story.happened.iter().map(|(at, what)| step(texts, at.as_millis(), what, lang)).collect()
}

fn step<'r>(texts: &mut Texts<'r>, at: u128, what: &'r Happening, lang: Lang) -> Value {
    let at = u64::try_from(at).unwrap_or(u64::MAX);
    match what {
        Happening::Did { who, what } => {
            json!(["did", at, texts.number(actor(who, lang)), texts.number(what)])
        }
        Happening::Exchanged(asked) => exchange(texts, "browser", at, asked, lang),
        Happening::Asked(asked) => exchange(texts, "behind", at, asked, lang),
        Happening::Checked(check) => json!([
            "check",
            at,
            if check.holds { "✔" } else { check.grade.sign() },
            u8::from(check.holds),
            u8::from(check.part == Part::Control),
            texts.number(&check.must),
            texts.number(&check.expected),
            texts.number(&check.seen),
            texts.number(check.clause),
        ]),
        Happening::Pictured(picture) => {
            json!([
                "picture",
                at,
                texts.number(actor(&picture.who, lang)),
                texts.number(&picture.title),
                picture.file
            ])
        }
    }
}

fn exchange<'r>(texts: &mut Texts<'r>, kind: &str, at: u64, asked: &'r Exchange, lang: Lang) -> Value {
    let fields: Vec<usize> =
        asked.fields.iter().flat_map(|(name, value)| [texts.number(name), texts.number(value)]).collect();
    let tokens: Vec<usize> = asked.tokens.iter().map(|token| texts.number(token)).collect();
    json!([
        kind,
        at,
        texts.number(actor(&asked.who, lang)),
        asked.method,
        texts.number(&asked.url),
        asked.status,
        asked.location.as_deref().map(|location| texts.number(location)),
        texts.number(&asked.text),
        fields,
        tokens,
    ])
}

impl<'r> Texts<'r> {
    fn number(&mut self, text: &'r str) -> usize {
        *self.numbers.entry(text).or_insert_with(|| {
            self.all.push(text);
            self.all.len() - 1
        })
    }
}
