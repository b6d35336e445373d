//! Owns the record of a scenario: who did what, what was asked and answered, what was expected and seen.

mod fields;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use reqwest::Url;
use serde_json::Value;

use crate::bench::eyes::{Eyes, Finding, Secret, Seen, Sight};
use crate::bench::halt::Halt;
use crate::bench::limits::Limits;
use crate::bench::mask::Mask;
use crate::bench::token::taken_apart;
use crate::bench::transcript::fields::{FIELD_CHARS_MAX, fields_shown};
use crate::bench::words::shorten;
use crate::cause::{self, Cause};
use crate::event::{Check, Exchange, Grade, Happening, Image, Part, Picture, RunEvent};
use crate::interrupt::Interrupt;
use crate::stopwatch::Stopwatch;

/// How much of an answer's text is kept: of a page, and of a record that the relying party read.
const TEXT_CHARS_MAX: usize = 700;
const RECORD_CHARS_MAX: usize = 4_000;
/// How many tokens of an exchange are kept.
const TOKENS_MAX: usize = 20;

/// The record of one scenario. Clones write into the same record.
#[derive(Debug, Clone)]
pub struct Transcript(Rc<Record>);

#[derive(Debug)]
struct Record {
    id: &'static str,
    events: Sender<RunEvent>,
    stopwatch: Stopwatch,
    interrupt: Interrupt,
    limits: Limits,
    exchanges: Cell<usize>,
    mask: RefCell<Mask>,
    eyes: RefCell<Eyes>,
    part: Cell<Part>,
    quiet: Cell<bool>,
    pictures: Cell<usize>,
    worst: Cell<Option<Grade>>,
    failed_controls: RefCell<Vec<String>>,
    cause: Cell<Option<&'static Cause>>,
    halt_cause: Cell<Option<&'static Cause>>,
}

impl Transcript {
    /// An empty record that sends everything to `events`, within the usual limits.
    pub fn new(id: &'static str, events: Sender<RunEvent>, interrupt: Interrupt) -> Self {
        Self::within(Limits::USUAL, id, events, interrupt)
    }

