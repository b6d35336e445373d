//! Owns reports in files: each is rewritten completely during the run, so that an interrupted run leaves complete files.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use crate::event::RunEvent;
use crate::lang::Lang;
use crate::report::Reporter;
use crate::report::past::Past;
use crate::report::record::Record;
use crate::report::whole::replace;
use crate::stopwatch::Stopwatch;

/// How much of a run may be missing from the files of one that was killed: so long, or where the files are so large that
/// writing them takes long, this many times as long.
const LAG: Duration = Duration::from_secs(2);
const LAG_TIMES: u32 = 20;

/// How a report is written down.
pub type Form = fn(&Record) -> String;

/// Writes the same run into any number of files.
#[derive(Debug)]
pub struct Files {
    wanted: Vec<(PathBuf, Form)>,
    record: Record,
    written: Stopwatch,
    lag: Duration,
}

impl Files {
    /// Reports in these forms under these names, compared with the past.
    pub fn new(wanted: Vec<(PathBuf, Form)>, past: Past) -> Self {
        let record = Record { past, ..Record::default() };
        Self { wanted, record, written: Stopwatch::start(), lag: LAG }
    }

    /// In another language.
    pub fn in_language(mut self, lang: Lang) -> Self {
        self.record.lang = lang;
        self
    }

    fn write(&mut self) -> io::Result<()> {
        let began = Stopwatch::start();
        for (path, form) in &self.wanted {
            let named =
                |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
            replace(path, form(&self.record)).map_err(named)?;
        }
        self.lag = LAG.max(began.elapsed() * LAG_TIMES);
        self.written = Stopwatch::start();
        Ok(())
    }
}

impl Reporter for Files {
    fn on_event(&mut self, event: &RunEvent) -> io::Result<()> {
        self.record.take(event);
        match event {
            RunEvent::RunStarted(_) | RunEvent::RunFinished { .. } => self.write(),
            RunEvent::ScenarioFinished { .. } if self.written.elapsed() >= self.lag => self.write(),
            _ => Ok(()),
        }
    }
}
