//! Owns the line that says how far a rehearsal is, with the time left; only on a terminal.

use std::io::IsTerminal as _;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a rehearsal is.
#[derive(Debug, Default)]
pub(crate) struct Progress(Mutex<Option<ProgressBar>>);

impl Progress {
    /// Something begins that takes so many steps.
    pub(crate) fn begin(&self, what: &str, steps: usize) {
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}, {eta} left");
        let bar = ProgressBar::with_draw_target(
            Some(steps as u64),
            if std::io::stderr().is_terminal() {
                ProgressDrawTarget::stderr()
            } else {
                ProgressDrawTarget::hidden()
            },
        );
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        if let Ok(mut own) = self.0.lock() {
            own.iter().for_each(ProgressBar::finish_and_clear);
            *own = Some(bar);
        }
    }

    /// One step is done.
    pub(crate) fn step(&self) {
        if let Ok(own) = self.0.lock() {
            own.iter().for_each(|bar| bar.inc(1));
        }
    }

    /// Nothing more comes.
    pub(crate) fn end(&self) {
        if let Ok(mut own) = self.0.lock() {
            own.take().iter().for_each(ProgressBar::finish_and_clear);
        }
    }
}