    /// The same within other limits.
    pub fn within(limits: Limits, id: &'static str, events: Sender<RunEvent>, interrupt: Interrupt) -> Self {
        Self(Rc::new(Record {
            id,
            events,
            stopwatch: Stopwatch::start(),
            interrupt,
            limits,
            exchanges: Cell::default(),
            mask: RefCell::default(),
            eyes: RefCell::default(),
            part: Cell::new(Part::Verdict),
            quiet: Cell::default(),
            pictures: Cell::default(),
            worst: Cell::default(),
            failed_controls: RefCell::default(),
            cause: Cell::default(),
            halt_cause: Cell::default(),
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

    /// Someone does something.
    pub fn did(&self, who: &str, what: &str) -> Result<(), Halt> {
        let what = self.0.mask.borrow().text(what);
        self.happened(Happening::Did { who: who.to_owned(), what });
        self.go_on()
    }

    /// Goes on with the scenario.
    ///
    /// # Errors
    /// When the run was interrupted or the scenario takes too long.
    pub fn go_on(&self) -> Result<(), Halt> {
        if self.0.interrupt.is_requested() {
            return Err(Halt::Interrupted);
        }
        let story = self.0.limits.story;
        match self.0.stopwatch.elapsed() > story {
            true => Err(Halt::Missing(format!("the scenario took longer than {} s", story.as_secs_f64()))),
            false => Ok(()),
        }
    }

    /// One more exchange of a browser: how long it may take.
    ///
    /// # Errors
    /// When the run was interrupted, or the scenario has used up its time or its requests.
    pub(crate) fn next_exchange(&self) -> Result<Duration, Halt> {
        self.go_on()?;
        let (count, limits) = (self.0.exchanges.get() + 1, self.0.limits);
        self.0.exchanges.set(count);
        if count > limits.exchanges_max {
            let output = format!("the scenario's browsers made more than {} requests", limits.exchanges_max);
            return Err(Halt::Missing(output));
        }
        Ok(limits.exchange.min(limits.story.saturating_sub(self.0.stopwatch.elapsed())))
    }

    /// What the relying party may take.
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The request to stop.
    pub(crate) fn interrupt(&self) -> &Interrupt {
        &self.0.interrupt
    }

    /// A browser asked and was answered.
    pub fn exchanged(&self, exchange: Exchange) {
        let tokens = self.tokens_of(&exchange);
        let masked = self.masked_exchange(exchange, tokens, TEXT_CHARS_MAX);
        self.happened(Happening::Exchanged(masked));
    }

    /// The relying party asked the provider itself; `tokens` went over, each by its name, header and claims.
    pub(crate) fn asked(&self, exchange: Exchange, tokens: Vec<(String, Value, Value)>) {
        let shown = |(name, header, claims)| format!("{name}\n{}", self.token_shown(header, claims));
        let tokens = tokens.into_iter().map(shown).collect();
        let masked = self.masked_exchange(exchange, tokens, RECORD_CHARS_MAX);
        self.happened(Happening::Asked(masked));
    }

    fn masked_exchange(&self, exchange: Exchange, tokens: Vec<String>, chars_max: usize) -> Exchange {
        let mask = self.0.mask.borrow();
        let short = |text: &str| shorten(text, FIELD_CHARS_MAX);
        let fields = fields_shown(&mask, &exchange.fields);
        let tokens = tokens.iter().take(TOKENS_MAX).map(|token| shorten(token, RECORD_CHARS_MAX)).collect();
        Exchange {
            url: short(&mask.url(&exchange.url)),
            fields,
            location: exchange.location.as_deref().map(|location| short(&mask.url(location))),
            text: shorten(&mask.text(&exchange.text), chars_max),
            tokens,
            ..exchange
        }
    }

    /// A picture was taken of the page in someone's browser.
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
        let shown = |(header, claims)| self.token_shown(header, claims);
        let mut tokens: Vec<String> = texts.flat_map(taken_apart).take(TOKENS_MAX).map(shown).collect();
        tokens.dedup();
        tokens
    }

    fn token_shown(&self, header: Value, claims: Value) -> String {
        let [header, claims] = [header, claims].map(|part| self.masked_document("", part));
        format!("{header:#}\n{claims:#}")
    }

    /// A document in which every text is masked by the rules of its field.
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

    /// Checks a condition that a letter or a clause demands; the scenario continues in any case.
    pub fn check(&self, clause: &'static str, must: &str, expected: &str, seen: &str, holds: bool) {
        self.weigh(Grade::Must, clause, must, expected, seen, holds);
    }

    /// Checks a condition of that weight; the scenario continues in any case.
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
        let (must, expected, seen) =
            (mask.text(must), mask.text(expected), shorten(&mask.text(seen), TEXT_CHARS_MAX));
        drop(mask);
        let part = self.0.part.get();
        match part {
            _ if holds => {}
            Part::Control => self.0.failed_controls.borrow_mut().push(format!("{must} {expected}: {seen}")),
            Part::Verdict => self.0.worst.set(self.0.worst.get().max(Some(grade))),
        }
        let cause = match self.0.cause.get() {
            // What only a person can judge shows no lack, and neither does a control.
            None if !holds && part == Part::Verdict && grade > Grade::Look => cause::suspected(self.0.id),
            named => named,
        };
        self.happened(Happening::Checked(Check { clause, must, expected, seen, holds, part, grade, cause }));
    }

    /// Checks a condition that is a verdict wherever the scenario stands, in a control too.
    pub(crate) fn judge(&self, clause: &'static str, must: &str, expected: &str, seen: &str, holds: bool) {
        let before = self.0.part.replace(Part::Verdict);
        self.check(clause, must, expected, seen, holds);
        self.0.part.set(before);
    }

    /// A party's answer went by: what it gives away is a verdict.
    pub(crate) fn saw(&self, sight: &Sight<'_>, portal: &str) {
        let found = self.0.eyes.borrow_mut().look(sight, portal);
        found.into_iter().for_each(|finding| self.found(&finding));
    }

    /// Something was found that must not have been there; which guard is missing, it knows itself.
    pub(crate) fn found(&self, Finding { clause, must, seen, grade, cause }: &Finding) {
        let part = self.0.part.replace(Part::Verdict);
        let around = self.0.cause.replace(Some(*cause));
        self.weigh(*grade, clause, must, "nothing of the kind", seen, false);
        self.0.cause.set(around);
        self.0.part.set(part);
    }

    /// Learns a value that the party may not give away.
    pub(crate) fn learn(&self, secret: Secret, value: &str) {
        self.0.eyes.borrow_mut().learn(secret, value);
    }

    /// Learns the secrets in an address that a browser is sent to.
    pub(crate) fn learn_from(&self, url: &Url) {
        self.0.eyes.borrow_mut().learn_from(url);
    }

    /// The party's answers so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.0.eyes.borrow().seen().to_vec()
    }

    /// The lines that the party printed: what they give away is a verdict.
    pub(crate) fn heard(&self, lines: &[String]) {
        let eyes = self.0.eyes.borrow();
        let found = lines.iter().find_map(|line| eyes.in_line(line));
        drop(eyes);
        found.iter().for_each(|finding| self.found(finding));
    }

    /// Runs a part of a scenario as a control: a check in it that does not hold makes the scenario invalid.
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

    /// Runs a part of a scenario that tries one guard: what does not hold in it, or stops it, is told as the lack of
    /// that guard. An inner part has its own.
    pub fn about<T>(
        &self,
        cause: &'static Cause,
        within: impl FnOnce() -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        let before = self.0.cause.replace(Some(cause));
        let ended = within();
        self.0.cause.set(before);
        if let (Err(Halt::Missing(_) | Halt::Unanswered(_) | Halt::Invalid(_)), None) =
            (&ended, self.0.halt_cause.get())
        {
            self.0.halt_cause.set(Some(cause));
        }
        ended
    }

    /// The same, unless a part around it has named the guard already.
    pub(crate) fn perhaps_about<T>(
        &self,
        cause: Option<&'static Cause>,
        within: impl FnOnce() -> Result<T, Halt>,
    ) -> Result<T, Halt> {
        match cause {
            Some(cause) if self.0.cause.get().is_none() => self.about(cause, within),
            _ => within(),
        }
    }

    /// The guard in whose part the scenario stopped.
    pub fn halt_cause(&self) -> Option<&'static Cause> {
        self.0.halt_cause.get()
    }

