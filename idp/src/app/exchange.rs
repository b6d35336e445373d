//! Requests and answers as they went over the wire, kept for a while beside the journal's entries about them.

mod curl;
mod masked;
mod tokens;

use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

pub use curl::command;
pub use masked::{Masked, Piece};
pub use tokens::Token;

/// How many exchanges a realm keeps; older entries of the journal stay without theirs.
const KEPT: usize = 500;

/// The longest body that is kept, in bytes.
const LONGEST: usize = 64 * 1024;

/// A request as it came.
#[derive(Clone, Default)]
pub struct Sent {
    /// Its method.
    pub method: String,
    /// Its path in the realm.
    pub path: String,
    /// What stood behind the `?`, as it was encoded.
    pub query: String,
    /// Headers that can matter, by their names in lower case.
    pub headers: Vec<(&'static str, String)>,
}

/// An answer as it went out.
#[derive(Clone, Default)]
pub struct Answered {
    /// Its HTTP status.
    pub status: u16,
    /// `Location`.
    pub location: Option<String>,
    /// `Content-Type`.
    pub kind: Option<String>,
    /// Its body, unless it was a page or too long.
    pub body: Option<String>,
    /// The length of its body, in bytes.
    pub length: usize,
}

/// One exchange under way: the request is known first, its form when it has been read, the answer at the end.
///
/// It holds secrets as they came and therefore cannot be shown; [`Trace::shown`] masks them.
#[derive(Clone, Default)]
pub struct Trace(Arc<Recorded>);

impl fmt::Debug for Trace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Trace(..)")
    }
}

#[derive(Default)]
struct Recorded {
    sent: Sent,
    form: OnceLock<String>,
    other_body: OnceLock<()>,
    answered: OnceLock<Answered>,
    reason: OnceLock<String>,
    journaled: OnceLock<Held>,
}

/// The share of one exchange in the bytes that its realm keeps, given back when the exchange is dropped.
struct Held {
    all: Arc<AtomicU64>,
    own: AtomicU64,
}

impl Held {
    fn more(&self, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.own.fetch_add(bytes, Ordering::Relaxed);
        self.all.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.all.fetch_sub(self.own.load(Ordering::Relaxed), Ordering::Relaxed);
    }
}

impl Sent {
    fn bytes(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(_, value)| value.len()).sum();
        self.method.len() + self.path.len() + self.query.len() + headers
    }
}

impl Answered {
    fn bytes(&self) -> usize {
        [&self.location, &self.kind, &self.body].into_iter().flatten().map(String::len).sum()
    }
}

/// An exchange with its secrets masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// Path and query, in their own encoding.
    pub target: Masked,
    /// Headers that can matter.
    pub headers: Vec<(String, Masked)>,
    /// The form of the body, in its own encoding; empty when there was none, one gap when it was no form.
    pub form: Masked,
    /// The answer; nothing while the request is being answered.
    pub answer: Option<Answer>,
    /// The token that it was asked with and those that it was answered with, taken apart.
    pub tokens: Vec<Token>,
}

/// An answer with its secrets masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Location`.
    pub location: Option<Masked>,
    /// `Content-Type`.
    pub kind: Option<String>,
    /// JSON of the body.
    pub json: Option<Masked>,
    /// The length of the body, in bytes.
    pub length: usize,
}

impl Trace {
    /// The trace of a request.
    pub fn of(sent: Sent) -> Self {
        Self(Arc::new(Recorded { sent, ..Recorded::default() }))
    }

    /// Keeps the form that came in the body.
    pub fn form(&self, body: &[u8]) {
        if !body.is_empty() && body.len() <= LONGEST {
            // The first reading counts; a handler that reads twice reads the same.
            let _ = self.0.form.set(String::from_utf8_lossy(body).into_owned());
        }
    }

    /// Notes that the body is no form: it is not shown, since nothing tells what in it is secret.
    pub fn other_body(&self) {
        let _ = self.0.other_body.set(());
    }

    /// Notes why the request was refused, or what is to be said of its answer; the first word counts.
    pub(crate) fn explain(&self, reason: &str) {
        let _ = self.0.reason.set(reason.to_owned());
    }

    /// Why the request was refused, or what is to be said of its answer: the name of the reason.
    pub fn reason(&self) -> Option<String> {
        self.0.reason.get().cloned()
    }

    /// Whether the journal has an entry about it, so that the answer is worth keeping.
    pub fn is_journaled(&self) -> bool {
        self.0.journaled.get().is_some()
    }

    /// Keeps the answer.
    pub fn answered(&self, answered: Answered) {
        let body = answered.body.filter(|body| body.len() <= LONGEST);
        let answered = Answered { body, ..answered };
        let bytes = answered.bytes();
        if self.0.answered.set(answered).is_ok()
            && let Some(held) = self.0.journaled.get()
        {
            held.more(bytes);
        }
    }

    /// The exchange as far as it has come, with its secrets masked.
    pub fn shown(&self) -> Exchange {
        let Sent { method, path, query, headers } = self.0.sent.clone();
        let form = match self.0.other_body.get() {
            Some(()) => masked::gap("body"),
            None => self.0.form.get().map(|form| masked::pairs(form)).unwrap_or_default(),
        };
        let target = if query.is_empty() {
            masked::plain(&path)
        } else {
            masked::plain(&format!("{path}?")).then(masked::pairs(&query))
        };
        let with = headers.iter().find(|(name, _)| *name == "authorization");
        let with = with.and_then(|(_, value)| tokens::shown(value));
        let answered = self.0.answered.get();
        let given = answered.and_then(|answer| answer.body.as_deref()).map(tokens::given);
        let tokens = with.into_iter().chain(given.unwrap_or_default()).collect();
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), masked::header(name, value)));
        let headers = headers.collect();
        Exchange { method, target, headers, form, answer: answered.map(Answer::of), tokens }
    }
}

impl Answer {
    fn of(answered: &Answered) -> Self {
        let Answered { status, location, kind, body, length } = answered;
        Self {
            status: *status,
            location: location.as_deref().map(masked::address),
            kind: kind.clone(),
            json: body.as_deref().and_then(masked::json),
            length: *length,
        }
    }
}

/// The newest exchanges that the journal speaks of, by the number of the entry.
#[derive(Default)]
pub struct Exchanges {
    kept: Mutex<VecDeque<(i64, Trace)>>,
    bytes: Arc<AtomicU64>,
}

impl Exchanges {
    /// Keeps the exchange that an entry is about; the oldest give way to it beyond a number and so many bytes.
    pub fn keep(&self, seq: i64, trace: &Trace, bytes_max: u64) {
        let held = Held { all: Arc::clone(&self.bytes), own: AtomicU64::new(0) };
        if trace.0.journaled.set(held).is_ok()
            && let Some(held) = trace.0.journaled.get()
        {
            held.more(trace.0.sent.bytes() + trace.0.form.get().map_or(0, String::len));
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((seq, trace.clone()));
        while kept.len() > 1 && (kept.len() > KEPT || self.bytes() > bytes_max) {
            kept.pop_front();
        }
    }

    /// How many bytes are kept.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The numbers of the entries that are about an exchange.
    pub fn entries_of(&self, trace: &Trace) -> Vec<i64> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().filter(|(_, own)| Arc::ptr_eq(&own.0, &trace.0)).map(|(seq, _)| *seq).collect()
    }

    /// The exchange of an entry.
    pub fn of(&self, seq: i64) -> Option<Exchange> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().find(|(own, _)| *own == seq).map(|(_, trace)| trace.shown())
    }
}

#[cfg(test)]
mod tests;
