//! Owns how far a run is: one line that is written over on a terminal, and plain lines elsewhere.

use std::cell::RefCell;
use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Where nobody watches, a line comes as often as this.
const PLAIN_EVERY: Duration = Duration::from_secs(10);

/// How far a run is.
#[derive(Debug)]
pub(crate) struct Progress {
    /// The line on a terminal; nothing where there is none, or `CI` is set.
    bar: Option<ProgressBar>,
    /// When the last plain line was written.
    last: RefCell<Option<Duration>>,
}

impl Progress {
    /// On the error stream.
    pub(crate) fn on_the_error_stream() -> Self {
        let is_automatic = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
        let bar = (std::io::stderr().is_terminal() && !is_automatic).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            match ProgressStyle::with_template("{spinner} {wide_msg}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self { bar, last: RefCell::default() }
    }

    /// Something that takes a while begins, or has come further.
    pub(crate) fn says(&self, words: &str) {
        match &self.bar {
            Some(bar) => {
                bar.set_message(words.to_owned());
                bar.tick();
            }
            None => eprintln!("{words}"),
        }
    }

    /// How far it is at a moment since the run began.
    pub(crate) fn is_at(&self, at: Duration, words: impl FnOnce() -> String) {
        if self.bar.is_none() {
            let mut last = self.last.borrow_mut();
            if last.is_some_and(|last| at.saturating_sub(last) < PLAIN_EVERY) {
                return;
            }
            *last = Some(at);
        }
        self.says(&words());
    }

    /// A line that stays.
    pub(crate) fn keeps(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}
