//! The log of requests: one line each on the error stream, as text or JSON, with nothing secret or personal in it.
//!
//! **Invariant:** whoever serves a request never waits for the log: a line that finds no room is counted and told later.

mod line;
mod shown;

use std::io::Write as _;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::time::Duration;

pub use line::Line;
pub(crate) use shown::{path, query};

/// So many lines may wait to be written.
const LINES_MAX: usize = 10_000;
/// How long the end of the program waits for the lines that were still to be written.
const FLUSH_PATIENCE: Duration = Duration::from_secs(1);

/// In which form requests are logged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogForm {
    /// They are not.
    #[default]
    Off,
    /// A line to be read by people.
    Text,
    /// A line of JSON.
    Json,
}

impl FromStr for LogForm {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text {
            "off" => Ok(Self::Off),
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("expected off, text or json"),
        }
    }
}

/// Where lines go.
pub struct RequestLog {
    form: LogForm,
    lines: Option<SyncSender<Message>>,
    /// Lines that found no room since the last one that did.
    lost: AtomicU64,
}

enum Message {
    Line(String),
    Flush(Sender<()>),
}

impl RequestLog {
    /// A log of a form; its thread ends with it.
    pub fn of(form: LogForm) -> Self {
        let lines = (form != LogForm::Off).then(begin).flatten();
        Self { form, lines, lost: AtomicU64::new(0) }
    }

    /// Whether requests are logged.
    pub fn is_on(&self) -> bool {
        self.lines.is_some()
    }

    /// Logs a request.
    pub fn tell(&self, line: &Line<'_>) {
        let Some(lines) = &self.lines else { return };
        let lost = self.lost.swap(0, Ordering::Relaxed);
        let spelled = if self.form == LogForm::Json { line.json(lost) } else { line.text(lost) };
        if let Err(TrySendError::Full(_)) = lines.try_send(Message::Line(spelled)) {
            self.lost.fetch_add(lost + 1, Ordering::Relaxed);
        }
    }

    /// Waits a little until everything is written.
    pub fn flush(&self) {
        let Some(lines) = &self.lines else { return };
        let (done, is_done) = channel();
        if lines.try_send(Message::Flush(done)).is_ok() {
            // A reader that does not read must not keep the program from ending.
            let _ = is_done.recv_timeout(FLUSH_PATIENCE);
        }
    }
}

/// Begins the thread that writes; without one there is no log.
fn begin() -> Option<SyncSender<Message>> {
    let (lines, written) = sync_channel(LINES_MAX);
    let thread = std::thread::Builder::new().name("request-log".to_owned());
    thread.spawn(move || write(&written)).ok().map(|_| lines)
}

fn write(lines: &Receiver<Message>) {
    while let Ok(message) = lines.recv() {
        match message {
            // Nobody is left to be told that the error stream is closed.
            Message::Line(line) => drop(writeln!(std::io::stderr(), "{line}")),
            Message::Flush(done) => {
                // Whoever asked may have stopped waiting.
                let _ = done.send(());
            }
        }
    }
}
