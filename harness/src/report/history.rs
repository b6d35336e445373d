//! Owns the comparison with the last run: prints what has changed and stores the new results.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::event::RunEvent;
use crate::lang::Lang;
use crate::report::Reporter;
use crate::report::past::{Changes, Past, Slower};
use crate::report::record::Record;
use crate::report::whole::replace;
use crate::report::words;

/// Tells at the end of a run what has changed, and remembers the run.
#[derive(Debug)]
pub struct History<W> {
    path: PathBuf,
    record: Record,
    out: W,
}

impl<W: Write> History<W> {
    /// Remembers in the file; what has changed goes to `out`.
    pub fn new(path: PathBuf, past: Past, out: W) -> Self {
        Self { path, record: Record { past, ..Record::default() }, out }
    }

    /// In another language.
    pub fn in_language(mut self, lang: Lang) -> Self {
        self.record.lang = lang;
        self
    }

    fn report(&mut self) -> io::Result<()> {
        let Changes { broken, fixed, slower } = self.record.changes();
        let w = words::of(self.record.lang);
        let since = w.changes.to_lowercase();
        for (word, ids) in [(w.new_trouble, broken), (w.fixed, fixed)] {
            if !ids.is_empty() {
                writeln!(self.out, "{since}, {word}: {}", ids.join(", "))?;
            }
        }
        for Slower { id, then, now } in slower {
            let [then, now] = [then, now].map(|took| took.as_secs_f64());
            let (slower, before, today) = (w.slower, w.then, w.now);
            writeln!(self.out, "{since}, {slower}: {id}, {then:.3} s {before}, {now:.3} s {today}")?;
        }
        self.out.flush()
    }
}

impl<W: Write> Reporter for History<W> {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.record.take(event);
        if !matches!(event, RunEvent::RunFinished { .. }) {
            return Ok(());
        }
        self.report()?;
        let text = serde_json::to_string_pretty(&self.record.remembered())?;
        replace(&self.path, text + "\n")
    }
}
