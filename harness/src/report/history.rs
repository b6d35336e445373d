//! Owns the comparison with the last run: prints what has changed and stores the new results.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::event::RunEvent;
use crate::report::Reporter;
use crate::report::past::{Changes, Past, Slower};
use crate::report::record::Record;
use crate::report::whole::replace;

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

    fn report(&mut self) -> io::Result<()> {
        let Changes { broken, fixed, slower } = self.record.changes();
        for (word, ids) in [("new trouble", broken), ("fixed", fixed)] {
            if !ids.is_empty() {
                writeln!(self.out, "since the last time, {word}: {}", ids.join(", "))?;
            }
        }
        for Slower { id, then, now } in slower {
            let [then, now] = [then, now].map(|took| took.as_secs_f64());
            writeln!(self.out, "since the last time, slower: {id}, {then:.3} s then, {now:.3} s now")?;
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
        replace(&self.path, &(text + "\n"))
    }
}
