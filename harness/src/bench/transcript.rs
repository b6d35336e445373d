//! Owns the record of a scenario: who did what, what was asked and answered, what was expected and seen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::mpsc::Sender;

use serde_json::Value;

use crate::bench::halt::Halt;
use crate::bench::mask::Mask;
use crate::bench::token::taken_apart;
use crate::event::{Check, Exchange, Grade, Happening, Image, Part, Picture, RunEvent};
use crate::interrupt::Interrupt;
use crate::stopwatch::Stopwatch;

/// How much of an answer's text is kept.
const TEXT_CHARS_MAX: usize = 700;

/// The record of one scenario. Clones write into the same record.
#[derive(Debug, Clone)]
pub struct Transcript(Rc<Record>);

#[derive(Debug)]
struct Record {
    id: &'static str,
    events: Sender<RunEvent>,
    stopwatch: Stopwatch,
    interrupt: Interrupt,
    mask: RefCell<Mask>,
    part: Cell<Part>,
    pictures: Cell<usize>,
    worst: Cell<Option<Grade>>,
    failed_controls: RefCell<Vec<String>>,
}

impl Transcript {
    /// An empty record that tells `events` of everything.
    pub fn new(id: &'static str, events: Sender<RunEvent>, interrupt: Interrupt) -> Self {
        Self(Rc::new(Record {
            id,
            events,
            stopwatch: Stopwatch::start(),
            interrupt,
            mask: RefCell::default(),
            part: Cell::new(Part::Verdict),
            pictures: Cell::default(),
            worst: Cell::default(),
            failed_controls: RefCell::default(),
        }))
    }

    /// The id of the scenario.
    pub fn id(&self) -> &'static str {
        self.0.id
    }

    /// Keeps a value out of everything that is written from here on.
    pub fn hide(&self, secret: &str) {
        self.0.mask.borrow_mut().learn(secret);
    }

    /// Somebody does something.
    ///
    /// # Errors
    /// When somebody wants the run to stop.
    pub fn did(&self, who: &str, what: &str) -> Result<(), Halt> {
        let what = self.0.mask.borrow().text(what);
        self.happened(Happening::Did { who: who.to_owned(), what });
        self.go_on()
    }

    /// Goes on with the story.
    ///
    /// # Errors
    /// When somebody wants the run to stop.
    pub fn go_on(&self) -> Result<(), Halt> {
        if self.0.interrupt.is_raised() { Err(Halt::Interrupted) } else { Ok(()) }
    }

    /// A browser asked and was answered.
    pub fn exchanged(&self, exchange: Exchange) {
        let tokens = self.tokens_of(&exchange);
        let mask = self.0.mask.borrow();
        let fields = exchange.fields.iter().map(|(name, value)| (name.clone(), mask.field(name, value)));
        let masked = Exchange {
            url: mask.url(&exchange.url),
            fields: fields.collect(),
            location: exchange.location.as_deref().map(|location| mask.url(location)),
            text: shorten(&mask.text(&exchange.text)),
            tokens,
            ..exchange
        };
        drop(mask);
        self.happened(Happening::Exchanged(masked));
    }

    /// A picture was taken of the page in somebody's browser.
    pub fn pictured(&self, who: &str, title: &str, image: Vec<u8>) {
        let number = self.0.pictures.get() + 1;
        self.0.pictures.set(number);
        let title = self.0.mask.borrow().text(title);
        let file = format!("{}/{number:02}.webp", self.0.id);
        let image = Image(image.into());
        self.happened(Happening::Pictured(Picture { who: who.to_owned(), title, file, image }));
    }

    /// The tokens in an exchange, which are hidden where they stand: what they say, with each claim masked.
    fn tokens_of(&self, exchange: &Exchange) -> Vec<String> {
        let location = exchange.location.as_deref().unwrap_or_default();
        let fields = exchange.fields.iter().map(|(_, value)| value.as_str());
        let texts = [exchange.url.as_str(), location, exchange.text.as_str()].into_iter().chain(fields);
        let shown = |(header, claims): (Value, Value)| {
            let [header, claims] = [header, claims].map(|part| self.masked_document("", part));
            format!("{header:#}\n{claims:#}")
        };
        let mut tokens: Vec<String> = texts.flat_map(taken_apart).map(shown).collect();
        tokens.dedup();
        tokens
    }

    /// A document in which every text is masked as the field that it stands in.
    pub(crate) fn masked_document(&self, field: &str, document: Value) -> Value {
        // The parts of a passport have names of their own there, and on forms the names of a form.
        let below =
            |name: &str| if field == "passport" { format!("passport_{name}") } else { name.to_owned() };
        match document {
            Value::String(text) => Value::String(self.shown(field, &text)),
            Value::Array(all) => all.into_iter().map(|one| self.masked_document(field, one)).collect(),
            Value::Object(all) => {
                let masked = all.into_iter().map(|(name, one)| {
                    let shown = self.masked_document(&below(&name), one);
                    (name, shown)
                });
                masked.collect()
            }
            other => other,
        }
    }

    /// Looks at a condition that a letter or a clause demands, and goes on.
    pub fn check(&self, clause: &'static str, must: &str, expected: &str, seen: &str, holds: bool) {
        self.weigh(Grade::Must, clause, must, expected, seen, holds);
    }

    /// Looks at a condition of that weight and goes on.
    pub fn weigh(
        &self,
        grade: Grade,
        clause: &'static str,
        must: &str,
        expected: &str,
        seen: &str,
        holds: bool,
    ) {
        let mask = self.0.mask.borrow();
        let (must, expected, seen) = (mask.text(must), mask.text(expected), shorten(&mask.text(seen)));
        drop(mask);
        let part = self.0.part.get();
        if !holds {
            self.0.worst.set(self.0.worst.get().max(Some(grade)));
            if part == Part::Control {
                self.0.failed_controls.borrow_mut().push(format!("{must} {expected}"));
            }
        }
        self.happened(Happening::Checked(Check { clause, must, expected, seen, holds, part, grade }));
    }

    /// Runs a part of a scenario as a control: whatever does not hold in it makes the scenario invalid.
    ///
    /// # Errors
    /// When a check within did not hold, or it could not go on.
    pub fn control<T>(&self, within: impl FnOnce() -> Result<T, Halt>) -> Result<T, Halt> {
        let before = self.0.part.replace(Part::Control);
        let ended = within();
        self.0.part.set(before);
        let failed = self.0.failed_controls.borrow().first().cloned();
        match (ended, failed) {
            (Ok(_) | Err(Halt::Missing(_) | Halt::Unanswered(_) | Halt::NotApplicable(_)), Some(what))
            | (Err(Halt::Missing(what) | Halt::Unanswered(what)), None) => Err(Halt::Invalid(what)),
            (ended, _) => ended,
        }
    }

    /// The value of a field as a reader may see it.
    pub(crate) fn shown(&self, name: &str, value: &str) -> String {
        self.0.mask.borrow().field(name, value)
    }

    /// The weight of the heaviest check that did not hold.
    pub fn worst(&self) -> Option<Grade> {
        self.0.worst.get()
    }

    /// A text of somebody else, fit to be shown.
    pub fn masked(&self, text: &str) -> String {
        self.0.mask.borrow().text(text)
    }

    /// The time since the scenario began.
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.stopwatch.elapsed()
    }

    fn happened(&self, what: Happening) {
        let at = self.0.stopwatch.elapsed();
        // Nobody listens any more only when the run is being torn down.
        let _ = self.0.events.send(RunEvent::Happened { id: self.0.id, at, what });
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