    /// Runs a part of a scenario of which only the checks are kept: it is done hundreds of times.
    pub(crate) fn quietly<T>(&self, within: impl FnOnce() -> T) -> T {
        let before = self.0.quiet.replace(true);
        let ended = within();
        self.0.quiet.set(before);
        ended
    }

    /// Whether only checks are kept now.
    pub(crate) fn is_quiet(&self) -> bool {
        self.0.quiet.get()
    }

    /// The value of a field as a reader may see it.
    pub(crate) fn shown(&self, name: &str, value: &str) -> String {
        self.0.mask.borrow().field(name, value)
    }

    /// The weight of the heaviest check that did not hold.
    pub fn worst(&self) -> Option<Grade> {
        self.0.worst.get()
    }

    /// A text of someone else, fit to be shown.
    pub fn masked(&self, text: &str) -> String {
        self.0.mask.borrow().text(text)
    }

    /// The time since the scenario began.
    pub fn elapsed(&self) -> Duration {
        self.0.stopwatch.elapsed()
    }

    fn happened(&self, what: Happening) {
        if self.is_quiet() && !matches!(what, Happening::Checked(_)) {
            return;
        }
        let at = self.0.stopwatch.elapsed();
        // No one listens any more only when the run is being torn down.
        let _ = self.0.events.send(RunEvent::Happened { id: self.0.id, at, what });
    }
}

#[cfg(test)]
mod tests;
